using Hybrid.Cli.Excitations;
using Hybrid.Cli.Writing;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Units;
using Hybrid.Learn.Explanations;
using Hybrid.Learn.Reports;
using Hybrid.Learn.Uncertainty;
using Hybrid.Physics.Parameters;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Cli.Explaining;

/// <summary>The page of the explanations of a run.</summary>
internal static class ExplanationPageOf
{
    public static ExplanationPage Structures(IReadOnlyList<ExplainedStructure> structures) => new(
        structures.Count == 1 ? $"Where the predictions for {structures[0].Frame.Name} come from" : FormattableString.Invariant($"Where the predictions for {structures[0].Frame.Name} and {structures.Count - 1} more come from"),
        [.. structures.Select(one => one.Molecule!)]);

    /// <summary>Excitations first: what is learned is in them.</summary>
    public static ExplainedMolecule Molecule(ExplainedStructure explained, ExplainModels models) => new(
        explained.Frame.Name, explained.Frame.Structure,
        [.. explained.Excitations.Select((explanation, k) => Excitation(explanation, explained.States.ElementAtOrDefault(k), explained.Source!)),
         .. explained.GroundState.Select(explanation => GroundState(explanation, models)),
         .. explained.Moments.Select(explanation => Moment(explanation, explained.Source!))])
    {
        DomainDistances = explained.Applicability?.Distances,
        UnknownKinds = explained.Applicability?.UnknownKinds ?? [],
        Provenance = Provenance(explained, models),
        Notes = [.. explained.Notes, .. explained.All.SelectMany(explanation => explanation.Notes.Select(note => $"{explanation.Quantity}: {note}"))],
    };

    private static ExplainedQuantity Excitation(Explanation explanation, ExplainedState? state, ExcitationSource source) => new(explanation, source.Method)
    {
        PhysicsName = source.Model.Parameters.Name,
        Meanings = Meanings(explanation, source.Model.Parameters),
        Interval = state?.Interval,
        ValidationError = ValidationError(explanation, source),
        Character = state?.Character ?? "",
        Donors = state?.Donors ?? [],
        Acceptors = state?.Acceptors ?? [],
        Fallback = source.Fallback,
    };

    private static ExplainedQuantity GroundState(Explanation explanation, ExplainModels models) => new(explanation, models.GroundMethod)
    {
        PhysicsName = models.Ground.Parameters.Name,
        Meanings = Meanings(explanation, models.Ground.Parameters),
    };

    private static ExplainedQuantity Moment(Explanation explanation, ExcitationSource source) => new(explanation, source.Method)
    {
        PhysicsName = source.Model.Parameters.Name,
        Meanings = Meanings(explanation, source.Model.Parameters),
        Fallback = source.Fallback,
    };

    private static Dictionary<string, string> Meanings(Explanation explanation, ParameterSet parameters) =>
        explanation.Entries.Select(entry => entry.Term).Distinct().ToDictionary(term => term, term => ExplanationWords.Of(term, parameters));

    private static double? ValidationError(Explanation explanation, ExcitationSource source) =>
        source.Learned?.ValidationError(explanation.Quantity.Multiplicity == Multiplicity.Triplet ? TargetKind.TripletEnergy : TargetKind.SingletEnergy) / Constants.ElectronvoltPerHartree;

    private static List<KeyValuePair<string, string>> Provenance(ExplainedStructure explained, ExplainModels models)
    {
        var lines = new List<KeyValuePair<string, string>> { new("geometry", $"{explained.Frame.Place}, as given") };
        if (explained.Source is { } source)
        {
            lines.Add(new("excitations", source.Method));
            if (source.Remark is { } remark)
                lines.Add(new("excitation model", remark));
            lines.Add(new("parameters of excitations", source.Model.Parameters.Source));
            lines.Add(new("uncertainty", source.Uncertainty is { } uncertainty ? Sentence.Printable(uncertainty.Data) : "not known"));
        }

        lines.Add(new("energy, charges, dipole", $"{models.GroundMethod}, SHA-256 {models.Learned?.Digest ?? models.Ground.Parameters.Digest}"));
        lines.Add(new("version", Physics.Models.Provenance.Library));
        lines.Add(new("linear algebra", DenseLinearAlgebra.Default.Name));
        return lines;
    }
}
