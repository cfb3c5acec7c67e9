using System.Collections.Immutable;
using Hybrid.Core.Autodiff;
using Hybrid.Core.Elements;
using Hybrid.Core.Structures;
using Hybrid.Learn.Representations;
using Hybrid.Physics.Geometry;

namespace Hybrid.Learn.Uncertainty;

/// <summary>Which elements are bonded to which in training data. Immutable.</summary>
/// <remarks>
/// A pair of elements that no training molecule bonds puts both of its atoms at the distance u with u² = <see cref="Far"/>² S((R/ρ − 1.3)/0.3), ρ the sum of
/// their covalent radii and S falling from 1 to 0 between 0 and 1 with three continuous derivatives: unknown as long as they are bonded
/// (<see cref="CovalentBonds"/>), strangers from 1.6 ρ on. Features alone don't tell: the network learned nothing about such a pair, and may describe it like any other.
/// </remarks>
public sealed class BondedElements
{
    /// <summary>How far from the training data an atom in an unknown bond is: twice the edge.</summary>
    public const double Far = 2.0;

    private const double Fading = 0.3;

    private readonly ImmutableSortedSet<(int Lighter, int Heavier)> pairs;

    /// <param name="pairs">Atomic numbers.</param>
    internal BondedElements(IEnumerable<(int Lighter, int Heavier)> pairs) => this.pairs = [.. pairs];

    /// <summary>Atomic numbers, the lighter first.</summary>
    public IReadOnlyCollection<(int Lighter, int Heavier)> Pairs => pairs;

    /// <summary>The bonds of structures.</summary>
    public static BondedElements Of(IEnumerable<Structure> structures)
    {
        ArgumentNullException.ThrowIfNull(structures);
        return new BondedElements(structures.SelectMany(Bonds).Distinct());
    }

    /// <summary>True when training molecules have such a bond.</summary>
    public bool Contains(int z, int other) => pairs.Contains((Math.Min(z, other), Math.Max(z, other)));

    /// <summary>Σ u² over the neighbours of each atom, on their tape, shape [atoms].</summary>
    internal Variable SquaredDistances(Neighbours neighbours)
    {
        var tape = neighbours.Tape;
        var z = neighbours.AtomicNumbers.Span;
        var centres = neighbours.Centres.Span;
        var others = neighbours.Others.Span;
        var unknown = new List<int>();
        var radii = new List<double>();
        for (var p = 0; p < neighbours.Count; p++)
        {
            var (one, other) = (z[centres[p]], z[others[p]]);
            if (Contains(one, other))
                continue;
            unknown.Add(p);
            radii.Add(Element.CovalentRadius(one) + Element.CovalentRadius(other));
        }

        int[] chosen = [.. unknown];
        if (chosen.Length == 0)
            return tape.Constant(new double[z.Length], z.Length);
        return Switch(neighbours.Distances.Gather(chosen), [.. radii]).ScatterAdd(Array.ConvertAll(chosen, p => neighbours.Centres.Span[p]), z.Length);
    }

    private static Variable Switch(Variable distances, double[] radii)
    {
        var squares = distances.Tape.Output([distances], distances.Length);
        for (var k = 0; k < radii.Length; k++)
            squares.Value[k] = Far * Far * SmoothSwitch.Value(At(distances.Value[k], radii[k]));
        distances.Tape.Record(squares, () =>
        {
            for (var k = 0; k < radii.Length; k++)
                distances.Adjoint[k] += squares.Adjoint[k] * Far * Far * SmoothSwitch.Slope(At(distances.Value[k], radii[k])) / (Fading * radii[k]);
        });
        return squares;
    }

    private static double At(double distance, double radius) => ((distance / radius) - CovalentBonds.LongestBond) / Fading;

    private static IEnumerable<(int, int)> Bonds(Structure structure)
    {
        var bonds = new CovalentBonds(structure);
        var z = structure.AtomicNumbers.ToArray();
        return Enumerable.Range(0, z.Length).SelectMany(A => bonds.Neighbours(A).Where(B => z[A] <= z[B]).Select(B => (z[A], z[B])));
    }
}
