using System.Numerics;
using System.Numerics.Tensors;
using Hybrid.Core.LinearAlgebra;

namespace Hybrid.Core.Solvers;

/// <summary>
/// What is known of a large symmetric matrix A before any product: its diagonal, and the elements among a few rows whose diagonal is
/// lowest. Immutable.
/// </summary>
/// <remarks>
/// A₀ has these primary elements and elsewhere the diagonal alone. Its eigenvectors start a search for the lowest roots of A, and
/// (A₀ − λ)⁻¹ is a better preconditioner than the diagonal. J. Olsen, P. Jørgensen, J. Simons, Chem. Phys. Lett. 169, 463 (1990),
/// doi:10.1016/0009-2614(90)85633-N.
/// </remarks>
public sealed class PrimarySpace
{
    private readonly double[] diagonal;
    private readonly int[] elements;
    private readonly double[] values;
    private readonly double[] vectors;

    private PrimarySpace(double[] diagonal, int[] elements, double[] values, double[] vectors)
    {
        this.diagonal = diagonal;
        this.elements = elements;
        this.values = values;
        this.vectors = vectors;
    }

    /// <summary>The diagonal of A, or an approximation of it.</summary>
    public ReadOnlySpan<double> Diagonal => diagonal;

    /// <summary>The eigenvalues of the primary elements, ascending; empty where only the diagonal is known.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>Nothing but the diagonal is known.</summary>
    public static PrimarySpace OfDiagonal(ReadOnlySpan<double> diagonal) => new(diagonal.ToArray(), [], [], []);

    /// <summary>Diagonalises what is known; null when it is not finite.</summary>
    /// <param name="linearAlgebra">Who diagonalises.</param>
    /// <param name="diagonal">The diagonal of A, or an approximation of it.</param>
    /// <param name="elements">The primary rows, each once.</param>
    /// <param name="matrix">A between them, shape [primary, primary].</param>
    /// <exception cref="ArgumentException">The matrix has another size.</exception>
    public static PrimarySpace? Of(ILinearAlgebra linearAlgebra, ReadOnlySpan<double> diagonal, ReadOnlySpan<int> elements, ReadOnlySpan<double> matrix)
    {
        ArgumentNullException.ThrowIfNull(linearAlgebra);
        var m = elements.Length;
        if (matrix.Length != m * m)
            throw new ArgumentException($"A matrix between {m} rows was expected, but {matrix.Length} numbers came.", nameof(matrix));
        var (vectors, values) = (matrix.ToArray(), new double[m]);
        return linearAlgebra.SymmetricEigen(m, vectors, values) ? new PrimarySpace(diagonal.ToArray(), elements.ToArray(), values, vectors) : null;
    }

    /// <summary>The lowest eigenvectors of the primary elements as vectors of A, one per row.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not that many.</exception>
    public double[] LowestVectors(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, values.Length);
        var rows = new double[count * diagonal.Length];
        for (var k = 0; k < count; k++)
        {
            for (var e = 0; e < elements.Length; e++)
                rows[(k * diagonal.Length) + elements[e]] = vectors[(k * elements.Length) + e];
        }

        return rows;
    }

    /// <summary>y ← (A₀ − λ)⁻¹ r, kept finite: no eigenvalue of A₀ − λ counts as nearer to zero than a gap.</summary>
    /// <exception cref="ArgumentException">The vectors have another length.</exception>
    public void Divide(ReadOnlySpan<double> r, double shift, double smallestGap, Span<double> y) => Divide(r, shift, smallestGap, false, y);

    /// <summary>y ← |A₀ − λ|⁻¹ r, which is positive definite.</summary>
    /// <exception cref="ArgumentException">The vectors have another length.</exception>
    public void DivideByMagnitude(ReadOnlySpan<double> r, double shift, double smallestGap, Span<double> y) => Divide(r, shift, smallestGap, true, y);

    private void Divide(ReadOnlySpan<double> r, double shift, double smallestGap, bool isPositive, Span<double> y)
    {
        if (r.Length != diagonal.Length || y.Length != diagonal.Length)
            throw new ArgumentException($"Vectors of {diagonal.Length} elements were expected, but they have {r.Length} and {y.Length}.", nameof(r));
        DivideByGaps(r, diagonal, shift, smallestGap, isPositive, y);
        var m = elements.Length;
        Span<double> known = new double[3 * m];
        Span<double> primary = known[..m], primaryQuotients = known.Slice(m, m), quotients = known[(2 * m)..];
        for (var e = 0; e < m; e++)
            primary[e] = r[elements[e]];
        for (var k = 0; k < m; k++)
            primaryQuotients[k] = TensorPrimitives.Dot<double>(vectors.AsSpan(k * m, m), primary);
        DivideByGaps(primaryQuotients, values, shift, smallestGap, isPositive, primaryQuotients);
        for (var k = 0; k < m; k++)
            TensorPrimitives.MultiplyAdd(vectors.AsSpan(k * m, m), primaryQuotients[k], quotients, quotients);
        for (var e = 0; e < m; e++)
            y[elements[e]] = quotients[e];
    }

    /// <summary>y ← r / (d − λ), where no denominator is nearer to zero than a gap.</summary>
    private static void DivideByGaps(ReadOnlySpan<double> r, ReadOnlySpan<double> d, double shift, double smallest, bool isPositive, Span<double> y)
    {
        var lanes = Vector<double>.Count;
        var (λ, least) = (new Vector<double>(shift), new Vector<double>(smallest));
        var i = 0;
        for (; i <= y.Length - lanes; i += lanes)
        {
            var gap = new Vector<double>(d[i..]) - λ;
            var size = Vector.Max(Vector.Abs(gap), least);
            (new Vector<double>(r[i..]) / (isPositive ? size : Vector.CopySign(size, gap))).CopyTo(y[i..]);
        }

        for (; i < y.Length; i++)
        {
            var size = Math.Max(Math.Abs(d[i] - shift), smallest);
            y[i] = r[i] / (isPositive ? size : Math.CopySign(size, d[i] - shift));
        }
    }
}
