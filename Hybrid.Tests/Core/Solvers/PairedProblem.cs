using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Solvers;
using Hybrid.Tests.Core.LinearAlgebra;

namespace Hybrid.Tests.Core.Solvers;

/// <summary>A seeded response problem with a dominant diagonal.</summary>
internal sealed record PairedProblem(int Size, double[] A, double[] B)
{
    private static readonly ILinearAlgebra LinearAlgebra = DenseLinearAlgebra.Default;

    public double[] Sum => A.Zip(B, (a, b) => a + b).ToArray();

    public double[] Difference => A.Zip(B, (a, b) => a - b).ToArray();

    public double[] Diagonal => Enumerable.Range(0, Size).Select(i => A[(i * Size) + i]).ToArray();

    public static PairedProblem Stable(int n)
    {
        var (a, b) = (Matrices.Symmetric(n, 5), Matrices.Symmetric(n, 6));
        for (var i = 0; i < n * n; i++)
            (a[i], b[i]) = (0.02 * a[i], 0.02 * b[i]);
        for (var i = 0; i < n; i++)
            a[(i * n) + i] = 0.3 + (0.02 * i);
        return new PairedProblem(n, a, b);
    }

    /// <summary>Three copies without contact: every root is threefold.</summary>
    public PairedProblem Threefold()
    {
        return new PairedProblem(3 * Size, Copies(A), Copies(B));

        double[] Copies(double[] block)
        {
            var copies = new double[9 * block.Length];
            for (var copy = 0; copy < 3; copy++)
            {
                for (var i = 0; i < Size; i++)
                    block.AsSpan(i * Size, Size).CopyTo(copies.AsSpan((((copy * Size) + i) * 3 * Size) + (copy * Size)));
            }

            return copies;
        }
    }

    public CasidaResult Iterative(int roots, double tolerance = 1e-7) =>
        new CasidaDavidson(LinearAlgebra) { Tolerance = tolerance }.Solve(Operator(Sum), Operator(Difference), Diagonal, roots);

    public CasidaResult Dense(int roots) => new DenseCasida(LinearAlgebra).Solve(Size, Sum, Difference, roots);

    public BlockOperator Operator(double[] matrix) =>
        (count, x, y) => LinearAlgebra.Multiply(false, false, count, Size, Size, 1, x, matrix, 0, y);
}
