using Hybrid.Core.Structures;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Uncertainty;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Benchmarks.Accuracy;

/// <summary>How far the members of an ensemble are from where the first order puts them, in units of the interval that is reported.</summary>
internal sealed class PropagationAccuracy(ModelUncertainty uncertainty, int members, int states)
{
    private static readonly double[] quantiles = [0.5, 0.9, 0.95, 0.99, 1.0];

    private readonly List<(PropagationCheck Check, double Interval)> checks = [];
    private int molecules;

    public int Failures { get; private set; }

    public void Add(Structure structure)
    {
        molecules++;
        foreach (var multiplicity in (Multiplicity[])[Multiplicity.Singlet, Multiplicity.Triplet])
        {
            try
            {
                var intervals = uncertainty.Of(structure, multiplicity, states);
                var ensemble = new ShallowEnsemble(uncertainty, members, @class: intervals[0].Class);
                foreach (var (check, interval) in ensemble.Check(structure, multiplicity, states).Zip(intervals).Take(states))
                    checks.Add((check, interval.EnergyUncertainty));
            }
            catch (Exception error) when (error is PredictionException or ArgumentException)
            {
                Failures++;
                Console.Error.WriteLine($"molecule {molecules}, {multiplicity}: {error.Message}");
            }
        }
    }

    public void Write(TextWriter output)
    {
        output.WriteLine(FormattableString.Invariant($"{molecules} molecules, {Failures} failures, {members} members."));
        foreach (var group in checks.GroupBy(one => (one.Check.Multiplicity, one.Check.Rank)).OrderBy(group => (group.Key.Multiplicity, group.Key.Rank)))
        {
            var all = group.ToArray();
            output.WriteLine(FormattableString.Invariant($"{group.Key.Multiplicity} {group.Key.Rank}: {all.Length} states, {all.Count(one => !one.Check.Agrees)} of them flagged"));
            Write(output, "members off the first order (rms) / interval", all.Select(one => one.Check.Difference / one.Interval));
            Write(output, "exact spread / spread to first order", all.Select(one => one.Check.Exact / one.Check.FirstOrder));
            Write(output, "spread to first order / interval", all.Select(one => one.Check.FirstOrder / one.Interval));
        }
    }

    private static void Write(TextWriter output, string name, IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        output.WriteLine($"  {name}: {string.Join(", ", quantiles.Select(q => FormattableString.Invariant($"{100 * q:0} % below {sorted[Math.Min(sorted.Length - 1, (int)(q * sorted.Length))]:0.000}")))}");
    }
}
