using Hybrid.Core.Autodiff;
using Hybrid.Core.Structures;
using Hybrid.Physics.Basis;
using Hybrid.Physics.Coulomb;
using Hybrid.Physics.Dispersion;
using Hybrid.Physics.Geometry;
using Hybrid.Physics.Hamiltonians;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Parameters;

namespace Hybrid.Benchmarks.Profile;

/// <summary>The heavy layers of GFN1 and GFN2 made one after the other, each with its time.</summary>
internal static class SetupStages
{
    public static void Run(Tape tape, Structure structure, ParameterSet parameters, Ledger ledger)
    {
        var isGfn2 = parameters.Method == "gfn2-xtb";
        var start = Ledger.Now;
        var basis = new OrbitalBasis(parameters, structure.AtomicNumbers);
        var positions = tape.Leaf(structure.Positions, structure.AtomCount, 3);
        var p = new ParameterFields(tape, parameters, structure.AtomicNumbers, static _ => false);
        var exponents = p.PerShell("slater_exponent");
        Finish("basis and parameters");

        var pairs = AtomPairs.OfMolecule(tape, positions);
        var cn = isGfn2
            ? CoordinationNumber.DoubleExponential(tape, pairs, p.PerAtom("covalent_radius"))
            : CoordinationNumber.Exponential(tape, pairs, p.PerAtom("covalent_radius"));
        Finish("pairs, coordination numbers");

        var integrals = MultipoleIntegrals.Create(tape, basis, pairs, exponents, order: 2);
        Finish("integrals");

        var levels = SelfEnergy.Create(tape, basis, p.PerShell("level"), p.PerShell("cn_shift"), cn);
        ZerothOrderHamiltonian.Create(tape, integrals, levels, p.PerShell("polynomial"), p.PerAtom("atomic_radius"), XtbTerms.ShellPairScale(tape, p));
        Finish("Hamiltonian H0");

        var hubbard = p.PerAtomOfShell("hubbard").Multiply(p.PerShell("hubbard_scale"));
        _ = new ShellElectrostatics(tape, basis, pairs, hubbard, p.Global("coulomb_exponent"), isGfn2 ? HubbardAverage.Arithmetic : HubbardAverage.Harmonic);
        Finish("γ matrix");

        if (isGfn2)
            Gfn2Alone();
        else
            D3Dispersion.AtomicEnergies(tape, ReferenceMixture.D3(tape, structure.AtomicNumbers, cn, p.Global("d_weighting")), positions, XtbTerms.Damping(p));
        Finish(isGfn2 ? "three-body dispersion" : "dispersion D3");

        XtbTerms.Repulsion(tape, pairs, structure.AtomicNumbers, p);
        Finish("repulsion");

        void Finish(string stage)
        {
            ledger.Add(stage, start);
            start = Ledger.Now;
        }

        void Gfn2Alone()
        {
            var radii = new MultipoleRadius
            {
                Radii = p.PerAtom("multipole_radius"),
                ValenceNumbers = p.PerAtom("multipole_valence_cn"),
                Shift = p.Global("multipole_shift"),
                Exponent = p.Global("multipole_radius_exponent"),
                Largest = p.Global("multipole_radius_max"),
            }.Of(tape, cn);
            _ = new MultipoleElectrostatics(
                tape, pairs, radii, p.Global("multipole_damping_dipole"), p.Global("multipole_damping_quadrupole"), p.PerAtom("dipole_kernel"), p.PerAtom("quadrupole_kernel"));
            Finish("multipole tables");

            var counted = CovalentCoordinationNumber.Counted(tape, positions, p.PerAtom("covalent_radius"), p.PerAtom("electronegativity"));
            var scaling = new ChargeScaling(p.Global("d_charge_height"), p.Global("d_charge_steepness"), p.PerAtom("d_hardness"));
            var mixture = ReferenceMixture.D4(tape, structure.AtomicNumbers, counted, p.Global("d_weighting"), scaling);
            var damping = XtbTerms.Damping(p);
            D4Dispersion.Create(tape, mixture, positions, damping);
            Finish("dispersion D4");

            AxilrodTellerMuto.AtomicEnergies(tape, mixture, positions, damping, p.Global("d_s9"));
        }
    }
}
