using System.Numerics.Tensors;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Sampling;

namespace Hybrid.Learn.Uncertainty;

/// <summary>
/// What is believed of the exposed weights after the data, to second order about the learned ones: a normal distribution with the precision
/// H = Σ_kinds F/σ² + 1/w² and the covariance C = H⁻¹. Immutable.
/// </summary>
public sealed class Posterior
{
    private readonly double[] precision;
    private readonly double[] lower;
    private readonly double[] priorWidths;
    private readonly ILinearAlgebra linearAlgebra;
    private readonly Lazy<double[]> covariance;

    private Posterior(double[] precision, double[] lower, double[] priorWidths, ILinearAlgebra linearAlgebra)
    {
        this.precision = precision;
        this.lower = lower;
        this.priorWidths = priorWidths;
        this.linearAlgebra = linearAlgebra;
        covariance = new Lazy<double[]>(Inverse);
    }

    /// <summary>The number of exposed weights.</summary>
    public int Count => priorWidths.Length;

    /// <summary>w: what each weight was believed to scatter by before the data.</summary>
    public ReadOnlySpan<double> PriorWidths => priorWidths;

    /// <summary>H, shape [weights, weights].</summary>
    public ReadOnlySpan<double> Precision => precision;

    /// <summary>C, shape [weights, weights]; made when it is first asked for.</summary>
    public ReadOnlySpan<double> Covariance => covariance.Value;

    /// <summary>Combines information with a prior.</summary>
    /// <param name="fisher">The information.</param>
    /// <param name="priorWidths">w, one positive number per exposed weight.</param>
    /// <param name="noise">σ, what one label of a kind is off by; null for <see cref="FisherInformation.Noise"/>.</param>
    /// <param name="linearAlgebra">By default <see cref="DenseLinearAlgebra.Default"/>.</param>
    /// <exception cref="ArgumentException">The widths don't fit, or the information is not finite.</exception>
    public static Posterior Of(FisherInformation fisher, ReadOnlySpan<double> priorWidths, Func<TargetKind, double>? noise = null, ILinearAlgebra? linearAlgebra = null)
    {
        ArgumentNullException.ThrowIfNull(fisher);
        if (priorWidths.Length != fisher.Count)
            throw new ArgumentException($"{fisher.Count} prior widths were expected, but {priorWidths.Length} came.", nameof(priorWidths));
        var n = fisher.Count;
        var precision = new double[n * n];
        foreach (var kind in TargetKinds.All)
        {
            if (fisher.Labels(kind) == 0.0)
                continue;
            var σ = noise?.Invoke(kind) ?? fisher.Noise(kind);
            TensorPrimitives.MultiplyAdd(fisher.Sum(kind), 1.0 / (σ * σ), precision, precision);
        }

        for (var k = 0; k < n; k++)
            precision[(k * n) + k] += 1.0 / (priorWidths[k] * priorWidths[k]);
        var algebra = linearAlgebra ?? DenseLinearAlgebra.Default;
        var lower = precision.ToArray();
        return algebra.Cholesky(n, lower)
            ? new Posterior(precision, lower, priorWidths.ToArray(), algebra)
            : throw new ArgumentException("Information that is finite and no less than nothing in any direction was expected, but its matrix is not positive definite.", nameof(fisher));
    }

    /// <summary>gᵀ C g: the variance of a quantity with the derivative g by the weights.</summary>
    public double Variance(ReadOnlySpan<double> g) => Variances(g, 1)[0];

    /// <summary>gᵀ C g of each row of G, which is whitened in one go.</summary>
    /// <exception cref="ArgumentException">G doesn't have so many rows.</exception>
    public double[] Variances(ReadOnlySpan<double> g, int rows)
    {
        var whitened = Whitened(g, rows);
        var variances = new double[rows];
        for (var k = 0; k < rows; k++)
            variances[k] = TensorPrimitives.SumOfSquares<double>(whitened.AsSpan(k * Count, Count));
        return variances;
    }

    /// <summary>G C Gᵀ for quantities with the derivatives in the rows of G, shape [rows, rows].</summary>
    /// <exception cref="ArgumentException">G doesn't have so many rows.</exception>
    public double[] Covariances(ReadOnlySpan<double> g, int rows)
    {
        var whitened = Whitened(g, rows);
        var product = new double[rows * rows];
        linearAlgebra.Multiply(false, true, rows, rows, Count, 1.0, whitened, whitened, 0.0, product);
        return product;
    }

    /// <summary>Weights drawn from the distribution, relative to the learned ones: L⁻ᵀ z with H = L Lᵀ and z of normal random numbers.</summary>
    /// <param name="seed">Which random numbers.</param>
    /// <param name="member">Which of the draws; the same seed and number give the same weights.</param>
    public double[] Member(ulong seed, int member)
    {
        var random = new CounterRandom(seed, Epoch: MemberStream, Sample: (ulong)member);
        var z = new double[Count];
        for (var k = 0; k < Count; k++)
            z[k] = random.Normal((ulong)k);
        linearAlgebra.SolveTriangularRows(true, Count, 1, lower, z);
        return z;
    }

    /// <summary>L⁻¹ g of each row, with H = L Lᵀ.</summary>
    private double[] Whitened(ReadOnlySpan<double> g, int rows)
    {
        if (g.Length != rows * Count)
            throw new ArgumentException($"{rows} rows of {Count} numbers were expected, but {g.Length} came.", nameof(g));
        var whitened = g.ToArray();
        linearAlgebra.SolveTriangularRows(false, Count, rows, lower, whitened);
        return whitened;
    }

    private double[] Inverse()
    {
        var inverse = new double[Count * Count];
        for (var k = 0; k < Count; k++)
            inverse[(k * Count) + k] = 1.0;
        linearAlgebra.SolveTriangularRows(false, Count, Count, lower, inverse);
        var product = new double[Count * Count];
        // The rows are L⁻¹ e_k.
        linearAlgebra.Multiply(false, true, Count, Count, Count, 1.0, inverse, inverse, 0.0, product);
        return product;
    }

    /// <summary>Keeps these numbers apart from those of any training.</summary>
    private const ulong MemberStream = ulong.MaxValue - 1;
}
