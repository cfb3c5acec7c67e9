namespace Hybrid.Physics.Basis;

/// <summary>Second moments of pairs of functions as dense matrices. Values only.</summary>
internal static class SecondMoments
{
    private const int FirstSecondMoment = 4;

    /// <summary>⟨μ|r²|ν⟩ about the origin of the coordinates; shape [n, n], a0².</summary>
    public static double[] SquaredDistances(MultipoleIntegrals integrals, ReadOnlySpan<double> positions)
    {
        var n = integrals.Basis.OrbitalCount;
        var moments = new double[n * n];
        foreach (ref readonly var block in integrals.Layout.Blocks)
        {
            var values = integrals.Of(block);
            var R = positions.Slice(3 * block.RowAtom, 3);
            var R2 = (R[0] * R[0]) + (R[1] * R[1]) + (R[2] * R[2]);
            for (var e = 0; e < block.Size; e++)
            {
                var r2 = R2 * values[e];
                for (var k = 0; k < 3; k++)
                    r2 += 2.0 * R[k] * values[((1 + k) * block.Size) + e];
                foreach (var diagonal in (ReadOnlySpan<int>)[0, 2, 5]) // xx, yy, zz among xx, xy, yy, xz, yz, zz
                    r2 += values[((FirstSecondMoment + diagonal) * block.Size) + e];
                Set(moments, n, block, e, r2);
            }
        }

        return moments;
    }

    private static void Set(Span<double> dense, int n, in BlockLayout.Block block, int element, double value)
    {
        var μ = block.FirstRow + (element / block.Columns);
        var ν = block.FirstColumn + (element % block.Columns);
        dense[(μ * n) + ν] = value;
        dense[(ν * n) + μ] = value;
    }
}
