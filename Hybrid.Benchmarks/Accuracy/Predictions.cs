namespace Hybrid.Benchmarks.Accuracy;

/// <summary>What one source gave for some molecules.</summary>
internal sealed class Predictions
{
    private readonly LabelledMolecule[] molecules;
    private readonly LowestSinglets[] states;

    private Predictions(LabelledMolecule[] molecules, LowestSinglets[] states)
    {
        this.molecules = molecules;
        this.states = states;
    }

    /// <summary>Asks the source for every molecule, on some threads; the order of the molecules is kept.</summary>
    public static Predictions Of(IExcitationSource source, LabelledMolecule[] molecules, int threads, CancellationToken cancellation)
    {
        var states = new LowestSinglets[molecules.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Parallel.For(0, molecules.Length, options, k => states[k] = source.LowestSinglets(molecules[k], cancellation));
        return new Predictions(molecules, states);
    }

    /// <summary>The molecules for which there is nothing, by their index in GDB-9, and why.</summary>
    public IEnumerable<(int Index, string Reason)> Failures => molecules.Zip(states)
        .Where(pair => pair.Second.E1 is null)
        .Select(pair => (pair.First.Index, pair.Second.Failure ?? "no state"));

    /// <summary>Errors of one quantity over the molecules that are chosen, after a fit where one is given.</summary>
    public ErrorStatistics Errors(Quantity quantity, Func<LabelledMolecule, bool> isChosen, LinearFit? fit = null)
    {
        var failures = 0;
        var errors = new List<double>(molecules.Length);
        foreach (var (molecule, predicted, label) in Chosen(quantity, isChosen))
        {
            if (predicted is { } value)
                errors.Add((fit?.Of(value) ?? value) - label);
            else
                failures++;
        }

        return ErrorStatistics.Of(errors, failures);
    }

    /// <summary>The line that brings this source closest to the labels.</summary>
    public LinearFit Fit(Quantity quantity, Func<LabelledMolecule, bool> isChosen) =>
        LinearFit.Of([.. Chosen(quantity, isChosen).Where(entry => entry.Predicted is not null).Select(entry => (entry.Predicted!.Value, entry.Label))]);

    private IEnumerable<(LabelledMolecule Molecule, double? Predicted, double Label)> Chosen(Quantity quantity, Func<LabelledMolecule, bool> isChosen)
    {
        for (var k = 0; k < molecules.Length; k++)
        {
            if (molecules[k].Reference[quantity] is { } label && isChosen(molecules[k]))
                yield return (molecules[k], states[k][quantity], label);
        }
    }
}
