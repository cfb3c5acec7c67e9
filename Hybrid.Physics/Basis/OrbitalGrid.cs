using System.Numerics.Tensors;
using Hybrid.Core.IO;

namespace Hybrid.Physics.Basis;

/// <summary>An orbital on a grid, φ(r) = Σ_μ c_μ χ_μ(r), for isosurfaces.</summary>
public sealed class OrbitalGrid
{
    /// <summary>Enough for a smooth surface of one orbital.</summary>
    public const int UsualPointCount = 46_656;

    /// <summary>Contributions that are smaller can't be seen, a0^−3/2.</summary>
    private const double Negligible = 1e-9;

    private readonly double[] values;

    private OrbitalGrid(RegularGrid points, double[] values)
    {
        Points = points;
        this.values = values;
    }

    /// <summary>Where the values are.</summary>
    public RegularGrid Points { get; }

    /// <summary>φ in a0^−3/2, row-major, shape [x, y, z].</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>∫ φ² over the box of the grid, by the sum over its points: near one for a normalised orbital that fits in.</summary>
    public double Norm => TensorPrimitives.SumOfSquares<double>(values) * Points.PointVolume;

    /// <summary>An orbital on a given grid.</summary>
    /// <param name="positions">Of the atoms, a0, shape [atoms, 3].</param>
    /// <param name="shells">The basis, in the order of the coefficients; s, p and d.</param>
    /// <param name="coefficients">c_μ, shell by shell, within a shell m = −l … +l.</param>
    /// <param name="points">Where to evaluate.</param>
    /// <exception cref="ArgumentException">A length doesn't fit, a shell has no atom or l above two.</exception>
    public static OrbitalGrid Of(ReadOnlySpan<double> positions, IReadOnlyList<GaussianShell> shells, ReadOnlySpan<double> coefficients, RegularGrid points)
    {
        ArgumentNullException.ThrowIfNull(points);
        Check(positions, shells, coefficients);
        var grid = new OrbitalGrid(points, new double[points.PointCount]);
        var first = 0;
        foreach (var shell in shells)
        {
            grid.Add(shell, positions.Slice(3 * shell.Atom, 3), coefficients.Slice(first, shell.OrbitalCount));
            first += shell.OrbitalCount;
        }

        return grid;
    }

    /// <summary>An orbital on a grid of its own: the box in which nearly all of φ² lies.</summary>
    /// <param name="positions">Of the atoms, a0, shape [atoms, 3].</param>
    /// <param name="shells">The basis, in the order of the coefficients; s, p and d.</param>
    /// <param name="coefficients">c_μ, shell by shell, within a shell m = −l … +l.</param>
    /// <param name="mostPoints">The finest grid that this allows is taken, but none finer than 0.3 a0.</param>
    /// <exception cref="ArgumentException">A length doesn't fit, a shell has no atom or l above two.</exception>
    public static OrbitalGrid Of(ReadOnlySpan<double> positions, IReadOnlyList<GaussianShell> shells, ReadOnlySpan<double> coefficients, int mostPoints = UsualPointCount)
    {
        const double FinestSpacing = 0.3;
        Check(positions, shells, coefficients);
        var wide = Of(positions, shells, coefficients, OrbitalExtent.Reach(positions, shells, mostPoints));
        var (lower, upper) = OrbitalExtent.Of(wide);
        return Of(positions, shells, coefficients, RegularGrid.Spanning(lower, upper, FinestSpacing, mostPoints));
    }

    /// <summary>
    /// Adds one shell. Gaussians factorise, exp(−α r²) = exp(−α x²) exp(−α y²) exp(−α z²), so the exponentials are tabulated
    /// along the axes.
    /// </summary>
    private void Add(GaussianShell shell, ReadOnlySpan<double> centre, ReadOnlySpan<double> c)
    {
        if (c.IndexOfAnyExcept(0.0) < 0)
            return;
        var α = shell.Exponents.Span;
        var l = shell.AngularMomentum;
        var (nx, ny, nz) = (Points.CountX, Points.CountY, Points.CountZ);
        var x = Distances(Points.X - centre[0], nx);
        var y = Distances(Points.Y - centre[1], ny);
        var z = Distances(Points.Z - centre[2], nz);
        var (ex, ey, ez) = (Exponentials(α, x), Exponentials(α, y), Exponentials(α, z));
        var radial = new double[nz];
        for (var i = 0; i < nx; i++)
        {
            for (var j = 0; j < ny; j++)
            {
                Array.Clear(radial);
                var isNear = false;
                for (var k = 0; k < α.Length; k++)
                {
                    var factor = shell.Coefficients.Span[k] * GaussianShells.Norm(l, α[k]) * ex[(k * nx) + i] * ey[(k * ny) + j];
                    if (Math.Abs(factor) < Negligible)
                        continue;
                    TensorPrimitives.MultiplyAdd(ez.AsSpan(k * nz, nz), factor, radial, radial);
                    isNear = true;
                }

                if (!isNear)
                    continue;
                var (p0, p1, p2) = Polynomial(l, c, x[i], y[j]);
                var φ = values.AsSpan(((i * ny) + j) * nz, nz);
                for (var k = 0; k < nz; k++)
                    φ[k] += radial[k] * (p0 + (z[k] * (p1 + (z[k] * p2))));
            }
        }
    }

    /// <summary>Σ_m c_m S_lm as a polynomial in z at fixed x and y.</summary>
    private static (double P0, double P1, double P2) Polynomial(int l, ReadOnlySpan<double> c, double x, double y)
    {
        double p0 = 0, p1 = 0, p2 = 0;
        for (var m = 0; m < c.Length; m++)
        {
            foreach (var monomial in SolidHarmonics.Expansion(l, m))
            {
                var value = c[m] * monomial.Coefficient * Power(x, monomial.X) * Power(y, monomial.Y);
                if (monomial.Z == 0)
                    p0 += value;
                else if (monomial.Z == 1)
                    p1 += value;
                else
                    p2 += value;
            }
        }

        return (p0, p1, p2);
    }

    private static double Power(double value, int exponent) => exponent switch { 0 => 1.0, 1 => value, _ => value * value };

    private double[] Distances(double first, int count)
    {
        var distances = new double[count];
        for (var i = 0; i < count; i++)
            distances[i] = first + (i * Points.Spacing);
        return distances;
    }

    private static double[] Exponentials(ReadOnlySpan<double> α, ReadOnlySpan<double> distances)
    {
        var table = new double[α.Length * distances.Length];
        for (var k = 0; k < α.Length; k++)
        {
            for (var i = 0; i < distances.Length; i++)
                table[(k * distances.Length) + i] = Math.Exp(-α[k] * distances[i] * distances[i]);
        }

        return table;
    }

    private static void Check(ReadOnlySpan<double> positions, IReadOnlyList<GaussianShell> shells, ReadOnlySpan<double> coefficients)
    {
        ArgumentNullException.ThrowIfNull(shells);
        foreach (var shell in shells)
        {
            if (shell.Atom < 0 || (3 * shell.Atom) + 2 >= positions.Length)
                throw new ArgumentException($"A shell of an atom from 0 to {(positions.Length / 3) - 1} was expected, but one of atom {shell.Atom} came.", nameof(shells));
            if (shell.AngularMomentum is < 0 or > SolidHarmonics.HighestL)
                throw new ArgumentException($"Shells with l from 0 to {SolidHarmonics.HighestL} were expected, but one with l = {shell.AngularMomentum} came.", nameof(shells));
        }

        var nFunctions = shells.Sum(shell => shell.OrbitalCount);
        if (coefficients.Length != nFunctions)
            throw new ArgumentException($"{nFunctions} coefficients, one per basis function, were expected, but {coefficients.Length} came.", nameof(coefficients));
    }
}
