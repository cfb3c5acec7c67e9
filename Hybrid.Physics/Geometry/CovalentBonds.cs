using Hybrid.Core.Elements;
using Hybrid.Core.Structures;

namespace Hybrid.Physics.Geometry;

/// <summary>Which atoms of a molecule are bonded, by their distances alone. Immutable.</summary>
/// <remarks>Two atoms are bonded when they are closer than 1.3 times the sum of their covalent radii.</remarks>
public sealed class CovalentBonds
{
    /// <summary>In units of the sum of covalent radii.</summary>
    public const double LongestBond = 1.3;

    private readonly List<int>[] neighbours;

    /// <summary>Finds the bonds of a molecule.</summary>
    public CovalentBonds(Structure structure)
    {
        ArgumentNullException.ThrowIfNull(structure);
        var Z = structure.AtomicNumbers;
        var R = structure.Positions;
        neighbours = new List<int>[Z.Length];
        for (var A = 0; A < Z.Length; A++)
        {
            neighbours[A] = [];
            for (var B = 0; B < A; B++)
            {
                var longest = LongestBond * (Element.CovalentRadius(Z[A]) + Element.CovalentRadius(Z[B]));
                double x = R[3 * A] - R[3 * B], y = R[(3 * A) + 1] - R[(3 * B) + 1], z = R[(3 * A) + 2] - R[(3 * B) + 2];
                if ((x * x) + (y * y) + (z * z) >= longest * longest)
                    continue;
                neighbours[A].Add(B);
                neighbours[B].Add(A);
            }
        }
    }

    /// <summary>The atoms that an atom is bonded to.</summary>
    public IReadOnlyList<int> Neighbours(int atom) => neighbours[atom];

    /// <summary>The fragment of each atom: atoms that bonds connect, numbered in the order of their first atoms.</summary>
    public int[] Fragments()
    {
        var fragments = new int[neighbours.Length];
        Array.Fill(fragments, -1);
        var count = 0;
        var waiting = new Stack<int>();
        for (var first = 0; first < fragments.Length; first++)
        {
            if (fragments[first] >= 0)
                continue;
            fragments[first] = count;
            waiting.Push(first);
            while (waiting.TryPop(out var atom))
            {
                foreach (var neighbour in neighbours[atom])
                {
                    if (fragments[neighbour] >= 0)
                        continue;
                    fragments[neighbour] = count;
                    waiting.Push(neighbour);
                }
            }

            count++;
        }

        return fragments;
    }
}
