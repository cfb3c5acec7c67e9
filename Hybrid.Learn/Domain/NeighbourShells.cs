using Hybrid.Core.Autodiff;
using Hybrid.Core.Units;
using Hybrid.Learn.Representations;

namespace Hybrid.Learn.Domain;

/// <summary>What stands around an atom at which distance: smooth counts of the neighbours of each element in shells.</summary>
/// <remarks>
/// n_A(Z, k) = Σ_{B of Z} f(R_AB) exp(−(R_AB − R_k)²/2σ²), R_k = 0.8, 1.0, …, 2.6 Å, σ = 0.15 Å, with the cutoff function f of <see cref="Neighbours"/>: the radial
/// symmetry functions of J. Behler and M. Parrinello, Phys. Rev. Lett. 98, 146401 (2007), doi:10.1103/PhysRevLett.98.146401, up to the distances of neighbours of neighbours.
/// </remarks>
public static class NeighbourShells
{
    /// <summary>Shells for each element.</summary>
    public const int Count = 10;

    /// <summary>Å: of the first shell, and between shells.</summary>
    private const double First = 0.8, Step = 0.2;

    /// <summary>Å.</summary>
    private const double Width = 0.15;

    /// <summary>Neighbours that are counted, bohr.</summary>
    public static double Cutoff => 3.5 * Constants.BohrPerAngstrom;

    /// <summary>n of each atom, shape [atoms, elements × <see cref="Count"/>].</summary>
    /// <param name="neighbours">Within <see cref="Cutoff"/>.</param>
    /// <param name="elements">Atomic numbers that are told apart; other neighbours are not counted.</param>
    public static Variable Of(Neighbours neighbours, IReadOnlyList<int> elements)
    {
        ArgumentNullException.ThrowIfNull(neighbours);
        ArgumentNullException.ThrowIfNull(elements);
        var (R, f) = (neighbours.Distances, neighbours.Envelope);
        var rows = Rows(neighbours, elements);
        var counts = neighbours.Tape.Output([R, f], neighbours.AtomCount, elements.Count * Count);
        for (var p = 0; p < rows.Length; p++)
        {
            for (var k = 0; k < Count && rows[p] >= 0; k++)
                counts.Value[rows[p] + k] += f.Value[p] * Weight(R.Value[p], k, out _);
        }

        neighbours.Tape.Record(counts, () =>
        {
            for (var p = 0; p < rows.Length; p++)
            {
                for (var k = 0; k < Count && rows[p] >= 0; k++)
                {
                    var adjoint = counts.Adjoint[rows[p] + k];
                    f.Adjoint[p] += adjoint * Weight(R.Value[p], k, out var slope);
                    R.Adjoint[p] += adjoint * f.Value[p] * slope;
                }
            }
        });
        return counts;
    }

    /// <summary>Where the shells of each pair begin; −1 for a neighbour that isn't counted.</summary>
    private static int[] Rows(Neighbours neighbours, IReadOnlyList<int> elements)
    {
        var places = elements.Select((z, place) => (z, place)).ToDictionary(pair => pair.z, pair => pair.place);
        var z = neighbours.AtomicNumbers.Span;
        var rows = new int[neighbours.Count];
        for (var p = 0; p < rows.Length; p++)
        {
            rows[p] = places.TryGetValue(z[neighbours.Others.Span[p]], out var place)
                ? ((neighbours.Centres.Span[p] * elements.Count) + place) * Count
                : -1;
        }

        return rows;
    }

    private static double Weight(double distance, int shell, out double slope)
    {
        const double width = Width * Constants.BohrPerAngstrom;
        var from = distance - ((First + (Step * shell)) * Constants.BohrPerAngstrom);
        var weight = Math.Exp(-from * from / (2.0 * width * width));
        slope = -weight * from / (width * width);
        return weight;
    }
}
