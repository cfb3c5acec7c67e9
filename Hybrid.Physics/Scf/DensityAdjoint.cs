using System.Numerics.Tensors;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;

namespace Hybrid.Physics.Scf;

/// <summary>
/// The vector–Jacobian product of F, S ↦ P, ε at fixed numbers of electrons, by divided differences of the Fermi function.
/// </summary>
/// <remarks>
/// In the basis of the orbitals δP_ij = d_ij δF_ij − e_ij δS_ij with d_ij = (f_i − f_j)/(ε_i − ε_j) and
/// e_ij = (ε_i f_i − ε_j f_j)/(ε_i − ε_j) = ½ (f_i + f_j) + ½ (ε_i + ε_j) d_ij; the shift of each spin's Fermi level
/// adds −f'_i δμ to the diagonal, δμ = Σ f' δε / Σ f'. Degenerate orbitals need no care: d_ij becomes the slope f'.
/// </remarks>
internal sealed class DensityAdjoint
{
    private readonly ILinearAlgebra algebra;
    private readonly Orbitals orbitals;
    private readonly int n;
    private readonly Memory<double> differences;
    private readonly Memory<double> inner;
    private readonly Memory<double> product;
    private readonly Memory<double> fermi;

    public DensityAdjoint(Arena arena, ILinearAlgebra algebra, Orbitals orbitals)
    {
        this.algebra = algebra;
        this.orbitals = orbitals;
        n = orbitals.Count;
        differences = arena.RentUncleared(n * n);
        inner = arena.RentUncleared(n * n);
        product = arena.RentUncleared(n * n);
        fermi = arena.RentUncleared(n);
        FillDifferences();
    }

    /// <summary>F̄ ← (∂P/∂F)ᵀ P̄ + (∂ε/∂F)ᵀ ε̄ for a symmetric P̄; S̄ likewise when it is not empty.</summary>
    public void Propagate(ReadOnlySpan<double> P̄, ReadOnlySpan<double> ε̄, Span<double> F̄, Span<double> S̄)
    {
        var C = orbitals.Coefficients;
        var P̃ = inner.Span;
        algebra.Multiply(false, false, n, n, n, 1.0, C, P̄, 0.0, product.Span);
        algebra.Multiply(false, true, n, n, n, 1.0, product.Span, C, 0.0, P̃);

        var diagonal = fermi.Span;
        diagonal.Clear();
        AddFermiLevel(P̃, orbitals.Alpha, diagonal);
        AddFermiLevel(P̃, orbitals.Beta, diagonal);
        if (!ε̄.IsEmpty)
            TensorPrimitives.Add(diagonal, ε̄, diagonal);

        if (!S̄.IsEmpty)
        {
            var S̃ = F̄; // scratch until F̄ itself is made
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                    S̃[(i * n) + j] = -OverlapDifference(i, j) * P̃[(i * n) + j];
                S̃[(i * n) + i] -= orbitals.Energies[i] * diagonal[i];
            }

            Transform(S̃, S̄);
        }

        TensorPrimitives.Multiply(differences.Span, P̃, P̃);
        for (var i = 0; i < n; i++)
            P̃[(i * n) + i] += diagonal[i];
        Transform(P̃, F̄);
    }

    /// <summary>Cᵀ M C.</summary>
    private void Transform(ReadOnlySpan<double> M, Span<double> result)
    {
        algebra.Multiply(false, false, n, n, n, 1.0, M, orbitals.Coefficients, 0.0, product.Span);
        algebra.Multiply(true, false, n, n, n, 1.0, orbitals.Coefficients, product.Span, 0.0, result);
    }

    private void FillDifferences()
    {
        var d = differences.Span;
        var ε = orbitals.Energies;
        var kT = orbitals.ThermalEnergy;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var value = FermiOccupation.DividedDifference(ε[i], ε[j], orbitals.Alpha[i], orbitals.Alpha[j], kT)
                    + FermiOccupation.DividedDifference(ε[i], ε[j], orbitals.Beta[i], orbitals.Beta[j], kT);
                d[(i * n) + j] = value;
                d[(j * n) + i] = value;
            }
        }
    }

    private double OverlapDifference(int i, int j)
    {
        var f = orbitals.Alpha[i] + orbitals.Beta[i] + orbitals.Alpha[j] + orbitals.Beta[j];
        return 0.5 * (f + ((orbitals.Energies[i] + orbitals.Energies[j]) * differences.Span[(i * n) + j]));
    }

    /// <summary>−f'_i Σ_k f'_k P̃_kk / Σ_k f'_k of one spin; nothing when no orbital is fractionally occupied.</summary>
    private void AddFermiLevel(ReadOnlySpan<double> P̃, ReadOnlySpan<double> f, Span<double> diagonal)
    {
        double weighted = 0, total = 0;
        for (var k = 0; k < n; k++)
        {
            var slope = FermiOccupation.Slope(f[k], orbitals.ThermalEnergy);
            weighted += slope * P̃[(k * n) + k];
            total += slope;
        }

        if (Math.Abs(total) < SmallestSlope)
            return;
        for (var k = 0; k < n; k++)
            diagonal[k] -= FermiOccupation.Slope(f[k], orbitals.ThermalEnergy) * weighted / total;
    }

    /// <summary>Below this density of states at the Fermi level, its shift changes no occupation in sixteen digits.</summary>
    private const double SmallestSlope = 1e-14;
}
