using Hybrid.Core.LinearAlgebra;
using Hybrid.Physics.Methods;

namespace Hybrid.Tests.Physics.Methods;

/// <summary>Orbitals of an excitation Hamiltonian as the tests want them.</summary>
internal static class StdaSolver
{
    /// <summary>ε of H c = ε S c, ascending, those of virtual orbitals shifted, Eh.</summary>
    public static double[] OrbitalEnergies(ExcitationHamiltonian hamiltonian, ILinearAlgebra algebra)
    {
        var n = hamiltonian.Basis.OrbitalCount;
        var S = new double[n * n];
        var H = new double[n * n];
        hamiltonian.Integrals.CopyOverlap(S);
        hamiltonian.Integrals.Layout.AddToDense(hamiltonian.Hamiltonian.Value, n, H);
        var energies = new double[n];
        if (!algebra.Cholesky(n, S))
            throw new InvalidOperationException("The overlap was expected to be positive definite.");
        algebra.ReduceSymmetric(n, S, H);
        if (!algebra.SymmetricEigen(n, H, energies))
            throw new InvalidOperationException("The Hamiltonian was expected to be diagonalised.");
        for (var a = hamiltonian.OccupiedCount; a < n; a++)
            energies[a] += hamiltonian.VirtualShift.Scalar;
        return energies;
    }
}
