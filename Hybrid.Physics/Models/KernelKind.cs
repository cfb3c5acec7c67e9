namespace Hybrid.Physics.Models;

/// <summary>How excitations are made to interact.</summary>
public enum KernelKind
{
    /// <summary>Monopoles over symmetrically orthogonalised functions with a fraction of exchange; invariant, over all configurations.</summary>
    Simplified,

    /// <summary>The same with the shift, the window and the selection of the program std2: to compare with published numbers. No gradients.</summary>
    Published,

    /// <summary>The second derivative of the Hamiltonian's own charge-dependent energy; needs a self-consistent one (gfn1-xtb, gfn2-xtb).</summary>
    Own,
}
