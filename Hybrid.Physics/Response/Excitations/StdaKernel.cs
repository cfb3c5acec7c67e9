using Hybrid.Core.Autodiff;
using Hybrid.Physics.Basis;
using Hybrid.Physics.Coulomb;
using Hybrid.Physics.Geometry;
using Hybrid.Physics.Parameters;

namespace Hybrid.Physics.Response.Excitations;

/// <summary>The simplified kernel of a set of parameters: hardnesses, exponents, the fraction of exchange, the shift and the spin term.</summary>
/// <remarks>S. Grimme, J. Chem. Phys. 138, 244104 (2013), doi:10.1063/1.4811331; doi:10.1063/1.4959605.</remarks>
public static class StdaKernel
{
    /// <summary>Records the kernel.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="basis">The functions that excitations are over.</param>
    /// <param name="pairs">All pairs of atoms.</param>
    /// <param name="parameters">Fields of a set that has the tables of the kernel, such as stda-xtb.</param>
    /// <param name="multiplicity">The spin of the states.</param>
    /// <param name="constantShift">Added to every configuration beside the shift of the kernel, Eh, shape [1]: a shift of all virtual orbitals.</param>
    public static SimplifiedKernel Of(
        Tape tape, OrbitalBasis basis, AtomPairs pairs, ParameterFields parameters, Multiplicity multiplicity, Variable? constantShift = null)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(basis);
        ArgumentNullException.ThrowIfNull(pairs);
        ArgumentNullException.ThrowIfNull(parameters);
        var hardness = parameters.PerAtom("hardness");
        var fraction = parameters.Global("exact_exchange");
        var exchange = OhnoKlopman.Of(tape, pairs, hardness.Multiply(fraction), parameters.Global("coulomb_exponent"));
        var coulomb = OhnoKlopman.Of(tape, pairs, hardness, parameters.Global("exchange_exponent"));
        var height = parameters.Global("shift_height");
        var shift = new ConfigurationShift(
            basis, constantShift is null ? height : height.Add(constantShift), ConfigurationShift.Coherence(tape, pairs, height, parameters.Global("shift_range")));
        return new SimplifiedKernel(
            tape, basis, multiplicity,
            multiplicity == Multiplicity.Singlet ? BetweenShells(basis, coulomb.Scale(2.0)) : SpinAttraction.Of(tape, basis, parameters),
            exchange, coulomb.Multiply(fraction), shift, fraction.Scalar);
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
