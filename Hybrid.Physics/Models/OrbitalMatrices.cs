using Hybrid.Core.IO;

namespace Hybrid.Physics.Models;

/// <summary>
/// The matrices of a solved structure, dense and row-major, shape [orbitals, orbitals]: H c = ε S c.
/// </summary>
/// <remarks>Basis functions are ordered by atom, then shell, then m = −l … +l.</remarks>
public sealed class OrbitalMatrices
{
    private readonly double[] hamiltonian;
    private readonly double[] zerothOrder;
    private readonly double[] overlap;
    private readonly double[] density;
    private readonly double[] coefficients;

    internal OrbitalMatrices(double[] hamiltonian, double[] zerothOrder, double[] overlap, double[] density, double[] coefficients, IReadOnlyList<GaussianShell> basis)
    {
        this.hamiltonian = hamiltonian;
        this.zerothOrder = zerothOrder;
        this.overlap = overlap;
        this.density = density;
        this.coefficients = coefficients;
        Basis = basis;
    }

    /// <summary>The shells as contracted Gaussians, in the order of the basis functions.</summary>
    public IReadOnlyList<GaussianShell> Basis { get; }

    /// <summary>The number of basis functions and of orbitals.</summary>
    public int Count => (int)Math.Round(Math.Sqrt(overlap.Length));

    /// <summary>H, the self-consistent Hamiltonian, Eh.</summary>
    public ReadOnlyMemory<double> Hamiltonian => hamiltonian;

    /// <summary>H0, the part of it that does not depend on the charges, Eh.</summary>
    public ReadOnlyMemory<double> ZerothOrderHamiltonian => zerothOrder;

    /// <summary>S.</summary>
    public ReadOnlyMemory<double> Overlap => overlap;

    /// <summary>P, both spins together.</summary>
    public ReadOnlyMemory<double> Density => density;

    /// <summary>C, one orbital per row.</summary>
    public ReadOnlyMemory<double> Coefficients => coefficients;
}
