namespace Hybrid.Physics.Basis;

/// <summary>
/// Real solid harmonics in Cartesian monomials, m = −l … +l: s; y, z, x; xy, yz, z², xz, x²−y².
/// </summary>
/// <remarks>
/// They are scaled so that a Gaussian r^l-primitive normalised for its x^l component stays normalised:
/// √3·xy, …, (2z² − x² − y²)/2, …, (√3/2)(x² − y²).
/// </remarks>
internal static class SolidHarmonics
{
    public const int HighestL = 2;

    private static readonly double Root3 = Math.Sqrt(3.0);

    private static readonly (int X, int Y, int Z, double Coefficient)[][][] Expansions =
    [
        [[(0, 0, 0, 1.0)]],
        [[(0, 1, 0, 1.0)], [(0, 0, 1, 1.0)], [(1, 0, 0, 1.0)]],
        [
            [(1, 1, 0, Root3)],
            [(0, 1, 1, Root3)],
            [(0, 0, 2, 1.0), (2, 0, 0, -0.5), (0, 2, 0, -0.5)],
            [(1, 0, 1, Root3)],
            [(2, 0, 0, 0.5 * Root3), (0, 2, 0, -0.5 * Root3)],
        ],
    ];

    /// <summary>The number of functions of a shell, 2l + 1.</summary>
    public static int Count(int l) => (2 * l) + 1;

    /// <summary>The monomials of the function with index m + l.</summary>
    public static ReadOnlySpan<(int X, int Y, int Z, double Coefficient)> Expansion(int l, int index) => Expansions[l][index];
}
