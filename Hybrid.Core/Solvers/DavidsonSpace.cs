using System.Numerics;
using System.Numerics.Tensors;
using Hybrid.Core.LinearAlgebra;

namespace Hybrid.Core.Solvers;

/// <summary>The search space of <see cref="Davidson"/>: an orthonormal basis V, its image A V and the Ritz pairs in it.</summary>
internal sealed class DavidsonSpace : IDisposable
{
    /// <summary>Keeps the preconditioner (λ − d)⁻¹ finite.</summary>
    private const double SmallestGap = 1e-2;

    /// <summary>Elements whose diagonal is nearer than this to a root are left to products; perturbation theory overrates them.</summary>
    private const double PerturbativeGap = 0.05;

    /// <summary>The part of a second-order lowering by distant elements that may be wrong.</summary>
    private const double Uncertainty = 0.3;

    private readonly ILinearAlgebra linearAlgebra;
    private readonly int n;
    private readonly int block;
    private readonly OrthonormalRows basis;
    private readonly ProjectedOperator image;
    private readonly double[] values;
    private readonly double[] ritzVectors;
    private readonly double[] residuals;
    private readonly double[] residualNorms;
    private readonly double[] errors;
    private readonly double[] nearErrors;
    private double[] rotation = [];
    private double scale = 1;

    public DavidsonSpace(ILinearAlgebra linearAlgebra, int n, int block, int capacity)
    {
        this.linearAlgebra = linearAlgebra;
        this.n = n;
        this.block = block;
        basis = new OrthonormalRows(linearAlgebra, n, capacity);
        image = new ProjectedOperator(linearAlgebra, n, basis);
        values = new double[capacity];
        ritzVectors = GC.AllocateUninitializedArray<double>(block * n);
        residuals = GC.AllocateUninitializedArray<double>(block * n);
        residualNorms = new double[block];
        errors = new double[block];
        nearErrors = new double[block];
    }

    /// <summary>The lowest eigenvalues in the space, as many as are iterated.</summary>
    public ReadOnlySpan<double> RitzValues => values.AsSpan(0, block);

    /// <summary>|A x − λ x| of each root that is iterated.</summary>
    public ReadOnlySpan<double> ResidualNorms => residualNorms;

    /// <summary>By how much a larger space would lower each root, estimated from residual and diagonal.</summary>
    public ReadOnlySpan<double> EigenvalueErrors => errors;

    /// <summary>Adds what is new in the candidates to the basis; returns how many vectors that were.</summary>
    public int Add(double[] candidates) => basis.Add(candidates);

    public void Apply(BlockOperator a, int added) => image.Extend(a, added);

    /// <summary>Gives the memory of the vectors back.</summary>
    public void Dispose()
    {
        basis.Dispose();
        image.Dispose();
    }

    /// <summary>Solves the problem in the space. False when something is not finite.</summary>
    public bool Project(ReadOnlySpan<double> diagonal)
    {
        var before = (Values: values[..block], Errors: (double[])errors.Clone());
        residualNorms.AsSpan().Fill(double.NaN);
        errors.AsSpan().Fill(double.NaN);
        var size = basis.Count;
        rotation = image.Matrix();
        if (!linearAlgebra.SymmetricEigen(size, rotation, values))
            return false;
        linearAlgebra.Multiply(false, false, block, n, size, 1, rotation, basis.Rows, 0, ritzVectors);
        linearAlgebra.Multiply(false, false, block, n, size, 1, rotation, image.Images, 0, residuals);
        for (var k = 0; k < block; k++)
        {
            var r = residuals.AsSpan(k * n, n);
            TensorPrimitives.MultiplyAdd(ritzVectors.AsSpan(k * n, n), -values[k], r, r);
            residualNorms[k] = TensorPrimitives.Norm<double>(r);
            (errors[k], nearErrors[k]) = Lowering(r, diagonal, values[k]);
        }

        if (before.Errors[0] > 0)
            Calibrate(before.Values, before.Errors);
        return true;
    }

    /// <summary>What may be wrong with a root that distant elements have lowered.</summary>
    public double UncertainError(int root) => nearErrors[root] + (Uncertainty * (errors[root] - nearErrors[root]));

    /// <summary>How many of the roots, from the lowest on, may be among the lowest <paramref name="wanted"/> once all are lowered as estimated.</summary>
    public int Contenders(int wanted, double margin)
    {
        var highest = double.NegativeInfinity;
        for (var k = 0; k < wanted; k++)
            highest = Math.Max(highest, values[k] - errors[k]);
        var count = block;
        while (count > wanted && values[count - 1] - errors[count - 1] > highest + margin)
            count--;
        return count;
    }

    /// <summary>The preconditioned residuals of the roots that are still open among the first, one per row.</summary>
    public double[] Corrections(PrimarySpace known, int roots, Func<int, bool> isOpen)
    {
        var open = Enumerable.Range(0, roots).Where(isOpen).ToArray();
        var corrections = GC.AllocateUninitializedArray<double>(open.Length * n);
        for (var target = 0; target < open.Length; target++)
            known.Divide(residuals.AsSpan(open[target] * n, n), values[open[target]], SmallestGap, corrections.AsSpan(target * n, n));
        return corrections;
    }

    /// <summary>Goes on from the Ritz vectors alone when the next vectors would not fit, unless the whole space would.</summary>
    public void RestartIfFull(int coming)
    {
        if (basis.Count + coming <= basis.Capacity || basis.Capacity == n)
            return;
        image.Rotate(block, rotation);
        basis.Rotate(block, rotation);
    }

    /// <summary>The lowest of the followed roots after a second-order step by distant elements, with what is uncertain as their errors.</summary>
    public DavidsonResult CorrectedResult(int iterations, int wanted, int followed, ReadOnlySpan<double> diagonal)
    {
        var corrected = new double[followed];
        for (var k = 0; k < followed; k++)
            corrected[k] = values[k] - (errors[k] - nearErrors[k]);
        var order = Enumerable.Range(0, followed).OrderBy(k => corrected[k]).Take(wanted).ToArray();
        var vectors = FirstOrder(order, diagonal);
        var overlaps = new double[wanted * wanted];
        linearAlgebra.Multiply(false, true, wanted, wanted, n, 1, vectors, vectors, 0, overlaps);
        if (!linearAlgebra.Cholesky(wanted, overlaps))
            return Result(SolverStatus.Breakdown, iterations, wanted);
        linearAlgebra.SolveTriangular(false, wanted, n, overlaps, vectors);
        var norms = Array.ConvertAll(order, k => residualNorms[k]);
        return new DavidsonResult(
            new SolverOutcome(SolverStatus.Converged, iterations, Largest(norms)), n, Array.ConvertAll(order, k => corrected[k]), vectors, norms,
            Array.ConvertAll(order, UncertainError));
    }

    public DavidsonResult Result(SolverStatus status, int iterations, int count) => new(
        new SolverOutcome(status, iterations, Largest(residualNorms.AsSpan(0, count))),
        n,
        values[..count],
        ritzVectors[..(count * n)],
        residualNorms[..count],
        errors[..count]);

    /// <summary>Ritz vectors with what a two-level problem for each distant element adds to them outside the space of the roots, one per row.</summary>
    private double[] FirstOrder(int[] order, ReadOnlySpan<double> diagonal)
    {
        var changes = GC.AllocateUninitializedArray<double>(order.Length * n);
        for (var row = 0; row < order.Length; row++)
        {
            var value = values[order[row]];
            var r = residuals.AsSpan(order[row] * n, n);
            var change = changes.AsSpan(row * n, n);
            for (var i = 0; i < n; i++)
            {
                var half = 0.5 * (diagonal[i] - value);
                change[i] = 2 * half < PerturbativeGap ? 0 : -r[i] / (half + Math.Sqrt((half * half) + (r[i] * r[i])));
            }
        }

        var known = new double[order.Length * block];
        linearAlgebra.Multiply(false, true, order.Length, block, n, 1, changes, ritzVectors, 0, known);
        linearAlgebra.Multiply(false, false, order.Length, n, block, -1, known, ritzVectors, 1, changes);
        for (var row = 0; row < order.Length; row++)
        {
            var change = changes.AsSpan(row * n, n);
            TensorPrimitives.Add(change, ritzVectors.AsSpan(order[row] * n, n), change);
        }

        return changes;
    }

    private static double Largest(ReadOnlySpan<double> numbers)
    {
        var largest = 0.0;
        foreach (var x in numbers)
            largest = Math.Max(largest, x);
        return largest;
    }

    /// <summary>
    /// Scales the estimates by how far the roots came down since the last time over how far the estimates said that they
    /// would; never down, so that an estimate stays one from above.
    /// </summary>
    private void Calibrate(ReadOnlySpan<double> valuesBefore, ReadOnlySpan<double> errorsBefore)
    {
        const double mostScale = 10;
        var lowered = TensorPrimitives.Sum(valuesBefore) - TensorPrimitives.Sum<double>(values.AsSpan(0, block));
        var predicted = (TensorPrimitives.Sum(errorsBefore) / scale) - TensorPrimitives.Sum<double>(errors);
        scale = predicted > 0 ? Math.Clamp(lowered / predicted, 1, mostScale) : scale;
        TensorPrimitives.Multiply(errors, scale, errors);
        TensorPrimitives.Multiply(nearErrors, scale, nearErrors);
    }

    /// <summary>
    /// The sum of what each element would do alone in a two-level problem: r²/|d − λ| where that is small, |r| at most; and the part of it
    /// by elements near the root.
    /// </summary>
    private static (double All, double Near) Lowering(ReadOnlySpan<double> r, ReadOnlySpan<double> diagonal, double value)
    {
        var tiny = new Vector<double>(double.Epsilon);
        var lanes = Vector<double>.Count;
        var (all, near) = (Vector<double>.Zero, Vector<double>.Zero);
        var i = 0;
        for (; i + lanes <= r.Length; i += lanes)
            Add(new Vector<double>(r[i..]), new Vector<double>(diagonal[i..]));
        Span<double> last = stackalloc double[2 * lanes];
        last.Clear();
        r[i..].CopyTo(last);
        diagonal[i..].CopyTo(last[lanes..]);
        Add(new Vector<double>(last), new Vector<double>(last[lanes..]));
        return double.IsNaN(r[0]) ? (double.NaN, double.NaN) : (Vector.Sum(all), Vector.Sum(near));

        void Add(Vector<double> residual, Vector<double> d)
        {
            var half = (d - new Vector<double>(value)) * 0.5;
            var square = residual * residual;
            var lowering = square / (Vector.Abs(half) + Vector.SquareRoot((half * half) + square) + tiny);
            all += lowering;
            near += Vector.ConditionalSelect(Vector.LessThan(half + half, new Vector<double>(PerturbativeGap)), lowering, Vector<double>.Zero);
        }
    }
}
