using Hybrid.Core.Autodiff;
using Hybrid.Physics.Basis;
using Hybrid.Physics.Coulomb;
using Hybrid.Physics.Dispersion;
using Hybrid.Physics.Geometry;
using Hybrid.Physics.Hamiltonians;
using Hybrid.Physics.Parameters;

namespace Hybrid.Physics.Methods;

/// <summary>
/// GFN2-xTB: C. Bannwarth, S. Ehlert, S. Grimme, J. Chem. Theory Comput. 15, 1652 (2019), doi:10.1021/acs.jctc.8b01176.
/// </summary>
internal static class Gfn2
{
    public static TightBindingModel Build(Tape tape, Variable positions, AtomPairs pairs, ReadOnlySpan<int> atomicNumbers, OrbitalBasis basis, ParameterFields p)
    {
        var cn = CoordinationNumber.DoubleExponential(tape, pairs, p.PerAtom("covalent_radius"));
        var integrals = MultipoleIntegrals.Create(tape, basis, pairs, p.PerShell("slater_exponent"), order: 2);
        var levels = SelfEnergy.Create(tape, basis, p.PerShell("level"), p.PerShell("cn_shift"), cn);
        var hamiltonian = ZerothOrderHamiltonian.Create(
            tape, integrals, levels, p.PerShell("polynomial"), p.PerAtom("atomic_radius"), XtbTerms.ShellPairScale(tape, p));

        var hubbard = p.PerAtomOfShell("hubbard").Multiply(p.PerShell("hubbard_scale"));
        var secondOrder = new ShellElectrostatics(tape, basis, pairs, hubbard, p.Global("coulomb_exponent"), HubbardAverage.Arithmetic);
        var derivatives = p.PerAtomOfShell("hubbard_derivative").Multiply(ThirdOrderScales(basis, p));
        var thirdOrder = ThirdOrder.OfShells(basis, derivatives);

        var radii = new MultipoleRadius
        {
            Radii = p.PerAtom("multipole_radius"),
            ValenceNumbers = p.PerAtom("multipole_valence_cn"),
            Shift = p.Global("multipole_shift"),
            Exponent = p.Global("multipole_radius_exponent"),
            Largest = p.Global("multipole_radius_max"),
        }.Of(tape, cn);
        var multipoles = new MultipoleElectrostatics(
            tape, pairs, radii, p.Global("multipole_damping_dipole"), p.Global("multipole_damping_quadrupole"),
            p.PerAtom("dipole_kernel"), p.PerAtom("quadrupole_kernel"));

        var covalentCN = CovalentCoordinationNumber.Counted(tape, positions, p.PerAtom("covalent_radius"), p.PerAtom("electronegativity"));
        var scaling = new ChargeScaling(p.Global("d_charge_height"), p.Global("d_charge_steepness"), p.PerAtom("d_hardness"));
        var mixture = ReferenceMixture.D4(tape, atomicNumbers, covalentCN, p.Global("d_weighting"), scaling);
        var damping = XtbTerms.Damping(p);
        var dispersion = D4Dispersion.Create(tape, mixture, positions, damping);
        var threeBody = AxilrodTellerMuto.AtomicEnergies(tape, mixture, positions, damping, p.Global("d_s9"));

        return new TightBindingModel
        {
            Pairs = pairs,
            Integrals = integrals,
            Hamiltonian = hamiltonian,
            WithMultipoles = true,
            Interactions = [secondOrder, thirdOrder, multipoles, dispersion],
            ClassicalTerms =
            [
                XtbTerms.Repulsion(tape, pairs, atomicNumbers, p),
                new EnergyTerm("three-body dispersion", threeBody),
            ],
        };
    }

    /// <summary>The scale of Γ for each shell by its angular momentum.</summary>
    private static Variable ThirdOrderScales(OrbitalBasis basis, ParameterFields p)
    {
        var index = new int[basis.ShellCount];
        for (var s = 0; s < index.Length; s++)
            index[s] = basis.Shells[s].AngularMomentum;
        return Indexing.Concatenate(p.Global("third_order_scale_s"), p.Global("third_order_scale_p"), p.Global("third_order_scale_d")).Gather(index);
    }
}
