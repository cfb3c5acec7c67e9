using Hybrid.Physics.Ledger;

namespace Hybrid.Learn.Explanations;

/// <summary>
/// Takes an energy's E(1) − E(0) apart: the integral of dE/dλ over the path that switches the corrections on, by learned term and atoms.
/// </summary>
/// <remarks>
/// Gauss and Legendre's rule from λ = 1 downwards. The integral of all terms together is known exactly, E at one end minus E at the other; where
/// the rule misses it, or the state changes much from one point to the next, as near an avoided crossing, the interval is halved.
/// </remarks>
/// <param name="path">The path.</param>
/// <param name="atomCount">The number of atoms.</param>
internal sealed class PathIntegral(ICorrectionPath path, int atomCount)
{
    private static readonly (double Place, double Weight)[] Rule = GaussLegendre();

    /// <summary>From a λ, where the state is known, down to another.</summary>
    public PathInterval Over(double from, PathNode start, double to, int depth = 0)
    {
        var sums = new ContributionSums(atomCount);
        var (node, smallest) = (start, 1.0);
        foreach (var (place, weight) in Rule)
        {
            node = path.At(from - ((from - to) * place), node, withDerivative: true);
            smallest = Math.Min(smallest, node.Overlap);
            sums.Add(node.Learned!, weight * (from - to));
            if (smallest < RefinedOverlap && depth < Deepest)
                return Halved(from, start, to, depth);
        }

        var end = path.At(to, node, withDerivative: false, withPhysics: to == 0.0);
        smallest = Math.Min(smallest, end.Overlap);
        var (sum, magnitude) = Totals(sums);
        var isGood = Math.Abs(start.Energy - end.Energy - sum) <= (RelativeTolerance * magnitude) + Rounding && smallest >= RefinedOverlap;
        return isGood || depth >= Deepest ? new PathInterval(end, sums, smallest) : Halved(from, start, to, depth);
    }

    private PathInterval Halved(double from, PathNode start, double to, int depth)
    {
        var middle = 0.5 * (from + to);
        var upper = Over(from, start, middle, depth + 1);
        var lower = Over(middle, upper.End, to, depth + 1);
        upper.Learned.Add(lower.Learned);
        return new PathInterval(lower.End, upper.Learned, Math.Min(upper.SmallestOverlap, lower.SmallestOverlap));
    }

    private static (double Sum, double Magnitude) Totals(ContributionSums sums)
    {
        var (sum, magnitude) = (0.0, 0.0);
        foreach (var entry in sums.ToContributions())
        {
            sum += entry.Value;
            magnitude += Math.Abs(entry.Value);
        }

        return (sum, magnitude);
    }

    /// <summary>Places and weights on [0, 1], ascending.</summary>
    private static (double Place, double Weight)[] GaussLegendre()
    {
        var rule = new MathNet.Numerics.Integration.GaussLegendreRule(0.0, 1.0, Nodes);
        return [.. Enumerable.Range(0, Nodes).Select(k => (rule.Abscissas[k], rule.Weights[k])).OrderBy(node => node.Item1)];
    }

    /// <summary>Of an interval.</summary>
    private const int Nodes = 7;

    /// <summary>Half of what is asked of the whole: 10⁻⁴ of the learned part.</summary>
    private const double RelativeTolerance = 5e-5;

    /// <summary>Eh: what solvers leave of a difference of energies.</summary>
    private const double Rounding = 1e-10;

    /// <summary>Below it a state changes too much from one point to the next.</summary>
    private const double RefinedOverlap = 0.8;

    /// <summary>Intervals are at least 1/1024 wide: narrow enough for an avoided crossing of a few meV.</summary>
    private const int Deepest = 10;
}
