using Hybrid.Core.Structures;

namespace Hybrid.Core.IO;

/// <summary>Lattice vectors in the ångström of files.</summary>
internal static class CellFormat
{
    /// <summary>Å³. Below this a periodic cell counts as flat; far below the volume of any crystal.</summary>
    internal const double SmallestVolume = 1e-3;

    /// <summary>A cell from nine numbers in ångström.</summary>
    /// <exception cref="StructureFormatException">A periodic cell without volume.</exception>
    internal static Cell Cell(LineReader reader, ReadOnlySpan<double> vectors, ReadOnlySpan<bool> periodic)
    {
        if (periodic.Contains(true) && Math.Abs(Determinant(vectors)) < SmallestVolume)
            throw reader.Error("three lattice vectors that span a volume", "a flat cell");
        return Structures.Cell.FromAngstrom(vectors, periodic[0], periodic[1], periodic[2]);
    }

    internal static double Determinant(ReadOnlySpan<double> v) =>
        (v[0] * ((v[4] * v[8]) - (v[5] * v[7]))) - (v[1] * ((v[3] * v[8]) - (v[5] * v[6]))) + (v[2] * ((v[3] * v[7]) - (v[4] * v[6])));
}
