using Hybrid.Core.Autodiff;
using Hybrid.Core.Elements;
using Hybrid.Core.Sampling;
using Hybrid.Core.Structures;
using Hybrid.Learn.Corrections;
using Hybrid.Learn.Data;
using Hybrid.Learn.Domain;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Networks;
using Hybrid.Learn.Representations;
using Hybrid.Learn.Training;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Models;
using Hybrid.Physics.Parameters;

namespace Hybrid.Learn.Models;

/// <summary>
/// Physics whose parameters are learned, with a network that corrects it from the atoms' surroundings: the Hamiltonian of excitations, or a
/// ground state with its energy. Immutable; the weights are the caller's.
/// </summary>
/// <remarks>
/// All corrections act before the eigenproblem, on parameters and blocks, or are a term of the ground state's energy. With all weights of the
/// corrections zero, as untrained, the physics is back to the last bit.
/// </remarks>
public sealed class HybridModel : ITrainable
{
    private readonly ExcitationModel physics;
    private readonly Model? ground;
    private readonly TableDeviations tables;
    private readonly Representation? representation;
    private readonly SiteDeviations? sites;
    private readonly BlockCorrection? blocks;
    private readonly EnergyCorrection? energies;
    private readonly bool readsPublished;
    private DomainGate? gate;

    /// <summary>Puts a model together.</summary>
    /// <param name="settings">Which parameters and blocks are learned.</param>
    /// <param name="representation">The network; null for physics whose parameters alone are learned.</param>
    /// <exception cref="ArgumentException">A table is unknown, not for learning or there twice, an element is not covered, or the base is unknown.</exception>
    public HybridModel(HybridSettings settings, Representation? representation)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Settings = settings;
        this.representation = representation;
        Published = ParameterSet.Embedded(settings.Base);
        physics = ExcitationModel.Of(Published);
        readsPublished = !settings.Tables.Concat(settings.SiteTables).Any(table => Published.Has(table) && physics.IsReadByPreparation(table));
        ground = settings.Base == ExcitationModel.DefaultName ? null : Model.Of(Published);
        if (ground is null && settings.LargestEnergy is not null)
            throw new ArgumentException($"A base with an energy such as gfn2-xtb was expected for learned energies, but {settings.Base} has only excitations.", nameof(settings));
        tables = new TableDeviations(Published, settings.Tables, settings.Elements);
        Layout = new WeightLayout();
        tables.Declare(Layout);
        if (representation is null)
            return;
        representation.Declare(Layout);
        sites = new SiteDeviations(Published, settings.SiteTables, settings.Elements, representation.PairWidth);
        sites.Declare(Layout);
        if (settings.WithBlocks)
        {
            blocks = new BlockCorrection(representation.PairWidth, settings.LargestBlock);
            blocks.Declare(Layout);
        }

        if (settings.LargestEnergy is { } largest)
        {
            energies = new EnergyCorrection(representation.PairWidth, largest);
            energies.Declare(Layout);
        }
    }

    /// <summary>What the model is made of.</summary>
    public HybridSettings Settings { get; }

    /// <summary>The network; null for physics whose parameters alone are learned.</summary>
    public Representation? Representation => representation;

    /// <summary>The parameters that learning starts from.</summary>
    public ParameterSet Published { get; }

    /// <inheritdoc/>
    public WeightLayout Layout { get; }

    /// <inheritdoc/>
    public string Description => ModelComposition.Of(this).Text(Tolerance, HasEnergy ? Accuracy : null);

    /// <summary>The physical parameters that are learned for all atoms alike.</summary>
    public TableDeviations Tables => tables;

    /// <summary>How tightly the excitations are solved for.</summary>
    public double Tolerance { get; init; } = 1e-5;

    /// <summary>True when the physics has a ground state: energies, forces, charges, moments and orbital energies are predicted.</summary>
    public bool HasEnergy => ground is not null;

    /// <summary>
    /// How tightly a self-consistent field is solved for on a tape: <see cref="Physics.Scf.ScfSettings.Accuracy"/>. Derivatives of forces are differences
    /// of gradients, and these are exact to the first power of the field's residual alone.
    /// </summary>
    public double Accuracy { get; init; } = 1e-3;

    /// <summary>True when predictions on a tape are to be differentiated by the positions too, which no loss of excitations needs.</summary>
    public bool WithPositions { get; init; }

    /// <summary>Where predictions on a tape find what precedes the learned parameters; null to make it each time. It changes no bit.</summary>
    /// <remarks>The file is the caller's. It is left alone where a learned parameter, or a derivative by the positions, enters before.</remarks>
    public GeometryCache? Geometries { get; init; }

    /// <summary>What lets corrections fade outside of the training domain; null for corrections that act everywhere.</summary>
    public DomainGate? Gate => gate;

    /// <summary>The same model with corrections that fade outside of the training domain. It also takes elements that it isn't for: such a structure gets the physics.</summary>
    /// <param name="by">By which distances.</param>
    public HybridModel Gated(DomainGate by)
    {
        ArgumentNullException.ThrowIfNull(by);
        var gated = (HybridModel)MemberwiseClone();
        gated.gate = by;
        return gated;
    }

    /// <inheritdoc/>
    public TapePrediction Record(Tape tape, WeightBinding weights, Structure structure, CounterRandom? random = null)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(structure);
        EnsureCovered(structure.AtomicNumbers);
        if (ground is not null)
            return new GroundPrediction(this, ground, physics, tape, weights, structure, random);
        var settings = PredictionOptions.Default with { LinearAlgebra = tape.LinearAlgebra };
        var prepared = IsPreparable ? Geometries?.Of(tape, structure) : null;
        return new HybridPrediction(
            physics.Record(tape, structure, settings, correct: seams => Corrections(seams, weights, random).ApplyTo(seams), withPositions: WithPositions, prepared: prepared),
            Tolerance, other => physics.Record(other, structure, settings, withPositions: false, prepared: prepared));
    }

    /// <summary>The model with given weights as a ground state for predictions of every kind.</summary>
    /// <inheritdoc cref="Predictor" path="/param"/>
    /// <exception cref="NotSupportedException">The physics has no ground state.</exception>
    public Model GroundPredictor(string name, string digest, ReadOnlyMemory<double> weights, double scale = 1.0) =>
        (ground ?? throw new NotSupportedException($"A model with a ground state was expected, but {Published.Name} has only excitations.")).Corrected(name, digest, Corrected(weights, scale));

    /// <summary>The model with given weights for predictions of excited states of every kind.</summary>
    /// <param name="name">What results call it.</param>
    /// <param name="digest">Identifies the weights.</param>
    /// <param name="weights">All weights, in the order of <see cref="Layout"/>.</param>
    /// <param name="scale">λ, how far the corrections are switched on: 1 is the model, 0 the published physics.</param>
    public ExcitationModel Predictor(string name, string digest, ReadOnlyMemory<double> weights, double scale = 1.0) => physics.Corrected(name, digest, Corrected(weights, scale));

    private bool IsPreparable => !WithPositions && readsPublished;

    /// <summary>What the model changes in a structure, as values that are not applied yet.</summary>
    /// <param name="seams">Of the Hamiltonian that is going to be corrected.</param>
    /// <param name="weights">All weights, on the tape of the seams.</param>
    /// <param name="random">For representations that draw numbers while they are trained; null otherwise.</param>
    /// <exception cref="ArgumentException">The structure has an element that the model isn't for.</exception>
    public StructureCorrections Corrections(CorrectionSeams seams, WeightBinding weights, CounterRandom? random = null)
    {
        ArgumentNullException.ThrowIfNull(seams);
        ArgumentNullException.ThrowIfNull(weights);
        EnsureCovered(seams.AtomicNumbers);
        if (gate?.Unseen(seams.AtomicNumbers) is not null)
            return new StructureCorrections([], null);
        var terms = tables.Of(seams, weights).ToList();
        if (representation is null)
            return Faded(new StructureCorrections(terms, null), seams);
        var neighbours = Neighbours.Of(seams.Tape, seams.Positions, seams.AtomicNumbers, representation.Cutoff);
        if (neighbours.Count == 0)
            return Faded(new StructureCorrections(terms, neighbours), seams);
        var features = representation.Of(neighbours, weights, random);
        terms.AddRange(sites!.Of(seams, neighbours, features, weights));
        if (blocks is not null)
            terms.AddRange(blocks.Of(neighbours, features, weights));
        if (energies is not null)
            terms.Add(energies.Of(neighbours, features, weights));
        return Faded(new StructureCorrections(terms, neighbours), seams);
    }

    private StructureCorrections Faded(StructureCorrections corrections, CorrectionSeams seams) => gate is null
        ? corrections
        : DomainGate.Applied(corrections, gate.Of(seams.Positions, seams.AtomicNumbers));

    private Correction Corrected(ReadOnlyMemory<double> weights, double scale) =>
        seams => Corrections(seams, new WeightBinding(seams.Tape, Layout, weights, isDifferentiated: false)).Scaled(scale).ApplyTo(seams);

    private void EnsureCovered(ReadOnlySpan<int> atomicNumbers)
    {
        if (gate?.Unseen(atomicNumbers) is not null)
            return;
        foreach (var z in atomicNumbers)
        {
            if (!Settings.Elements.Contains(z))
                throw new ArgumentException($"The model was made for {string.Join(", ", Settings.Elements.Select(Element.Symbol))}, but the structure has {Element.Symbol(z)}.");
        }
    }
}
