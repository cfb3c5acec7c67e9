using Hybrid.Physics.Basis;

namespace Hybrid.Tests.Physics.Basis;

/// <summary>
/// Integrals between contracted Gaussians by the trapezoidal rule in each of the three coordinates, which for Gaussians is
/// exact to machine precision: slow, and with nothing in common with the recursion that it checks.
/// </summary>
internal static class QuadratureIntegrals
{
    /// <summary>1; x, y, z; xx, xy, yy, xz, yz, zz about the first centre.</summary>
    public static readonly (int X, int Y, int Z)[] Operators =
        [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (2, 0, 0), (1, 1, 0), (0, 2, 0), (1, 0, 1), (0, 1, 1), (0, 0, 2)];

    private const int HighestPowerOfA = 4;
    private const int HighestPowerOfB = 2;

    /// <summary>Real solid harmonics, m = −l … l, scaled as the x^l function.</summary>
    private static readonly (double Factor, int X, int Y, int Z)[][][] Harmonics =
    [
        [[(1.0, 0, 0, 0)]],
        [[(1.0, 0, 1, 0)], [(1.0, 0, 0, 1)], [(1.0, 1, 0, 0)]],
        [
            [(Math.Sqrt(3.0), 1, 1, 0)],
            [(Math.Sqrt(3.0), 0, 1, 1)],
            [(1.0, 0, 0, 2), (-0.5, 2, 0, 0), (-0.5, 0, 2, 0)],
            [(Math.Sqrt(3.0), 1, 0, 1)],
            [(Math.Sqrt(0.75), 2, 0, 0), (-Math.Sqrt(0.75), 0, 2, 0)],
        ],
    ];

    /// <summary>A radial function as a sum of Gaussians, coefficients without normalisation.</summary>
    public sealed record Shell(int L, (double Coefficient, double Exponent)[] Primitives);

    /// <summary>The shell of a Slater function, each Gaussian normalised numerically.</summary>
    public static Shell Slater(int n, int l, int primitives, double ζ)
    {
        var expansion = SlaterExpansion.Of(n, l, primitives);
        return new Shell(l, [.. Enumerable.Range(0, primitives).Select(k =>
        {
            var α = expansion.Exponents[k] * ζ * ζ;
            var square = Line(α, α, 0.0)[l, l] * Math.Pow(Line(α, α, 0.0)[0, 0], 2.0);
            return (expansion.Coefficients[k] / Math.Sqrt(square), α);
        })]);
    }

    /// <summary>N (φ − ⟨φ′|φ⟩ φ′) with N so that the result is normalised.</summary>
    public static Shell Orthogonalised(Shell shell, Shell partner)
    {
        var s = Block(partner, shell, [0.0, 0.0, 0.0])[0, 0, 0];
        var difference = new Shell(shell.L, [.. shell.Primitives, .. partner.Primitives.Select(p => (-s * p.Coefficient, p.Exponent))]);
        var N = 1.0 / Math.Sqrt(Block(difference, difference, [0.0, 0.0, 0.0])[0, 0, 0]);
        return new Shell(shell.L, [.. difference.Primitives.Select(p => (N * p.Coefficient, p.Exponent))]);
    }

    /// <summary>All operators between all functions of two shells a vector R apart; element [operator, μ, ν].</summary>
    public static double[,,] Block(Shell a, Shell b, double[] R)
    {
        var block = new double[10, (2 * a.L) + 1, (2 * b.L) + 1];
        foreach (var (ca, α) in a.Primitives)
        {
            foreach (var (cb, β) in b.Primitives)
            {
                double[,] x = Line(α, β, R[0]), y = Line(α, β, R[1]), z = Line(α, β, R[2]);
                for (var op = 0; op < 10; op++)
                {
                    for (var μ = 0; μ < block.GetLength(1); μ++)
                    {
                        for (var ν = 0; ν < block.GetLength(2); ν++)
                            block[op, μ, ν] += ca * cb * Term(Operators[op], Harmonics[a.L][μ], Harmonics[b.L][ν], x, y, z);
                    }
                }
            }
        }

        return block;
    }

    private static double Term(
        (int X, int Y, int Z) op, (double Factor, int X, int Y, int Z)[] μ, (double Factor, int X, int Y, int Z)[] ν, double[,] x, double[,] y, double[,] z)
    {
        var sum = 0.0;
        foreach (var m in μ)
        {
            foreach (var n in ν)
                sum += m.Factor * n.Factor * x[m.X + op.X, n.X] * y[m.Y + op.Y, n.Y] * z[m.Z + op.Z, n.Z];
        }

        return sum;
    }

    /// <summary>∫ x^i (x−R)^j exp(−αx² − β(x−R)²) dx for all i and j.</summary>
    private static double[,] Line(double α, double β, double R)
    {
        var line = new double[HighestPowerOfA + 1, HighestPowerOfB + 1];
        var width = 1.0 / Math.Sqrt(α + β);
        var centre = β * R / (α + β);
        var h = 0.4 * width;
        for (var k = -25; k <= 25; k++)
        {
            var x = centre + (k * h);
            var gaussian = h * Math.Exp((-α * x * x) - (β * (x - R) * (x - R)));
            for (var i = 0; i <= HighestPowerOfA; i++)
            {
                for (var j = 0; j <= HighestPowerOfB; j++)
                    line[i, j] += gaussian * Math.Pow(x, i) * Math.Pow(x - R, j);
            }
        }

        return line;
    }
}
