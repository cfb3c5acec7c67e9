namespace Hybrid.Physics.Basis;

/// <summary>Points of a cubic lattice in a box along the axes: r = (X + i h, Y + j h, Z + k h).</summary>
/// <param name="X">x of the first point, a0.</param>
/// <param name="Y">y of the first point, a0.</param>
/// <param name="Z">z of the first point, a0.</param>
/// <param name="Spacing">h, a0.</param>
/// <param name="CountX">Points along x.</param>
/// <param name="CountY">Points along y.</param>
/// <param name="CountZ">Points along z.</param>
public sealed record RegularGrid(double X, double Y, double Z, double Spacing, int CountX, int CountY, int CountZ)
{
    /// <summary>The number of points.</summary>
    public int PointCount => CountX * CountY * CountZ;

    /// <summary>h³, the volume that belongs to a point, a0³.</summary>
    public double PointVolume => Spacing * Spacing * Spacing;

    /// <summary>A grid from one corner to at least the other.</summary>
    /// <param name="lower">The corner with the smallest x, y, z, a0.</param>
    /// <param name="upper">The corner with the largest x, y, z, a0.</param>
    /// <param name="smallestSpacing">A finer grid is not made, a0.</param>
    /// <param name="mostPoints">The spacing grows until there are no more points than this.</param>
    /// <exception cref="ArgumentException">A corner is above the other, the spacing is not positive, or fewer than eight points are allowed.</exception>
    public static RegularGrid Spanning(
        (double X, double Y, double Z) lower, (double X, double Y, double Z) upper, double smallestSpacing, int mostPoints)
    {
        var (width, depth, height) = (upper.X - lower.X, upper.Y - lower.Y, upper.Z - lower.Z);
        if (!(width >= 0.0 && depth >= 0.0 && height >= 0.0) || !double.IsFinite(width + depth + height))
            throw new ArgumentException("An upper corner above the lower one was expected.", nameof(upper));
        if (!(smallestSpacing > 0.0))
            throw new ArgumentException(FormattableString.Invariant($"A positive spacing was expected, but {smallestSpacing} came."), nameof(smallestSpacing));
        if (mostPoints < 8)
            throw new ArgumentException($"At least eight points, the corners of one cell, were expected, but {mostPoints} came.", nameof(mostPoints));
        const double Growth = 1.01;
        var h = smallestSpacing;
        while (PointsAlong(width, h) * PointsAlong(depth, h) * PointsAlong(height, h) > mostPoints)
            h *= Growth;
        return new RegularGrid(
            lower.X, lower.Y, lower.Z, h, (int)PointsAlong(width, h), (int)PointsAlong(depth, h), (int)PointsAlong(height, h));
    }

    private static double PointsAlong(double length, double h) => Math.Max(2.0, Math.Ceiling(length / h) + 1.0);
}
