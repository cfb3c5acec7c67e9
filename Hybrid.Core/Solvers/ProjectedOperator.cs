using Hybrid.Core.LinearAlgebra;

namespace Hybrid.Core.Solvers;

/// <summary>A symmetric operator in a growing space of orthonormal vectors V: the images A V and the matrix V A Vᵀ.</summary>
internal sealed class ProjectedOperator : IDisposable
{
    private readonly ILinearAlgebra linearAlgebra;
    private readonly int n;
    private readonly OrthonormalRows basis;
    private readonly PooledNumbers images = new();
    private double[] matrix = [];
    private int size;

    public ProjectedOperator(ILinearAlgebra linearAlgebra, int n, OrthonormalRows basis)
    {
        this.linearAlgebra = linearAlgebra;
        this.n = n;
        this.basis = basis;
    }

    /// <summary>A V, one image per row.</summary>
    public ReadOnlySpan<double> Images => images.Span[..(size * n)];

    /// <summary>V A Vᵀ, a copy for the caller.</summary>
    public double[] Matrix() => (double[])matrix.Clone();

    /// <summary>Applies the operator to the vectors that were added last and fills what they bring to the matrix.</summary>
    public void Extend(BlockOperator a, int added)
    {
        var old = size;
        size = basis.Count;
        images.Reserve(old * n, size * n);
        var fresh = images.Span.Slice(old * n, added * n);
        a(added, basis.Last(added), fresh);
        var strip = new double[added * size];
        linearAlgebra.Multiply(false, true, added, size, n, 1, fresh, basis.Rows, 0, strip);
        var grown = new double[size * size];
        for (var i = 0; i < old; i++)
            matrix.AsSpan(i * old, old).CopyTo(grown.AsSpan(i * size));
        for (var i = 0; i < added; i++)
        {
            for (var j = 0; j < size; j++)
            {
                var mirrored = j < old ? strip[(i * size) + j] : strip[((j - old) * size) + old + i];
                grown[((old + i) * size) + j] = grown[(j * size) + old + i] = 0.5 * (strip[(i * size) + j] + mirrored);
            }
        }

        matrix = grown;
    }

    /// <summary>Follows a rotation of the vectors, V → C V.</summary>
    public void Rotate(int count, ReadOnlySpan<double> c)
    {
        using var rotated = new PooledNumbers();
        rotated.Reserve(0, count * n);
        linearAlgebra.Multiply(false, false, count, n, size, 1, c, images.Span, 0, rotated.Span);
        rotated.Span[..(count * n)].CopyTo(images.Span);
        var half = new double[count * size];
        linearAlgebra.Multiply(false, false, count, size, size, 1, c, matrix, 0, half);
        matrix = new double[count * count];
        linearAlgebra.Multiply(false, true, count, count, size, 1, half, c, 0, matrix);
        size = count;
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => images.Dispose();
}
