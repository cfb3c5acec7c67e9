using System.Numerics.Tensors;
using Hybrid.Core.LinearAlgebra;

namespace Hybrid.Core.Solvers;

/// <summary>
/// The lowest roots of the linear response problem from its dense matrices: for small problems and as a reference for
/// <see cref="CasidaDavidson"/>.
/// </summary>
/// <remarks>
/// (A − B)^½ (A + B) (A − B)^½ Z = ω² Z, with a Cholesky factor in place of the square root. M. E. Casida, in Recent Advances
/// in Density Functional Methods, Part I (World Scientific, 1995), p. 155, doi:10.1142/9789812830586_0005.
/// </remarks>
public sealed class DenseCasida
{
    private readonly ILinearAlgebra linearAlgebra;

    /// <summary>Creates a solver.</summary>
    public DenseCasida(ILinearAlgebra linearAlgebra)
    {
        ArgumentNullException.ThrowIfNull(linearAlgebra);
        this.linearAlgebra = linearAlgebra;
    }

    /// <summary>Roots that are closer than this belong to one multiplet, which is returned whole.</summary>
    public double DegeneracyThreshold { get; init; } = 1e-6;

    /// <summary>Solves.</summary>
    /// <param name="n">The matrix size.</param>
    /// <param name="sum">A + B, symmetric, shape [n, n].</param>
    /// <param name="difference">A − B, symmetric, shape [n, n].</param>
    /// <param name="roots">How many of the lowest roots are wanted, from 1 to n.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not that many roots.</exception>
    /// <exception cref="ArgumentException">A matrix has another size.</exception>
    public CasidaResult Solve(int n, ReadOnlySpan<double> sum, ReadOnlySpan<double> difference, int roots)
    {
        if (roots < 1 || roots > n)
            throw new ArgumentOutOfRangeException(nameof(roots), roots, $"From 1 to {n} roots can be asked for.");
        if (sum.Length != n * n || difference.Length != n * n)
            throw new ArgumentException($"Two matrices of {n} × {n} numbers were expected, but {sum.Length} and {difference.Length} numbers came.", nameof(sum));
        if (!TensorPrimitives.IsFiniteAll<double>(sum) || !TensorPrimitives.IsFiniteAll<double>(difference))
            return Ended(SolverStatus.NonFinite, n, double.NaN);
        var pairs = PairedRoots.Of(linearAlgebra, n, sum.ToArray(), difference.ToArray());
        if (pairs is null)
            return Ended(SolverStatus.Unstable, n, double.NaN);
        if (pairs.Squares[0] < 0)
            return Ended(SolverStatus.Unstable, n, pairs.Squares[0]);
        var energies = pairs.Squares.Select(Math.Sqrt).ToArray();
        var count = roots;
        while (count < n && energies[count] - energies[count - 1] < DegeneracyThreshold)
            count++;
        var residuals = Residuals(n, sum, difference, pairs, energies, count);
        return new CasidaResult(
            new SolverOutcome(SolverStatus.Converged, 1, residuals.Max()),
            n,
            pairs.Squares[0],
            energies[..count],
            pairs.Sums[..(count * n)],
            pairs.Differences[..(count * n)],
            residuals);
    }

    private static CasidaResult Ended(SolverStatus status, int n, double lowestSquare) =>
        new(new SolverOutcome(status, 1, double.NaN), n, lowestSquare, [], [], [], []);

    private double[] Residuals(int n, ReadOnlySpan<double> sum, ReadOnlySpan<double> difference, PairedRoots pairs, double[] energies, int count)
    {
        var s = new double[count * n];
        var d = new double[count * n];
        linearAlgebra.Multiply(false, false, count, n, n, 1, pairs.Sums, sum, 0, s);
        linearAlgebra.Multiply(false, false, count, n, n, 1, pairs.Differences, difference, 0, d);
        var residuals = new double[count];
        for (var k = 0; k < count; k++)
        {
            var squares = 0.0;
            for (var i = k * n; i < (k + 1) * n; i++)
                squares += Math.Pow(s[i] - (energies[k] * pairs.Differences[i]), 2) + Math.Pow(d[i] - (energies[k] * pairs.Sums[i]), 2);
            residuals[k] = Math.Sqrt(squares / 2);
        }

        return residuals;
    }
}
