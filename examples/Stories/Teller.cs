using Hybrid.Core.IO;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Learn.Explanations;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Models;
using Hybrid.Learn.Reports;
using Hybrid.Learn.Uncertainty;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Excitations;

namespace Examples.Stories;

/// <summary>Asks a trained model about the molecules of the stories: what it predicts, why, how sure it is and whether it knows such atoms.</summary>
public sealed class Teller
{
    private readonly Dictionary<string, Structure> molecules;
    private readonly List<(string Story, string Name)> stories = [];
    private readonly ModelUncertainty? uncertainty;
    private readonly HybridModel hybrid;
    private readonly ExcitationModel published;

    /// <param name="model">The folder of a trained model of excitations with a Hamiltonian.</param>
    /// <param name="structures">Extended XYZ with the keys name and story.</param>
    public Teller(string model, string structures)
    {
        Model = ModelFolder.Read(model);
        uncertainty = UncertaintyFile.Beside(Model);
        hybrid = (HybridModel)Model.Model;
        published = ExcitationModel.Of(hybrid.Published);
        molecules = new Dictionary<string, Structure>(StringComparer.Ordinal);
        foreach (var structure in StructureFile.ReadAll(structures))
        {
            molecules.Add(structure.Properties["name"], structure);
            stories.Add((structure.Properties["story"], structure.Properties["name"]));
        }
    }

    /// <summary>The model.</summary>
    public LearnedModel Model { get; }

    /// <summary>The molecules of a part of a story, by name.</summary>
    public IReadOnlyList<string> Molecules(string story) => [.. stories.Where(molecule => molecule.Story == story).Select(molecule => molecule.Name)];

    public Structure Structure(string molecule) => molecules[molecule];

    /// <summary>How far the atoms are from the training data, one at their edge; null for an element that the model isn't for, or where it isn't known.</summary>
    public IReadOnlyList<double>? DomainDistances(string molecule) =>
        Model.Uncovered(molecules[molecule]) is null ? uncertainty?.Domain?.Of(molecules[molecule]) : null;

    /// <summary>The kind of each atom that no training atom is of, null for the others; empty where it isn't known.</summary>
    private IReadOnlyList<string?> UnknownKinds(string molecule) => Model.Uncovered(molecules[molecule]) is null && uncertainty?.Domain is { } domain ? [.. domain.UnknownKinds(molecules[molecule])] : [];

    /// <summary>The lowest singlets, by the trained model or, for elements that it isn't for, by physics as published.</summary>
    /// <exception cref="PredictionException">There are none: the message says why.</exception>
    public IReadOnlyList<ExplainedSinglet> Singlets(string molecule, int count)
    {
        var structure = molecules[molecule];
        var isCovered = Model.Uncovered(structure) is null;
        var predicted = (isCovered ? Model.Excitations : published).Predict(structure, ExcitationOptions.Default with { States = count, WithVelocity = false });
        if (predicted.Failure is { } failure)
            throw new PredictionException(failure);
        var known = isCovered ? uncertainty?.Of(structure, Multiplicity.Singlet, count) : null;
        return [.. Enumerable.Range(0, count).Select(k => Singlet(molecule, k, predicted, known?[k]))];
    }

    private ExplainedSinglet Singlet(string molecule, int state, MolecularExcitations predicted, StateUncertainty? known)
    {
        var structure = molecules[molecule];
        var explained = Model.Uncovered(structure) is null
            ? ExcitationExplanation.WithMoments(hybrid, Model.Weights, structure, Multiplicity.Singlet, state)
            : ExcitationExplanation.WithMoments(published, structure, Multiplicity.Singlet, state);
        var quantity = new ExplainedQuantity(explained[0], Model.Name)
        {
            PhysicsName = hybrid.Published.Name,
            Interval = known is null ? null : new PredictionInterval(
                known.EnergyUncertainty / Constants.ElectronvoltPerHartree, known.EnergyHalfWidth95 / Constants.ElectronvoltPerHartree,
                known.Calibration.IsCalibrated)
            {
                IsOutside = known.Class == CalibrationClass.Outside,
            },
            ValidationError = known is null ? null : Model.ValidationError(TargetKind.SingletEnergy) / Constants.ElectronvoltPerHartree,
        };
        var trust = new ExplainedMolecule(molecule, structure, [quantity]) { DomainDistances = DomainDistances(molecule), UnknownKinds = UnknownKinds(molecule) }.Trust(quantity);
        return new ExplainedSinglet(
            molecule, state + 1, explained[0], explained[1], known?.EnergyUncertainty, predicted.States[state].OscillatorStrength,
            predicted.Analyses[state].Character.ToString(), predicted.States[state].Configurations[0], trust);
    }
}
