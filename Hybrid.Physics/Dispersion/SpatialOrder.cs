namespace Hybrid.Physics.Dispersion;

/// <summary>An order of points in which neighbours in the list tend to be neighbours in space (Morton's Z curve).</summary>
internal static class SpatialOrder
{
    private const int BitsPerAxis = 20;

    /// <summary>The points' indices along the curve through the cube around them.</summary>
    /// <param name="positions">Shape [points, 3].</param>
    public static int[] Of(ReadOnlySpan<double> positions)
    {
        var n = positions.Length / 3;
        Span<double> lowest = [double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity];
        var length = 0.0;
        for (var i = 0; i < positions.Length; i++)
            lowest[i % 3] = Math.Min(lowest[i % 3], positions[i]);
        for (var i = 0; i < positions.Length; i++)
            length = Math.Max(length, positions[i] - lowest[i % 3]);

        var order = new int[n];
        var keys = new ulong[n];
        var scale = length > 0.0 ? ((1 << BitsPerAxis) - 1) / length : 0.0;
        for (var i = 0; i < n; i++)
        {
            order[i] = i;
            for (var axis = 0; axis < 3; axis++)
                keys[i] |= Spread((ulong)((positions[(3 * i) + axis] - lowest[axis]) * scale)) << axis;
        }

        Array.Sort(keys, order);
        return order;
    }

    /// <summary>Puts two zero bits after each bit.</summary>
    private static ulong Spread(ulong bits)
    {
        var spread = 0UL;
        for (var bit = 0; bit < BitsPerAxis; bit++)
            spread |= ((bits >> bit) & 1UL) << (3 * bit);
        return spread;
    }
}
