using Hybrid.Core.Structures;

namespace Hybrid.Core.IO;

/// <summary>Lattice vectors in the ångström of files.</summary>
internal static class CellFormat
{
    /// <summary>Å³. Below this a periodic cell counts as flat; far below the volume of any crystal.</summary>
    private const double SmallestVolume = 1e-3;

    // Below this fraction of |a| |b| |c| the volume is lost in the rounding of its products.
    private const double SmallestRelativeVolume = 1e-12;

    /// <summary>A cell from nine numbers in ångström.</summary>
    /// <exception cref="StructureFormatException">A periodic cell without volume.</exception>
    internal static Cell Cell(LineReader reader, ReadOnlySpan<double> vectors, ReadOnlySpan<bool> periodic)
    {
        var lengths = Length(vectors[..3]) * Length(vectors[3..6]) * Length(vectors[6..]);
        if (periodic.Contains(true) && Math.Abs(Determinant(vectors)) < Math.Max(SmallestVolume, SmallestRelativeVolume * lengths))
            throw reader.Error("three lattice vectors that span a volume", "a flat cell");
        return Structures.Cell.FromAngstrom(vectors, periodic[0], periodic[1], periodic[2]);
    }

    private static double Length(ReadOnlySpan<double> v) => Math.Sqrt((v[0] * v[0]) + (v[1] * v[1]) + (v[2] * v[2]));

    internal static double Determinant(ReadOnlySpan<double> v) =>
        (v[0] * ((v[4] * v[8]) - (v[5] * v[7]))) - (v[1] * ((v[3] * v[8]) - (v[5] * v[6]))) + (v[2] * ((v[3] * v[7]) - (v[4] * v[6])));
}
