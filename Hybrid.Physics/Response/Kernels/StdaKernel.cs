using Hybrid.Core.Autodiff;
using Hybrid.Physics.Basis;
using Hybrid.Physics.Coulomb;
using Hybrid.Physics.Geometry;
using Hybrid.Physics.Parameters;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Physics.Response.Kernels;

/// <summary>The simplified kernel of a set of parameters: hardnesses, exponents, the fraction of exchange, integrals within an atom, the shift and the spin term.</summary>
/// <remarks>
/// The published method shifts a configuration by h/[1 + (K_ia,ia/w)⁴], which depends on how degenerate orbitals are rotated; here h is added
/// to all (docs/decisions/0008). S. Grimme, J. Chem. Phys. 138, 244104 (2013), doi:10.1063/1.4811331; doi:10.1063/1.4959605.
/// </remarks>
public static class StdaKernel
{
    /// <summary>s^K, the factor of exchange-type integrals for singlets; triplets have none of them.</summary>
    private const double SingletFactor = 2.0;

    /// <summary>Records the kernel.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="basis">The functions that excitations are over.</param>
    /// <param name="pairs">All pairs of atoms.</param>
    /// <param name="parameters">Fields of a set that has the tables of the kernel, such as stda-xtb.</param>
    /// <param name="multiplicity">The spin of the states.</param>
    /// <param name="virtualShift">What is to be added to the energies of all virtual orbitals, Eh, shape [1]; null for nothing.</param>
    public static SimplifiedKernel Of(
        Tape tape, OrbitalBasis basis, AtomPairs pairs, ParameterFields parameters, Multiplicity multiplicity, Variable? virtualShift = null)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(basis);
        ArgumentNullException.ThrowIfNull(pairs);
        ArgumentNullException.ThrowIfNull(parameters);
        var (exchange, coulomb) = AtomicMatrices(tape, pairs, parameters);
        var fraction = parameters.Global("exact_exchange");
        var height = parameters.Global("shift_height");
        if (multiplicity == Multiplicity.Triplet)
            height = height.Add(parameters.Global("triplet_shift"));
        var isSinglet = multiplicity == Multiplicity.Singlet;
        var scale = parameters.Global("one_centre_scale");
        var sp = parameters.PerAtom("one_centre_exchange_sp").Multiply(scale);
        var pp = parameters.PerAtom("one_centre_exchange_pp").Multiply(scale);
        return new SimplifiedKernel(
            tape, basis, multiplicity, isSinglet ? BetweenShells(basis, coulomb.Scale(SingletFactor)) : SpinAttraction.Of(tape, basis, parameters),
            exchange, coulomb.Multiply(fraction), virtualShift is null ? height : height.Add(virtualShift), fraction.Scalar)
        {
            OneCentreExchange = isSinglet ? new OneCentreIntegrals(basis, sp.Scale(SingletFactor), pp.Scale(SingletFactor)) : null,
            OneCentreAttraction = new OneCentreAttraction(new OneCentreIntegrals(basis, sp.Multiply(fraction), pp.Multiply(fraction))),
        };
    }

    /// <summary>γ^J, which attracts the electron to its hole, and γ^K, which acts on the transition density; shape [atoms, atoms], Eh.</summary>
    internal static (Variable Exchange, Variable Coulomb) AtomicMatrices(Tape tape, AtomPairs pairs, ParameterFields parameters)
    {
        var hardness = parameters.PerAtom("hardness");
        var scaled = hardness.Multiply(parameters.Global("exact_exchange"));
        return (OhnoKlopman.Of(tape, pairs, scaled, parameters.Global("coulomb_exponent")), OhnoKlopman.Of(tape, pairs, hardness, parameters.Global("exchange_exponent")));
    }

    /// <summary>A matrix between atoms as one between their shells.</summary>
    private static Variable BetweenShells(OrbitalBasis basis, Variable ofAtoms)
    {
        int nShells = basis.ShellCount, nAtoms = basis.AtomCount;
        var ofShells = ofAtoms.Tape.Output([ofAtoms], nShells, nShells);
        for (var a = 0; a < nShells; a++)
        {
            for (var b = 0; b < nShells; b++)
                ofShells.Value[(a * nShells) + b] = ofAtoms.Value[(basis.ShellAtom[a] * nAtoms) + basis.ShellAtom[b]];
        }

        ofAtoms.Tape.Record(ofShells, () =>
        {
            for (var a = 0; a < nShells; a++)
            {
                for (var b = 0; b < nShells; b++)
                    ofAtoms.Adjoint[(basis.ShellAtom[a] * nAtoms) + basis.ShellAtom[b]] += ofShells.Adjoint[(a * nShells) + b];
            }
        });
        return ofShells;
    }
}
