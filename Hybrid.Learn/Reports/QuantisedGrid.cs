using System.Buffers.Binary;
using System.IO.Compression;
using Hybrid.Core.Units;
using Hybrid.Physics.Basis;

namespace Hybrid.Learn.Reports;

/// <summary>An orbital on a grid as a page stores it.</summary>
/// <param name="Origin">x, y, z of the first point, Å.</param>
/// <param name="Step">The spacing, Å.</param>
/// <param name="Counts">Points along x, y, z.</param>
/// <param name="Resolution">φ is a multiple of this, a0^−3/2.</param>
/// <param name="Values">
/// Base64 of gzip of little-endian 16-bit differences: every multiple minus the one before it, z fastest, modulo 2¹⁶.
/// </param>
internal sealed record QuantisedGrid(double[] Origin, double Step, int[] Counts, double Resolution, string Values)
{
    /// <summary>A hundredth of the value on a usual surface. 16 bits then hold ±6.5 a0^−3/2; smaller cells near a nucleus don't occur.</summary>
    private const double FinestResolution = 2e-4;

    public static QuantisedGrid Of(OrbitalGrid orbital)
    {
        var φ = orbital.Values;
        var grid = orbital.Points;
        var largest = 0.0;
        foreach (var value in φ)
            largest = Math.Max(largest, Math.Abs(value));
        if (!double.IsFinite(largest))
            throw new ArgumentException("Finite values of an orbital were expected, but one isn't.", nameof(orbital));
        var resolution = Math.Max(FinestResolution, largest / short.MaxValue);
        return new QuantisedGrid(
            [Ångström(grid.X), Ångström(grid.Y), Ångström(grid.Z)], Ångström(grid.Spacing), [grid.CountX, grid.CountY, grid.CountZ],
            resolution, Convert.ToBase64String(Compressed(φ, resolution)));
    }

    private static byte[] Compressed(ReadOnlySpan<double> φ, double resolution)
    {
        var bytes = new byte[2 * φ.Length];
        short last = 0;
        for (var n = 0; n < φ.Length; n++)
        {
            var multiple = (short)Math.Round(φ[n] / resolution);
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(2 * n), unchecked((short)(multiple - last)));
            last = multiple;
        }

        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.SmallestSize))
            gzip.Write(bytes);
        return compressed.ToArray();
    }

    private static double Ångström(double bohr) => Math.Round(bohr * Constants.AngstromPerBohr, 5);
}
