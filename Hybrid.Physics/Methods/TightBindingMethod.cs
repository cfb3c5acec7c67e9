using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Physics.Basis;
using Hybrid.Physics.Geometry;
using Hybrid.Physics.Hamiltonians;
using Hybrid.Physics.Parameters;
using Hybrid.Physics.Scf;

namespace Hybrid.Physics.Methods;

/// <summary>A self-consistent tight-binding method with its parameters: the physics of a model. Immutable.</summary>
public sealed class TightBindingMethod
{
    private readonly Builder build;
    private readonly Correction? correction;

    private TightBindingMethod(ParameterSet parameters, Builder build, Correction? correction = null)
    {
        Parameters = parameters;
        this.build = build;
        this.correction = correction;
    }

    private delegate TightBindingModel Builder(Tape tape, Variable positions, AtomPairs pairs, ReadOnlySpan<int> atomicNumbers, OrbitalBasis basis, ParameterFields parameters);

    /// <summary>The published or learned parameters.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>The method that a parameter set is for.</summary>
    /// <exception cref="NotSupportedException">No such method.</exception>
    public static TightBindingMethod Of(ParameterSet parameters) => parameters.Method switch
    {
        "gfn1-xtb" => new TightBindingMethod(parameters, Gfn1.Build),
        "gfn2-xtb" => new TightBindingMethod(parameters, Gfn2.Build),
        _ => throw new NotSupportedException($"A method gfn1-xtb or gfn2-xtb was expected, but the parameters are for {parameters.Method}."),
    };

    /// <summary>The method with a correction of its Hamiltonian and energy, wherever a structure is solved.</summary>
    /// <param name="correct">Is called from several threads at once, after those that are there already.</param>
    public TightBindingMethod Corrected(Correction correct)
    {
        ArgumentNullException.ThrowIfNull(correct);
        return new TightBindingMethod(Parameters, build, correction + correct);
    }

    /// <summary>Solves the ground state of a structure on a tape.</summary>
    /// <param name="tape">The tape; derivatives need one that records.</param>
    /// <param name="structure">The atoms.</param>
    /// <param name="settings">Tolerances and temperature.</param>
    /// <param name="algebra">Who multiplies and diagonalises.</param>
    /// <param name="isDifferentiated">Which parameter tables become leaves; none when null.</param>
    /// <param name="guess">Populations to start from, or empty.</param>
    /// <param name="electricField">
    /// A homogeneous field, Eh/(e·a0), three numbers; may be zero, to differentiate with respect to it. Empty for none.
    /// </param>
    /// <param name="correct">What else changes parameters, blocks and the energy; nothing when null.</param>
    /// <param name="cancellation">Stops the iteration.</param>
    /// <exception cref="NotSupportedException">The structure is periodic.</exception>
    /// <exception cref="ArgumentException">An element is not covered, atoms coincide, or charge and spin don't fit.</exception>
    public GroundState Solve(
        Tape tape, Structure structure, ScfSettings settings, ILinearAlgebra algebra,
        Func<ParameterTable, bool>? isDifferentiated = null, ReadOnlySpan<double> guess = default,
        ReadOnlySpan<double> electricField = default, Correction? correct = null, CancellationToken cancellation = default)
    {
        if (electricField.Length is not (0 or 3))
            throw new ArgumentException($"A field of three components was expected, but {electricField.Length} were given.", nameof(electricField));
        settings.Validated();
        if (structure.Cell is { IsPeriodic: true })
            throw new NotSupportedException($"{Parameters.Name} treats molecules so far, but the structure is periodic; remove the cell (pbc=\"F F F\") to compute the isolated atoms.");
        var basis = new OrbitalBasis(Parameters, structure.AtomicNumbers);
        var positions = tape.Leaf(structure.Positions, structure.AtomCount, 3);
        var fields = new ParameterFields(tape, Parameters, structure.AtomicNumbers, isDifferentiated ?? (static _ => false));
        var pairs = AtomPairs.OfMolecule(tape, positions);
        var seams = new CorrectionSeams(tape, structure.AtomicNumbers, positions, pairs, fields, hasEnergy: true);
        (correction + correct)?.Invoke(seams);
        var occupations = fields.PerShell("reference_occupation");
        var neutral = 0.0;
        foreach (var occupation in occupations.Value)
            neutral += occupation;
        var electrons = ElectronCount.Of(neutral, structure.Charge, structure.UnpairedElectrons, basis.OrbitalCount);
        var model = build(tape, positions, pairs, structure.AtomicNumbers, basis, fields);
        var H0 = model.Hamiltonian.Blocks;
        foreach (var blocks in seams.Blocks)
            H0 = blocks.AddedTo(tape, basis, model.Integrals.Layout, H0);
        var field = electricField.IsEmpty ? null : tape.Leaf(electricField, 3);
        var problem = new ScfProblem
        {
            Integrals = model.Integrals,
            Hamiltonian = field is null
                ? H0
                : ElectricField.AddedTo(tape, model.Integrals, H0, field, positions),
            Analysis = new PopulationAnalysis(model.Integrals, model.WithMultipoles),
            Interactions = model.Interactions,
            ReferenceOccupations = occupations,
            Electrons = electrons,
            ThermalEnergy = settings.ElectronicTemperature * XtbTerms.BoltzmannConstant,
            LinearAlgebra = algebra,
        };
        var scf = SelfConsistentField.Solve(tape, problem, settings, guess, cancellation);
        IReadOnlyList<EnergyTerm> terms = [.. model.ClassicalTerms, .. seams.Energies];
        var classicalTerms = field is null
            ? terms
            : [.. terms, new EnergyTerm("cores in the electric field", ElectricField.CoreEnergies(tape, basis, occupations, field, positions))];
        return new GroundState(tape, positions, field, fields, model.Pairs, classicalTerms, scf);
    }
}
