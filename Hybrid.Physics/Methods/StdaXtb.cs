using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Physics.Basis;
using Hybrid.Physics.Coulomb;
using Hybrid.Physics.Geometry;
using Hybrid.Physics.Hamiltonians;
using Hybrid.Physics.Parameters;
using Hybrid.Physics.Scf;

namespace Hybrid.Physics.Methods;

/// <summary>
/// The Hamiltonian of sTDA-xTB, made for excited states: S. Grimme, C. Bannwarth, J. Chem. Phys. 145, 054103 (2016),
/// doi:10.1063/1.4959605. Immutable.
/// </summary>
/// <remarks>
/// Nothing is self-consistent and there is no energy. In the valence step, charges from electronegativities enter a
/// Hamiltonian whose Mulliken charges, corrected by charge model 5, enter it again; the charges that it then has, corrected,
/// enter the Hamiltonian of the extended step, which has diffuse shells.
/// </remarks>
public sealed class StdaXtb
{
    private const string Valence = "valence";
    private const string Extended = "extended";

    private StdaXtb(ParameterSet parameters) => Parameters = parameters;

    /// <summary>The published or learned parameters.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>The method with a set of its parameters.</summary>
    /// <exception cref="ArgumentException">The parameters are for another method.</exception>
    public static StdaXtb Of(ParameterSet parameters) => parameters.Method == "stda-xtb"
        ? new StdaXtb(parameters)
        : throw new ArgumentException($"Parameters for stda-xtb were expected, but these are for {parameters.Method}.", nameof(parameters));

    /// <summary>Makes the Hamiltonian of a molecule on a tape.</summary>
    /// <param name="tape">The tape; derivatives need one that records.</param>
    /// <param name="structure">The atoms.</param>
    /// <param name="algebra">Who multiplies and diagonalises.</param>
    /// <param name="isDifferentiated">Which parameter tables become leaves; none when null.</param>
    /// <param name="correct">What changes parameters and blocks; none when null.</param>
    /// <param name="withPositions">False when nothing is differentiated by the positions: then they are constants, and so are the integrals of fixed exponents.</param>
    /// <exception cref="ArgumentException">
    /// An element is not covered, atoms coincide, the structure is periodic, or its electrons are not all paired.
    /// </exception>
    public ExcitationHamiltonian Record(
        Tape tape, Structure structure, ILinearAlgebra algebra, Func<ParameterTable, bool>? isDifferentiated = null, Correction? correct = null, bool withPositions = true)
    {
        if (structure.Cell is { IsPeriodic: true })
            throw new ArgumentException($"{Parameters.Name} treats molecules, but the structure is periodic; remove the cell (pbc=\"F F F\") to compute the isolated atoms.", nameof(structure));
        var valence = new OrbitalBasis(Parameters, structure.AtomicNumbers, Valence);
        var extended = new OrbitalBasis(Parameters, structure.AtomicNumbers, Extended);
        var positions = withPositions ? tape.Leaf(structure.Positions, structure.AtomCount, 3) : tape.Constant(structure.Positions, structure.AtomCount, 3);
        var p = new ParameterFields(tape, Parameters, structure.AtomicNumbers, isDifferentiated ?? (static _ => false));
        var pairs = AtomPairs.OfMolecule(tape, positions);
        var seams = new CorrectionSeams(tape, structure.AtomicNumbers, positions, pairs, p, hasEnergy: false);
        correct?.Invoke(seams);
        var z = p.PerAtom("valence_electrons").Memory;
        var electrons = PairedElectrons(structure, z.Span, valence.OrbitalCount);

        var cn = CoordinationNumber.Exponential(tape, pairs, p.PerAtom("covalent_radius"));
        var firstCharges = new ElectronegativityCharges
        {
            Electronegativities = p.PerAtom("electronegativity"),
            CoordinationScale = p.Global("electronegativity_cn_scale"),
            CovalentRadii = p.PerAtom("covalent_radius"),
            CoordinationNumbers = cn,
            ValenceElectrons = z,
        }.Charges(tape, pairs, structure.Charge);
        var correction = new ChargeModel5
        {
            AtomicNumbers = structure.AtomicNumbers.ToArray(),
            AtomicParameters = p.PerAtom("cm5_parameter"),
            PairParameters = p.PerPair("cm5_pair"),
            Radii = p.PerAtom("cm5_radius"),
            Exponent = p.Global("cm5_exponent"),
        };

        var step = new Step(tape, p, Valence, valence, pairs, cn);
        var (integrals, H0) = step.Hueckel(firstCharges, order: 0);
        var mulliken = new MullikenCharges(tape, algebra, integrals, z, electrons, ElectronicTemperature * XtbTerms.BoltzmannConstant);
        var secondCharges = correction.Corrected(tape, pairs, mulliken.Of(step.InPotential(integrals, H0, firstCharges)));
        var valenceCharges = mulliken.Of(step.InPotential(integrals, H0, secondCharges));
        var charges = correction.Corrected(tape, pairs, valenceCharges);

        step = new Step(tape, p, Extended, extended, pairs, cn);
        (integrals, H0) = step.Hueckel(charges, order: 1);
        foreach (var blocks in seams.Blocks)
            H0 = blocks.AddedTo(tape, extended, integrals.Layout, H0);
        return new ExcitationHamiltonian
        {
            Positions = positions,
            Parameters = p,
            Pairs = pairs,
            Integrals = integrals,
            Hamiltonian = step.InPotential(integrals, H0, charges),
            ValenceCharges = valenceCharges,
            Charges = charges,
            VirtualShift = p.Global("virtual_shift"),
            OccupiedCount = (int)electrons.Alpha,
            Status = mulliken.Status,
        };
    }

    private ElectronCount PairedElectrons(Structure structure, ReadOnlySpan<double> z, int nOrbitals)
    {
        var neutral = 0.0;
        foreach (var valenceElectrons in z)
            neutral += valenceElectrons;
        var electrons = ElectronCount.Of(neutral, structure.Charge, structure.UnpairedElectrons, nOrbitals);
        return electrons.Unpaired == 0
            ? electrons
            : throw new ArgumentException($"{Parameters.Name} is for closed shells; no unpaired electrons were expected, but there {(electrons.Unpaired == 1 ? "is one" : $"are {electrons.Unpaired}")}.", nameof(structure));
    }

    /// <summary>K, of the electrons in the valence step, as the reference program has it.</summary>
    private const double ElectronicTemperature = 300.0;

    /// <summary>What both steps do with their own basis and parameters.</summary>
    private readonly record struct Step(Tape Tape, ParameterFields P, string Name, OrbitalBasis Basis, AtomPairs Pairs, Variable CoordinationNumbers)
    {
        /// <summary>The integrals and the Hamiltonian without charges; charges change exponents only.</summary>
        public (MultipoleIntegrals Integrals, Variable Hamiltonian) Hueckel(Variable charges, int order)
        {
            var levels = CoordinationScale.Of(Tape, Basis, P.PerShell($"{Name}_level"), P.Global($"{Name}_level_cn_scale"), CoordinationNumbers);
            var exponents = CoordinationScale.OfValence(
                Tape, Basis, P.PerShell($"{Name}_exponent"), P.Global($"{Name}_exponent_cn_scale"), CoordinationNumbers,
                P.Global($"{Name}_exponent_charge_scale"), charges);
            var integrals = MultipoleIntegrals.Create(Tape, Basis, Pairs, exponents, order, withKinetic: true);
            var hamiltonian = new HueckelHamiltonian
            {
                ShellConstants = Indexing.Concatenate(P.Global($"{Name}_k_s"), P.Global($"{Name}_k_p"), P.Global($"{Name}_k_d")),
                DiffuseConstant = Diffuse("k_diffuse"),
                DiffuseValenceConstant = Diffuse("k_diffuse_valence"),
                KineticScale = P.Global($"{Name}_kinetic_scale"),
            };
            return (integrals, hamiltonian.Blocks(Tape, integrals, levels));
        }

        public Variable InPotential(MultipoleIntegrals integrals, Variable hamiltonian, Variable charges) => PotentialShift.AddedTo(
            Tape, integrals, hamiltonian,
            MonopolePotential.Of(Tape, Pairs, charges, P.PerAtom($"{Name}_hubbard"), P.Global($"{Name}_coulomb_scale")));

        /// <summary>The valence step has no diffuse shells and no such constant.</summary>
        private Variable Diffuse(string constant) => P.Has($"{Name}_{constant}") ? P.Global($"{Name}_{constant}") : Tape.Constant([0.0], 1);
    }
}
