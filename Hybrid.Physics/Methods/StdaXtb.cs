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
    /// <param name="prepared">What <see cref="Prepare"/> made of the structure with the same linear algebra; null when nothing is known yet. It changes no bit.</param>
    /// <exception cref="ArgumentException">
    /// An element is not covered, atoms coincide, the structure is periodic, or its electrons are not all paired.
    /// </exception>
    public ExcitationHamiltonian Record(
        Tape tape, Structure structure, ILinearAlgebra algebra, Func<ParameterTable, bool>? isDifferentiated = null, Correction? correct = null, bool withPositions = true,
        PreparedMolecule? prepared = null)
    {
        RequireMolecule(structure);
        var valence = new OrbitalBasis(Parameters, structure.AtomicNumbers, Valence);
        var positions = withPositions ? tape.Leaf(structure.Positions, structure.AtomCount, 3) : tape.Constant(structure.Positions, structure.AtomCount, 3);
        var p = new ParameterFields(tape, Parameters, structure.AtomicNumbers, isDifferentiated ?? (static _ => false));
        var pairs = AtomPairs.OfMolecule(tape, positions);
        var seams = new CorrectionSeams(tape, structure.AtomicNumbers, positions, pairs, p, hasEnergy: false);
        correct?.Invoke(seams);
        var electrons = PairedElectrons(structure, p.PerAtom("valence_electrons").Value, valence.OrbitalCount);
        var known = prepared is null ? Geometric(tape, structure, algebra, p, pairs) : Known(tape, structure, p, pairs, prepared, withPositions);
        var (step, integrals) = (known.Extended, known.Integrals);
        var H0 = step.Hueckel(integrals);
        foreach (var blocks in seams.Blocks)
            H0 = blocks.AddedTo(tape, integrals.Basis, integrals.Layout, H0);
        return new ExcitationHamiltonian
        {
            Positions = positions,
            Parameters = p,
            Pairs = pairs,
            Integrals = integrals,
            Hamiltonian = step.InPotential(integrals, H0, known.Charges),
            ValenceCharges = known.ValenceCharges,
            Charges = known.Charges,
            InverseRoot = known.InverseRoot,
            VirtualShift = p.Global("virtual_shift"),
            OccupiedCount = (int)electrons.Alpha,
            Status = known.Status,
        };
    }

    /// <summary>True for tables that <see cref="Prepare"/> reads.</summary>
    /// <exception cref="ArgumentException">The method has no such table.</exception>
    public bool IsReadByPreparation(string table)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (!Parameters.Has(table))
            throw new ArgumentException($"A table of {Parameters.Name} was expected, but it has no {table}.", nameof(table));
        return Array.Exists(PreparationTables, prefix => table.StartsWith(prefix, StringComparison.Ordinal));
    }

    /// <summary>What follows from the geometry before a parameter of the extended Hamiltonian enters; null where the charges or S^−½ can't be made.</summary>
    /// <param name="tape">Holds the numbers; nothing is recorded.</param>
    /// <param name="structure">The atoms.</param>
    /// <param name="algebra">Who multiplies and diagonalises.</param>
    /// <inheritdoc cref="Record" path="/exception"/>
    public PreparedMolecule? Prepare(Tape tape, Structure structure, ILinearAlgebra algebra)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(structure);
        RequireMolecule(structure);
        var positions = tape.Constant(structure.Positions, structure.AtomCount, 3);
        var pairs = AtomPairs.OfMolecule(tape, positions);
        var made = Geometric(tape, structure, algebra, new ParameterFields(tape, Parameters, structure.AtomicNumbers, static _ => false), pairs);
        if (made.Status != ScfStatus.Converged || Response.Excitations.InverseRoot.Of(tape, Response.Excitations.DenseMatrices.Overlap(tape, made.Integrals), algebra) is not { } inverseRoot)
            return null;
        return PreparedMolecule.Of(
            tape.Arena, made.Extended.CoordinationNumbers, made.ValenceCharges, made.Charges, made.Integrals.Contracted.WidestOfAtoms(made.Integrals.Basis), inverseRoot,
            made.Integrals.Values);
    }

    /// <summary>Charges of the valence step and integrals of the extended basis.</summary>
    private GeometricStages Geometric(Tape tape, Structure structure, ILinearAlgebra algebra, ParameterFields p, AtomPairs pairs)
    {
        var valence = new OrbitalBasis(Parameters, structure.AtomicNumbers, Valence);
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
        var integrals = MultipoleIntegrals.Create(tape, valence, pairs, step.SlaterExponents(firstCharges), order: 0, withKinetic: true);
        var H0 = step.Hueckel(integrals);
        var mulliken = new MullikenCharges(tape, algebra, integrals, z, electrons, ElectronicTemperature * XtbTerms.BoltzmannConstant);
        var secondCharges = correction.Corrected(tape, pairs, mulliken.Of(step.InPotential(integrals, H0, firstCharges)));
        var valenceCharges = mulliken.Of(step.InPotential(integrals, H0, secondCharges));
        var charges = correction.Corrected(tape, pairs, valenceCharges);

        var extended = new Step(tape, p, Extended, new OrbitalBasis(Parameters, structure.AtomicNumbers, Extended), pairs, cn);
        integrals = MultipoleIntegrals.Create(tape, extended.Basis, pairs, extended.SlaterExponents(charges), order: 1, withKinetic: true);
        return new GeometricStages(extended, valenceCharges, charges, integrals, null, mulliken.Status);
    }

    /// <summary>The same from what was prepared, as constants.</summary>
    private GeometricStages Known(Tape tape, Structure structure, ParameterFields p, AtomPairs pairs, PreparedMolecule prepared, bool withPositions)
    {
        if (prepared.AtomCount != structure.AtomCount)
            throw new ArgumentException($"What was prepared of the same structure was expected, but it has {structure.AtomCount} atoms and {prepared.AtomCount} were prepared.", nameof(prepared));
        if (withPositions)
            throw new ArgumentException("Positions that are not differentiated by were expected, because what was prepared of a structure is constant.", nameof(prepared));
        foreach (var table in Parameters.Tables)
        {
            if (IsReadByPreparation(table.Name) && !p.IsConstant(table.Name))
                throw new ArgumentException($"The published {table.Name} was expected, because what was prepared of a structure depends on it, but it is learned or corrected.", nameof(prepared));
        }

        var nAtoms = structure.AtomCount;
        var extended = new Step(tape, p, Extended, new OrbitalBasis(Parameters, structure.AtomicNumbers, Extended), pairs, tape.Constant(prepared.CoordinationNumbers, nAtoms));
        if (prepared.FunctionCount != extended.Basis.OrbitalCount)
            throw new ArgumentException($"What was prepared with {extended.Basis.OrbitalCount} functions was expected, but it was with {prepared.FunctionCount}.", nameof(prepared));
        var charges = tape.Constant(prepared.Charges, nAtoms);
        var integrals = MultipoleIntegrals.Known(
            tape, extended.Basis, pairs, extended.SlaterExponents(charges), order: 1, withKinetic: true, prepared.WidestExponents, prepared.Integrals);
        return new GeometricStages(
            extended, tape.Constant(prepared.ValenceCharges, nAtoms), charges, integrals, prepared.InverseRoot(tape), ScfStatus.Converged);
    }

    private void RequireMolecule(Structure structure)
    {
        if (structure.Cell is { IsPeriodic: true })
            throw new ArgumentException($"{Parameters.Name} treats molecules, but the structure is periodic; remove the cell (pbc=\"F F F\") to compute the isolated atoms.", nameof(structure));
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

    /// <summary>What stands before the Hamiltonian of the extended step; S^−½ only where it was prepared.</summary>
    private readonly record struct GeometricStages(
        Step Extended, Variable ValenceCharges, Variable Charges, MultipoleIntegrals Integrals, Variable? InverseRoot, ScfStatus Status);

    /// <summary>Beginnings of the names of tables that enter before the Hamiltonian of the extended step.</summary>
    private static readonly string[] PreparationTables = ["valence_", "electronegativity", "covalent_radius", "cm5_", "extended_exponent"];

    /// <summary>What both steps do with their own basis and parameters.</summary>
    private readonly record struct Step(Tape Tape, ParameterFields P, string Name, OrbitalBasis Basis, AtomPairs Pairs, Variable CoordinationNumbers)
    {
        /// <summary>ζ of each shell, on which the charges act.</summary>
        public Variable SlaterExponents(Variable charges) => CoordinationScale.OfValence(
            Tape, Basis, P.PerShell($"{Name}_exponent"), P.Global($"{Name}_exponent_cn_scale"), CoordinationNumbers,
            P.Global($"{Name}_exponent_charge_scale"), charges);

        /// <summary>The Hamiltonian without charges, in blocks.</summary>
        public Variable Hueckel(MultipoleIntegrals integrals)
        {
            var levels = CoordinationScale.Of(Tape, Basis, P.PerShell($"{Name}_level"), P.Global($"{Name}_level_cn_scale"), CoordinationNumbers);
            return new HueckelHamiltonian
            {
                ShellConstants = Indexing.Concatenate(P.Global($"{Name}_k_s"), P.Global($"{Name}_k_p"), P.Global($"{Name}_k_d")),
                DiffuseConstant = Diffuse("k_diffuse"),
                DiffuseValenceConstant = Diffuse("k_diffuse_valence"),
                KineticScale = P.Global($"{Name}_kinetic_scale"),
            }.Blocks(Tape, integrals, levels);
        }

        public Variable InPotential(MultipoleIntegrals integrals, Variable hamiltonian, Variable charges) => PotentialShift.AddedTo(
            Tape, integrals, hamiltonian,
            MonopolePotential.Of(Tape, Pairs, charges, P.PerAtom($"{Name}_hubbard"), P.Global($"{Name}_coulomb_scale")));

        /// <summary>The valence step has no diffuse shells and no such constant.</summary>
        private Variable Diffuse(string constant) => P.Has($"{Name}_{constant}") ? P.Global($"{Name}_{constant}") : Tape.Constant([0.0], 1);
    }
}
