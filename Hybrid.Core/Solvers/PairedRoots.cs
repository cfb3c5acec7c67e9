using System.Numerics.Tensors;
using Hybrid.Core.LinearAlgebra;

namespace Hybrid.Core.Solvers;

/// <summary>All roots of S P = ω M, D M = ω P for dense symmetric matrices of which one is positive definite.</summary>
/// <remarks>
/// With D = L Lᵀ the problem is Lᵀ S L z = ω² z, P = L z ω^(−½), M = L⁻ᵀ z ω^½; where D is indefinite the roles change. For
/// ω² &lt; 0 the vectors are those of |ω| and one of the two equations carries a minus.
/// </remarks>
internal sealed class PairedRoots
{
    /// <summary>Below this |ω| the scaling of P and M is not inverted any more.</summary>
    private const double SmallestEnergy = 1e-12;

    private PairedRoots(double[] squares, double[] sums, double[] differences, bool isDifferenceDefinite)
    {
        Squares = squares;
        Sums = sums;
        Differences = differences;
        IsDifferenceDefinite = isDifferenceDefinite;
    }

    /// <summary>ω², ascending.</summary>
    public double[] Squares { get; }

    /// <summary>P, one per row.</summary>
    public double[] Sums { get; }

    /// <summary>M, one per row.</summary>
    public double[] Differences { get; }

    /// <summary>True when D is positive definite, false when only S is.</summary>
    public bool IsDifferenceDefinite { get; }

    /// <summary>Null when neither matrix is positive definite.</summary>
    /// <param name="linearAlgebra">The dense linear algebra.</param>
    /// <param name="n">The matrix size.</param>
    /// <param name="sum">S, not changed.</param>
    /// <param name="difference">D, not changed.</param>
    public static PairedRoots? Of(ILinearAlgebra linearAlgebra, int n, double[] sum, double[] difference)
    {
        if (Solve(linearAlgebra, n, sum, difference) is var (squares, p, m))
            return new PairedRoots(squares, p, m, true);
        return Solve(linearAlgebra, n, difference, sum) is var (others, q, r) ? new PairedRoots(others, r, q, false) : null;
    }

    private static (double[] Squares, double[] X, double[] Y)? Solve(ILinearAlgebra linearAlgebra, int n, double[] matrix, double[] definite)
    {
        var lower = (double[])definite.Clone();
        if (!linearAlgebra.Cholesky(n, lower))
            return null;
        var half = new double[n * n];
        var z = new double[n * n];
        linearAlgebra.Multiply(false, false, n, n, n, 1, matrix, lower, 0, half);
        linearAlgebra.Multiply(true, false, n, n, n, 1, lower, half, 0, z);
        var squares = new double[n];
        if (!linearAlgebra.SymmetricEigen(n, z, squares))
            return null;
        linearAlgebra.Multiply(false, true, n, n, n, 1, z, lower, 0, half);
        linearAlgebra.SolveTriangularRows(true, n, n, lower, z);
        for (var k = 0; k < n; k++)
        {
            var root = Math.Sqrt(Math.Max(Math.Sqrt(Math.Abs(squares[k])), SmallestEnergy));
            var x = half.AsSpan(k * n, n);
            var y = z.AsSpan(k * n, n);
            TensorPrimitives.Divide(x, root, x);
            TensorPrimitives.Multiply(y, root, y);
        }

        return (squares, half, z);
    }
}
