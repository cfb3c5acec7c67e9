using System.Numerics.Tensors;
using Hybrid.Core.LinearAlgebra;

namespace Hybrid.Learn.Domain;

/// <summary>Sums over the training atoms of one element: how many there are of each kind, their mean counts, and how these scatter within the kinds.</summary>
internal sealed class ElementMoments(int width)
{
    private readonly SortedDictionary<string, (double[] Sum, int Count)> kinds = new(StringComparer.Ordinal);
    private readonly double[] squares = new double[width * width];
    private int atoms;

    public void Add(string kind, ReadOnlySpan<double> shells)
    {
        var (sum, count) = kinds.GetValueOrDefault(kind, (new double[width], 0));
        TensorPrimitives.Add(sum, shells, sum);
        kinds[kind] = (sum, count + 1);
        for (var i = 0; i < width; i++)
            TensorPrimitives.MultiplyAdd(shells, shells[i], squares.AsSpan(i * width, width), squares.AsSpan(i * width, width));
        atoms++;
    }

    /// <summary>The kinds of enough atoms, with the covariance within all kinds.</summary>
    public ElementKinds Kinds(int atomicNumber)
    {
        var fewest = Math.Min(AtomDomainFit.FewestAtoms, kinds.Values.Max(kind => kind.Count));
        var kept = kinds.Where(kind => kind.Value.Count >= fewest).ToArray();
        var means = new double[kept.Length * width];
        for (var c = 0; c < kept.Length; c++)
            TensorPrimitives.Divide(kept[c].Value.Sum, kept[c].Value.Count, means.AsSpan(c * width, width));
        return new ElementKinds(atomicNumber, [.. kept.Select(kind => kind.Key)], [.. kinds.Keys.Except(kept.Select(kind => kind.Key))], means, Whitener());
    }

    /// <summary>L⁻¹ of the covariance within kinds, Σ = (Σ_A n nᵀ − Σ_c N_c μ_c μ_cᵀ)/N + 0.03².</summary>
    private double[] Whitener()
    {
        var covariance = (double[])squares.Clone();
        foreach (var (sum, count) in kinds.Values)
        {
            for (var i = 0; i < width; i++)
                TensorPrimitives.MultiplyAdd(sum, -sum[i] / count, covariance.AsSpan(i * width, width), covariance.AsSpan(i * width, width));
        }

        TensorPrimitives.Divide(covariance, atoms, covariance);
        var inverse = new double[width * width];
        for (var i = 0; i < width; i++)
        {
            covariance[(i * width) + i] += AtomDomainFit.SmallestScatter * AtomDomainFit.SmallestScatter;
            inverse[(i * width) + i] = 1.0;
        }

        if (!DenseLinearAlgebra.Default.Cholesky(width, covariance))
            throw new InvalidOperationException("A covariance with a positive diagonal added to it has a Cholesky factor.");
        DenseLinearAlgebra.Default.SolveTriangular(false, width, width, covariance, inverse);
        return inverse;
    }
}
