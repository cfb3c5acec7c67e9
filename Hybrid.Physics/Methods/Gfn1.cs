using Hybrid.Core.Autodiff;
using Hybrid.Physics.Basis;
using Hybrid.Physics.Coulomb;
using Hybrid.Physics.Dispersion;
using Hybrid.Physics.Geometry;
using Hybrid.Physics.Hamiltonians;
using Hybrid.Physics.Parameters;
using Hybrid.Physics.Repulsion;

namespace Hybrid.Physics.Methods;

/// <summary>
/// GFN1-xTB: S. Grimme, C. Bannwarth, P. Shushkov, J. Chem. Theory Comput. 13, 1989 (2017), doi:10.1021/acs.jctc.7b00118.
/// </summary>
internal static class Gfn1
{
    public static TightBindingModel Build(Tape tape, Variable positions, AtomPairs pairs, ReadOnlySpan<int> atomicNumbers, OrbitalBasis basis, ParameterFields p)
    {
        var cn = CoordinationNumber.Exponential(tape, pairs, p.PerAtom("covalent_radius"));
        var integrals = MultipoleIntegrals.Create(tape, basis, pairs, p.PerShell("slater_exponent"), order: 2);
        var levels = SelfEnergy.Create(tape, basis, p.PerShell("level"), p.PerShell("cn_shift"), cn);
        var hamiltonian = ZerothOrderHamiltonian.Create(
            tape, integrals, levels, p.PerShell("polynomial"), p.PerAtom("atomic_radius"), XtbTerms.ShellPairScale(tape, p));

        var hubbard = p.PerAtomOfShell("hubbard").Multiply(p.PerShell("hubbard_scale"));
        var secondOrder = new ShellElectrostatics(tape, basis, pairs, hubbard, p.Global("coulomb_exponent"), HubbardAverage.Harmonic);
        var thirdOrder = ThirdOrder.OfAtoms(basis, p.PerAtom("hubbard_derivative"));

        var mixture = ReferenceMixture.D3(tape, atomicNumbers, cn, p.Global("d_weighting"));
        var dispersion = D3Dispersion.AtomicEnergies(tape, mixture, positions, XtbTerms.Damping(p));
        var halogenBond = new HalogenBond
        {
            Strengths = p.PerAtom("halogen_strength"),
            Radii = p.PerAtom("atomic_radius"),
            RadiusScale = p.Global("halogen_radius_scale"),
            Damping = p.Global("halogen_damping"),
        };

        return new TightBindingModel
        {
            Pairs = pairs,
            Integrals = integrals,
            Hamiltonian = hamiltonian,
            WithMultipoles = false,
            Interactions = [secondOrder, thirdOrder],
            ClassicalTerms =
            [
                XtbTerms.Repulsion(tape, pairs, atomicNumbers, p),
                new EnergyTerm("dispersion", dispersion),
                new EnergyTerm("halogen bond", halogenBond.AtomicEnergies(tape, pairs, atomicNumbers)),
            ],
        };
    }
}
