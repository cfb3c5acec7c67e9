using Hybrid.Physics.Basis;

namespace Hybrid.Physics.Response.Excitations;

/// <summary>The closed-shell orbitals that excitations start from. Values only; valid as long as the memory that they are views of.</summary>
public sealed class ReferenceOrbitals
{
    private readonly ReadOnlyMemory<double> coefficients;
    private readonly ReadOnlyMemory<double> energies;

    /// <summary>Views over memory of the caller.</summary>
    /// <param name="basis">The orbitals' basis of n functions.</param>
    /// <param name="occupiedCount">How many of the lowest orbitals hold two electrons each.</param>
    /// <param name="coefficients">One orbital per row in the basis of atomic functions, C S Cᵀ = 1, shape [n, n].</param>
    /// <param name="energies">ε of each orbital, ascending, Eh.</param>
    /// <exception cref="ArgumentException">The lengths don't fit, or there is no occupied or no virtual orbital.</exception>
    public ReferenceOrbitals(OrbitalBasis basis, int occupiedCount, ReadOnlyMemory<double> coefficients, ReadOnlyMemory<double> energies)
    {
        ArgumentNullException.ThrowIfNull(basis);
        var n = basis.OrbitalCount;
        if (coefficients.Length != n * n || energies.Length != n)
            throw new ArgumentException($"{n} orbitals of {n} coefficients were expected, but {coefficients.Length} coefficients and {energies.Length} energies came.", nameof(coefficients));
        if (occupiedCount < 1 || occupiedCount >= n)
            throw new ArgumentException($"An excitation needs an occupied and a virtual orbital, but {occupiedCount} of {n} orbitals are occupied.", nameof(occupiedCount));
        Basis = basis;
        OccupiedCount = occupiedCount;
        this.coefficients = coefficients;
        this.energies = energies;
    }

    /// <summary>The functions that the orbitals are made of.</summary>
    public OrbitalBasis Basis { get; }

    /// <summary>n, the number of orbitals.</summary>
    public int Count => Basis.OrbitalCount;

    /// <summary>The number of doubly occupied orbitals i, j.</summary>
    public int OccupiedCount { get; }

    /// <summary>The number of empty orbitals a, b.</summary>
    public int VirtualCount => Count - OccupiedCount;

    /// <summary>The number of configurations i → a.</summary>
    public int ConfigurationCount => OccupiedCount * VirtualCount;

    /// <summary>One orbital per row, shape [n, n].</summary>
    public ReadOnlySpan<double> Coefficients => coefficients.Span;

    /// <summary>The occupied orbitals, one per row, shape [occupied, n].</summary>
    public ReadOnlySpan<double> Occupied => coefficients.Span[..(OccupiedCount * Count)];

    /// <summary>The virtual orbitals, one per row, shape [virtual, n].</summary>
    public ReadOnlySpan<double> Virtual => coefficients.Span[(OccupiedCount * Count)..];

    /// <summary>ε of each orbital, ascending, Eh.</summary>
    public ReadOnlySpan<double> Energies => energies.Span;

    /// <summary>The memory behind <see cref="Coefficients"/>.</summary>
    internal ReadOnlyMemory<double> CoefficientMemory => coefficients;

    /// <summary>The memory behind <see cref="Energies"/>.</summary>
    internal ReadOnlyMemory<double> EnergyMemory => energies;
}
