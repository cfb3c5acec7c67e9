using System.Numerics.Tensors;
using Hybrid.Core.LinearAlgebra;

namespace Hybrid.Core.Solvers;

/// <summary>The search space of <see cref="CasidaDavidson"/>: one orthonormal basis for P and M, and the roots in it.</summary>
internal sealed class CasidaSpace : IDisposable
{
    /// <summary>Keeps the preconditioner finite.</summary>
    private const double SmallestGap = 1e-2;

    private readonly ILinearAlgebra linearAlgebra;
    private readonly int n;
    private readonly int block;
    private readonly OrthonormalRows basis;
    private readonly ProjectedOperator sumImage;
    private readonly ProjectedOperator differenceImage;
    private readonly double[] p;
    private readonly double[] m;
    private readonly double[] sumResiduals;
    private readonly double[] differenceResiduals;
    private readonly double[] residualNorms;
    private PairedRoots? roots;

    public CasidaSpace(ILinearAlgebra linearAlgebra, int n, int block, int capacity)
    {
        this.linearAlgebra = linearAlgebra;
        this.n = n;
        this.block = block;
        basis = new OrthonormalRows(linearAlgebra, n, capacity);
        sumImage = new ProjectedOperator(linearAlgebra, n, basis);
        differenceImage = new ProjectedOperator(linearAlgebra, n, basis);
        p = new double[block * n];
        m = new double[block * n];
        sumResiduals = new double[block * n];
        differenceResiduals = new double[block * n];
        residualNorms = new double[block];
    }

    /// <summary>ω² of the roots that are iterated.</summary>
    public ReadOnlySpan<double> Squares => roots is null ? [] : roots.Squares.AsSpan(0, block);

    /// <summary>The residual of each root that is iterated, as <see cref="CasidaResult.Residuals"/> defines it.</summary>
    public ReadOnlySpan<double> ResidualNorms => residualNorms;

    public int Add(double[] candidates) => basis.Add(candidates);

    public void Apply(BlockOperator sum, BlockOperator difference, int added)
    {
        sumImage.Extend(sum, added);
        differenceImage.Extend(difference, added);
    }

    /// <summary>Gives the memory of the vectors back.</summary>
    public void Dispose()
    {
        basis.Dispose();
        sumImage.Dispose();
        differenceImage.Dispose();
    }

    /// <summary>Solves the problem in the space: converged, non-finite, or unstable when no real ω² is to be had.</summary>
    public SolverStatus Project()
    {
        residualNorms.AsSpan().Fill(double.NaN);
        var size = basis.Count;
        var s = sumImage.Matrix();
        var d = differenceImage.Matrix();
        if (!TensorPrimitives.IsFiniteAll<double>(s) || !TensorPrimitives.IsFiniteAll<double>(d))
            return SolverStatus.NonFinite;
        roots = PairedRoots.Of(linearAlgebra, size, s, d);
        if (roots is null)
            return SolverStatus.Unstable;
        linearAlgebra.Multiply(false, false, block, n, size, 1, roots.Sums, basis.Rows, 0, p);
        linearAlgebra.Multiply(false, false, block, n, size, 1, roots.Differences, basis.Rows, 0, m);
        linearAlgebra.Multiply(false, false, block, n, size, 1, roots.Sums, sumImage.Images, 0, sumResiduals);
        linearAlgebra.Multiply(false, false, block, n, size, 1, roots.Differences, differenceImage.Images, 0, differenceResiduals);
        for (var k = 0; k < block; k++)
        {
            var (α, β) = Energies(k);
            var r = sumResiduals.AsSpan(k * n, n);
            var t = differenceResiduals.AsSpan(k * n, n);
            TensorPrimitives.MultiplyAdd(m.AsSpan(k * n, n), -α, r, r);
            TensorPrimitives.MultiplyAdd(p.AsSpan(k * n, n), -β, t, t);
            residualNorms[k] = Math.Sqrt(0.5 * (TensorPrimitives.SumOfSquares<double>(r) + TensorPrimitives.SumOfSquares<double>(t)));
        }

        return SolverStatus.Converged;
    }

    /// <summary>What the paired diagonal problem says is missing from P and M of the roots that are still open.</summary>
    public double[] Corrections(ReadOnlySpan<double> diagonal, Func<int, bool> isOpen)
    {
        var open = Enumerable.Range(0, block).Where(isOpen).ToArray();
        var corrections = new double[2 * open.Length * n];
        for (var k = 0; k < open.Length; k++)
        {
            var (α, β) = Energies(open[k]);
            var r = sumResiduals.AsSpan(open[k] * n, n);
            var t = differenceResiduals.AsSpan(open[k] * n, n);
            var forP = corrections.AsSpan(2 * k * n, n);
            var forM = corrections.AsSpan(((2 * k) + 1) * n, n);
            for (var i = 0; i < n; i++)
            {
                var d = diagonal[i];
                var determinant = (d * d) - (α * β);
                var smallest = SmallestGap * Math.Max(Math.Abs(d), SmallestGap);
                if (Math.Abs(determinant) < smallest)
                    determinant = Math.CopySign(smallest, determinant);
                forP[i] = -((d * r[i]) + (α * t[i])) / determinant;
                forM[i] = -((β * r[i]) + (d * t[i])) / determinant;
            }
        }

        return corrections;
    }

    /// <summary>Goes on from P and M alone when the next vectors would not fit, unless the whole space would.</summary>
    public void RestartIfFull(int coming)
    {
        if (basis.Count + coming <= basis.Capacity || basis.Capacity == n)
            return;
        var size = basis.Count;
        using var kept = new OrthonormalRows(linearAlgebra, size, Math.Min(size, 2 * block));
        kept.Add([.. roots!.Sums.AsSpan(0, block * size), .. roots.Differences.AsSpan(0, block * size)]);
        sumImage.Rotate(kept.Count, kept.Rows);
        differenceImage.Rotate(kept.Count, kept.Rows);
        basis.Rotate(kept.Count, kept.Rows);
    }

    public CasidaResult Result(SolverStatus status, int iterations, int count)
    {
        var lowest = roots is null ? double.NaN : roots.Squares[0];
        var isReal = roots is not null && !(lowest < 0) && status != SolverStatus.NonFinite;
        var residual = roots is null ? double.NaN : TensorPrimitives.Max<double>(residualNorms.AsSpan(0, isReal ? count : 1));
        var outcome = new SolverOutcome(status, iterations, residual);
        return isReal
            ? new CasidaResult(outcome, n, lowest, [.. roots!.Squares.Take(count).Select(Math.Sqrt)], p[..(count * n)], m[..(count * n)], residualNorms[..count])
            : new CasidaResult(outcome, n, lowest, [], [], [], []);
    }

    /// <summary>α and β of S P = α M and D M = β P: both ω where ω² is positive, one of them −|ω| where it is not.</summary>
    private (double Sum, double Difference) Energies(int k)
    {
        var square = roots!.Squares[k];
        var energy = Math.Sqrt(Math.Abs(square));
        if (square >= 0)
            return (energy, energy);
        return roots.IsDifferenceDefinite ? (-energy, energy) : (energy, -energy);
    }
}
