using System.Numerics.Tensors;
using Hybrid.Core.LinearAlgebra;

namespace Hybrid.Core.Solvers;

/// <summary>
/// A growing set of orthonormal vectors, one per row, that takes new vectors a block at a time and works on them in matrix
/// products.
/// </summary>
/// <remarks>
/// Block Gram–Schmidt against what is there, and the eigenvectors of the Gram matrix within the block: A. Stathopoulos and
/// K. Wu, SIAM J. Sci. Comput. 23, 2165 (2002), doi:10.1137/S1064827500370883.
/// </remarks>
internal sealed class OrthonormalRows : IDisposable
{
    /// <summary>A vector of which less than this is outside the space is rounding.</summary>
    private const double Independence = 1e-10;

    /// <summary>Eigenvalues of a Gram matrix below this part of the largest are rounding.</summary>
    private const double Rounding = 1e-14;

    /// <summary>Overlaps below this are zero.</summary>
    private const double Orthogonality = 1e-13;

    private const int MostPasses = 5;

    private readonly ILinearAlgebra linearAlgebra;
    private readonly int n;
    private readonly PooledNumbers rows = new();
    private readonly PooledNumbers spare = new();

    public OrthonormalRows(ILinearAlgebra linearAlgebra, int n, int capacity)
    {
        this.linearAlgebra = linearAlgebra;
        this.n = n;
        Capacity = capacity;
    }

    public int Capacity { get; }

    public int Count { get; private set; }

    /// <summary>All vectors, shape [<see cref="Count"/>, n].</summary>
    public ReadOnlySpan<double> Rows => rows.Span[..(Count * n)];

    /// <summary>The vectors that the last call of <see cref="Add"/> brought.</summary>
    public ReadOnlySpan<double> Last(int added) => rows.Span.Slice((Count - added) * n, added * n);

    /// <summary>Replaces the vectors V by C V, where the rows of C are orthonormal.</summary>
    public void Rotate(int count, ReadOnlySpan<double> c)
    {
        spare.Reserve(0, count * n);
        linearAlgebra.Multiply(false, false, count, n, Count, 1, c, rows.Span, 0, spare.Span);
        spare.Span[..(count * n)].CopyTo(rows.Span);
        Count = count;
    }

    /// <summary>Adds what is new in the candidates, which are overwritten; returns how many vectors that were.</summary>
    public int Add(double[] candidates)
    {
        var m = Normalise(candidates, candidates.Length / n, 0);
        for (var pass = 0; pass < MostPasses && m > 0; pass++)
        {
            var overlap = RemoveKnown(candidates, m);
            m = Normalise(candidates, m, Independence);
            if (m == 0)
                return 0;
            var gram = new double[m * m];
            linearAlgebra.Multiply(false, true, m, m, n, 1, candidates, candidates, 0, gram);
            if (pass > 0 && overlap < Orthogonality && m <= Capacity - Count && IsUnit(gram, m))
                break;
            m = Decorrelate(candidates, m, gram);
        }

        rows.Reserve(Count * n, (Count + m) * n);
        candidates.AsSpan(0, m * n).CopyTo(rows.Span[(Count * n)..]);
        Count += m;
        return m;
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        rows.Dispose();
        spare.Dispose();
    }

    private double RemoveKnown(double[] candidates, int m)
    {
        if (Count == 0)
            return 0;
        var overlaps = new double[m * Count];
        linearAlgebra.Multiply(false, true, m, Count, n, 1, candidates, rows.Span, 0, overlaps);
        linearAlgebra.Multiply(false, false, m, n, Count, -1, overlaps, rows.Span, 1, candidates);
        return Math.Abs(TensorPrimitives.MaxMagnitude<double>(overlaps));
    }

    /// <summary>Scales rows to one and leaves out those that are shorter than allowed or not finite.</summary>
    private int Normalise(double[] candidates, int m, double shortest)
    {
        var kept = 0;
        for (var k = 0; k < m; k++)
        {
            var row = candidates.AsSpan(k * n, n);
            var norm = TensorPrimitives.Norm<double>(row);
            if (!(norm > shortest) || !double.IsFinite(norm))
                continue;
            TensorPrimitives.Divide(row, norm, candidates.AsSpan(kept++ * n, n));
        }

        return kept;
    }

    /// <summary>Turns m rows into as many orthonormal ones as are independent and fit; returns that number.</summary>
    private int Decorrelate(double[] candidates, int m, double[] gram)
    {
        var eigenvalues = new double[m];
        if (!linearAlgebra.SymmetricEigen(m, gram, eigenvalues))
            return 0;
        var first = Math.Max(0, m - (Capacity - Count));
        while (first < m && eigenvalues[first] < Rounding * eigenvalues[m - 1])
            first++;
        for (var k = first; k < m; k++)
            TensorPrimitives.Divide(gram.AsSpan(k * m, m), Math.Sqrt(eigenvalues[k]), gram.AsSpan(k * m, m));
        var kept = m - first;
        spare.Reserve(0, kept * n);
        linearAlgebra.Multiply(false, false, kept, n, m, 1, gram.AsSpan(first * m), candidates, 0, spare.Span);
        spare.Span[..(kept * n)].CopyTo(candidates);
        return kept;
    }

    private static bool IsUnit(double[] gram, int m)
    {
        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                if (!(Math.Abs(gram[(i * m) + j] - (i == j ? 1 : 0)) < Orthogonality))
                    return false;
            }
        }

        return true;
    }
}
