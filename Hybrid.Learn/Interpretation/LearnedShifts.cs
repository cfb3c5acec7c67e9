using System.Collections.Immutable;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Learn.Corrections;
using Hybrid.Learn.Models;
using Hybrid.Learn.Training;
using Hybrid.Physics.Geometry;
using Hybrid.Physics.Parameters;

namespace Hybrid.Learn.Interpretation;

/// <summary>How the parameters that the network moves from atom to atom are distributed over the surroundings of atoms. Immutable.</summary>
/// <param name="Shifts">By parameter, then by surroundings, the most frequent first.</param>
/// <param name="Structures">How many structures they are from.</param>
public sealed record LearnedShifts(ImmutableArray<LearnedShift> Shifts, int Structures)
{
    /// <summary>Reads the parameters of every atom of structures; those that the model isn't for, or can't be evaluated for, are left out.</summary>
    /// <param name="model">The model.</param>
    /// <param name="structures">The structures.</param>
    /// <param name="threads">Zero for all cores; the result doesn't depend on it.</param>
    /// <param name="cancellation">Stops the calculation.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static LearnedShifts Of(LearnedModel model, IReadOnlyList<Structure> structures, int threads = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(structures);
        if (model.Model is not HybridModel { Representation: not null } hybrid)
            return new LearnedShifts([], 0);
        var sites = new List<Site>?[structures.Count];
        Workers.Run(structures.Count, Workers.Count(threads), k => sites[k] = model.Uncovered(structures[k]) is null ? Sites(model, hybrid, structures[k]) : null, cancellation);
        var shifts = sites.SelectMany(list => list ?? []).GroupBy(site => (site.Table, site.Label, site.Surroundings))
            .Select(group => Shift(group.Key.Label, group.Key.Surroundings, hybrid.Published[group.Key.Table].Unit, [.. group]))
            .GroupBy(shift => shift.Parameter).SelectMany(group => group.OrderByDescending(shift => shift.Count).ThenBy(shift => shift.Surroundings, StringComparer.Ordinal));
        return new LearnedShifts([.. shifts], sites.Count(list => list is not null));
    }

    private static List<Site>? Sites(LearnedModel model, HybridModel hybrid, Structure structure)
    {
        var tape = new Tape(new Arena(), isRecording: false, DenseLinearAlgebra.Default);
        ParameterFields fields;
        try
        {
            fields = model.Excitations.Record(tape, structure).Parameters;
        }
        catch (Exception exception) when (SampleLoss.IsOfTheSample(exception))
        {
            return null;
        }

        var bonds = new CovalentBonds(structure);
        var sites = new List<Site>();
        foreach (var name in hybrid.Settings.SiteTables)
        {
            var published = hybrid.Published[name];
            var isOfElements = published.Domain == ParameterDomain.Element;
            var values = (isOfElements ? fields.PerAtom(name) : fields.PerShell(name)).Value;
            var index = fields.Index(name).Span;
            var atoms = isOfElements ? [.. Enumerable.Range(0, structure.AtomCount)] : AtomsOfShells(hybrid.Published, published.Step, structure.AtomicNumbers);
            for (var k = 0; k < values.Length; k++)
                sites.Add(new Site(name, published.Label(index[k]), AtomKind.Of(structure, bonds, atoms[k]), ParameterDrift.Of(published, values[k], index[k]), values[k]));
        }

        return sites;
    }

    private static int[] AtomsOfShells(ParameterSet parameters, string step, ReadOnlySpan<int> atomicNumbers)
    {
        var atoms = new List<int>();
        for (var A = 0; A < atomicNumbers.Length; A++)
            atoms.AddRange(Enumerable.Repeat(A, parameters.Shells(atomicNumbers[A], step).Length));
        return [.. atoms];
    }

    private static LearnedShift Shift(string label, string surroundings, string unit, Site[] sites)
    {
        var mean = sites.Sum(site => site.Drift) / sites.Length;
        return new LearnedShift(
            label, surroundings, sites.Length, mean, Math.Sqrt(sites.Sum(site => (site.Drift - mean) * (site.Drift - mean)) / sites.Length),
            sites.Sum(site => site.Value) / sites.Length, unit);
    }

    private sealed record Site(string Table, string Label, string Surroundings, double Drift, double Value);
}
