using System.Numerics.Tensors;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Physics.Basis;

namespace Hybrid.Physics.Scf;

/// <summary>
/// Orbitals, energies, occupations and the density of one Hamiltonian: F c = ε S c, P = Σ_i (f^α_i + f^β_i) c_i c_iᵀ.
/// </summary>
/// <remarks>One orbital per row of C. The overlap is factorised once, S = L Lᵀ.</remarks>
internal sealed class Orbitals
{
    private readonly ILinearAlgebra algebra;
    private readonly ElectronCount electrons;
    private readonly Memory<double> lower;
    private readonly Memory<double> scaled;
    private readonly Memory<double> coefficients;
    private readonly Memory<double> energies;
    private readonly Memory<double> alpha;
    private readonly Memory<double> beta;

    public Orbitals(Arena arena, ScfProblem problem)
        : this(arena, problem.LinearAlgebra, problem.Integrals, problem.Electrons, problem.ThermalEnergy)
    {
    }

    public Orbitals(Arena arena, ILinearAlgebra algebra, MultipoleIntegrals integrals, ElectronCount electrons, double thermalEnergy)
        : this(arena, algebra, integrals.Basis.OrbitalCount, electrons, thermalEnergy, arena.RentUncleared(Square(integrals.Basis)))
    {
        integrals.CopyOverlap(lower.Span);
        OverlapIsPositive = algebra.Cholesky(Count, lower.Span);
    }

    private Orbitals(Arena arena, ILinearAlgebra algebra, int count, ElectronCount electrons, double thermalEnergy, Memory<double> lower)
    {
        this.algebra = algebra;
        this.electrons = electrons;
        this.lower = lower;
        ThermalEnergy = thermalEnergy;
        Count = count;
        scaled = arena.RentUncleared(Count * Count);
        coefficients = arena.RentUncleared(Count * Count);
        energies = arena.Rent(Count);
        alpha = arena.Rent(Count);
        beta = arena.Rent(Count);
    }

    /// <summary>Those of another Hamiltonian with the same overlap, which stays factorised.</summary>
    public Orbitals OfAnother(Arena arena) => new(arena, algebra, Count, electrons, ThermalEnergy, lower) { OverlapIsPositive = OverlapIsPositive };

    /// <summary>False when the basis is linearly dependent, as for atoms that nearly coincide.</summary>
    public bool OverlapIsPositive { get; private init; }

    public int Count { get; }

    /// <summary>One orbital per row.</summary>
    public Span<double> Coefficients => coefficients.Span;

    public Span<double> Energies => energies.Span;

    public Span<double> Alpha => alpha.Span;

    public Span<double> Beta => beta.Span;

    public double ThermalEnergy { get; }

    /// <summary>−TS of both spins, Eh.</summary>
    public double EntropyEnergy { get; private set; }

    /// <summary>The number of doubly occupied orbitals of a closed shell.</summary>
    public int PairCount => (int)electrons.Beta;

    /// <summary>
    /// True when all electrons are paired and the gap above them is too wide for the temperature to matter in twelve digits.
    /// </summary>
    public bool IsClosedShell => electrons.Alpha == electrons.Beta && PairCount > 0 && PairCount < Count
        && Energies[PairCount] - Energies[PairCount - 1] > Math.Max(SmallestGap, 56.0 * ThermalEnergy);

    /// <summary>Diagonalises F; false when that fails.</summary>
    public bool Diagonalise(ReadOnlySpan<double> F)
    {
        F.CopyTo(Coefficients);
        algebra.ReduceSymmetric(Count, lower.Span, Coefficients);
        if (!algebra.SymmetricEigen(Count, Coefficients, Energies))
            return false;
        algebra.SolveTriangularRows(transposeL: true, Count, Count, lower.Span, Coefficients);
        return true;
    }

    /// <summary>Occupies the orbitals by their energies.</summary>
    public void Occupy() => EntropyEnergy =
        FermiOccupation.Fill(Energies, electrons.Alpha, ThermalEnergy, Alpha) + FermiOccupation.Fill(Energies, electrons.Beta, ThermalEnergy, Beta);

    /// <summary>P ← Σ f_i c_i c_iᵀ.</summary>
    public void Density(Span<double> P) => WeightedDensity(P, static (f, _) => f);

    /// <summary>W ← Σ f_i ε_i c_i c_iᵀ.</summary>
    public void EnergyWeightedDensity(Span<double> W) => WeightedDensity(W, static (f, ε) => f * ε);

    private void WeightedDensity(Span<double> result, Func<double, double, double> weight)
    {
        // Σ w c cᵀ as Aᵀ A with rows √|w| c, those of either sign together.
        var negative = Gather(positive: false, weight);
        algebra.SymmetricRankK(Count, negative, -1.0, scaled.Span[..(negative * Count)], 0.0, result);
        var positive = Gather(positive: true, weight);
        algebra.SymmetricRankK(Count, positive, 1.0, scaled.Span[..(positive * Count)], 1.0, result);
    }

    private int Gather(bool positive, Func<double, double, double> weight)
    {
        var rows = 0;
        for (var i = 0; i < Count; i++)
        {
            var w = weight(Alpha[i] + Beta[i], Energies[i]);
            if (Math.Abs(w) < SmallestWeight || w > 0.0 != positive)
                continue;
            TensorPrimitives.Multiply(Coefficients.Slice(i * Count, Count), Math.Sqrt(Math.Abs(w)), scaled.Span.Slice(rows * Count, Count));
            rows++;
        }

        return rows;
    }

    private static int Square(OrbitalBasis basis) => basis.OrbitalCount * basis.OrbitalCount;

    /// <summary>Occupations below this change nothing in sixteen digits.</summary>
    private const double SmallestWeight = 1e-17;

    /// <summary>Eh; below it, orbitals of a changed Hamiltonian may swap.</summary>
    private const double SmallestGap = 0.03;
}
