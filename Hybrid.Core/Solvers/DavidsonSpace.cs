using System.Numerics.Tensors;
using Hybrid.Core.LinearAlgebra;

namespace Hybrid.Core.Solvers;

/// <summary>The search space of <see cref="Davidson"/>: an orthonormal basis V, its image A V and the Ritz pairs in it.</summary>
internal sealed class DavidsonSpace
{
    /// <summary>A new direction of which less than this is outside the space is rounding.</summary>
    private const double Independence = 1e-10;

    /// <summary>Keeps the preconditioner (λ − d)⁻¹ finite.</summary>
    private const double SmallestGap = 1e-2;

    private readonly ILinearAlgebra linearAlgebra;
    private readonly int n;
    private readonly int block;
    private readonly int capacity;
    private readonly double[] basis;
    private readonly double[] images;
    private readonly double[] rotation;
    private readonly double[] values;
    private readonly double[] ritzVectors;
    private readonly double[] ritzImages;
    private readonly double[] residuals;
    private readonly double[] residualNorms;
    private int size;

    public DavidsonSpace(ILinearAlgebra linearAlgebra, int n, int block, int capacity)
    {
        this.linearAlgebra = linearAlgebra;
        this.n = n;
        this.block = block;
        this.capacity = capacity;
        basis = new double[capacity * n];
        images = new double[capacity * n];
        rotation = new double[capacity * capacity];
        values = new double[capacity];
        ritzVectors = new double[block * n];
        ritzImages = new double[block * n];
        residuals = new double[block * n];
        residualNorms = new double[block];
    }

    /// <summary>The lowest eigenvalues in the space, as many as are iterated.</summary>
    public ReadOnlySpan<double> RitzValues => values.AsSpan(0, block);

    /// <summary>Adds what is new in the candidates to the basis; returns how many vectors that were.</summary>
    public int Add(ReadOnlySpan<double> candidates)
    {
        var added = 0;
        for (var start = 0; start < candidates.Length && size < capacity; start += n)
        {
            var v = basis.AsSpan(size * n, n);
            candidates.Slice(start, n).CopyTo(v);
            var original = TensorPrimitives.Norm<double>(v);
            if (!(original > 0) || !Orthonormalise(v, original))
                continue;
            size++;
            added++;
        }

        return added;
    }

    public void Apply(BlockOperator a, int added)
    {
        var first = (size - added) * n;
        a(added, basis.AsSpan(first, added * n), images.AsSpan(first, added * n));
    }

    /// <summary>Solves the problem in the space. False when something is not finite.</summary>
    public bool Project()
    {
        linearAlgebra.Multiply(false, true, size, size, n, 1, basis, images, 0, rotation);
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < i; j++)
                rotation[(i * size) + j] = rotation[(j * size) + i] = 0.5 * (rotation[(i * size) + j] + rotation[(j * size) + i]);
        }

        residualNorms.AsSpan().Fill(double.NaN);
        if (!linearAlgebra.SymmetricEigen(size, rotation, values))
            return false;
        linearAlgebra.Multiply(false, false, block, n, size, 1, rotation, basis, 0, ritzVectors);
        linearAlgebra.Multiply(false, false, block, n, size, 1, rotation, images, 0, ritzImages);
        for (var k = 0; k < block; k++)
        {
            var r = residuals.AsSpan(k * n, n);
            TensorPrimitives.MultiplyAdd(ritzVectors.AsSpan(k * n, n), -values[k], ritzImages.AsSpan(k * n, n), r);
            residualNorms[k] = TensorPrimitives.Norm<double>(r);
        }

        return true;
    }

    public double LargestResidual(int count)
    {
        var largest = 0.0;
        foreach (var norm in residualNorms.AsSpan(0, count))
            largest = Math.Max(largest, norm);
        return largest;
    }

    /// <summary>The preconditioned residuals of all roots that have not converged, one per row.</summary>
    public double[] Corrections(ReadOnlySpan<double> diagonal, double tolerance)
    {
        var open = 0;
        foreach (var norm in residualNorms)
            open += norm > tolerance ? 1 : 0;
        var corrections = new double[open * n];
        var target = 0;
        for (var k = 0; k < block; k++)
        {
            if (!(residualNorms[k] > tolerance))
                continue;
            for (var i = 0; i < n; i++)
            {
                var gap = values[k] - diagonal[i];
                if (Math.Abs(gap) < SmallestGap)
                    gap = Math.CopySign(SmallestGap, gap);
                corrections[target++] = residuals[(k * n) + i] / gap;
            }
        }

        return corrections;
    }

    /// <summary>Goes on from the Ritz vectors alone when the next vectors would not fit, unless the whole space would.</summary>
    public void RestartIfFull(int coming)
    {
        if (size + coming <= capacity || capacity == n)
            return;
        ritzVectors.CopyTo(basis, 0);
        ritzImages.CopyTo(images, 0);
        size = block;
    }

    public DavidsonResult Result(SolverStatus status, int iterations, int count) => new(
        new SolverOutcome(status, iterations, LargestResidual(count)),
        n,
        values[..count],
        ritzVectors[..(count * n)],
        residualNorms[..count]);

    private bool Orthonormalise(Span<double> v, double norm)
    {
        TensorPrimitives.Divide(v, norm, v);
        for (var pass = 0; pass < 3; pass++)
        {
            for (var k = 0; k < size; k++)
            {
                var other = basis.AsSpan(k * n, n);
                TensorPrimitives.MultiplyAdd(other, -TensorPrimitives.Dot<double>(other, v), v, v);
            }

            var remainder = TensorPrimitives.Norm<double>(v);
            if (!(remainder > Independence))
                return false;
            TensorPrimitives.Divide(v, remainder, v);
        }

        return true;
    }
}
