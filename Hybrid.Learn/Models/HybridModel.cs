using Hybrid.Core.Autodiff;
using Hybrid.Core.Elements;
using Hybrid.Core.Sampling;
using Hybrid.Core.Structures;
using Hybrid.Learn.Corrections;
using Hybrid.Learn.Data;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Networks;
using Hybrid.Learn.Representations;
using Hybrid.Learn.Training;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Models;
using Hybrid.Physics.Parameters;

namespace Hybrid.Learn.Models;

/// <summary>
/// Physics whose parameters are learned, with a network that corrects the Hamiltonian of excitations from the atoms' surroundings.
/// Immutable; the weights are the caller's.
/// </summary>
/// <remarks>
/// All corrections act before the eigenproblem, on parameters and blocks. With all weights of the corrections zero, as untrained, the
/// physics is back to the last bit.
/// </remarks>
public sealed class HybridModel : ITrainable
{
    private readonly ExcitationModel physics;
    private readonly TableDeviations tables;
    private readonly Representation? representation;
    private readonly SiteDeviations? sites;
    private readonly BlockCorrection? blocks;
    private readonly bool readsPublished;

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
        tables = new TableDeviations(Published, settings.Tables, settings.Elements);
        Layout = new WeightLayout();
        tables.Declare(Layout);
        if (representation is null)
            return;
        representation.Declare(Layout);
        sites = new SiteDeviations(Published, settings.SiteTables, settings.Elements, representation.PairWidth);
        sites.Declare(Layout);
        if (!settings.WithBlocks)
            return;
        blocks = new BlockCorrection(representation.PairWidth, settings.LargestBlock);
        blocks.Declare(Layout);
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
    public string Description => ModelComposition.Of(this).Text(Tolerance);

    /// <summary>The physical parameters that are learned for all atoms alike.</summary>
    public TableDeviations Tables => tables;

    /// <summary>How tightly the excitations are solved for.</summary>
    public double Tolerance { get; init; } = 1e-5;

    /// <summary>True when predictions on a tape are to be differentiated by the positions too, which no loss of excitations needs.</summary>
    public bool WithPositions { get; init; }

    /// <summary>Where predictions on a tape find what precedes the learned parameters; null to make it each time. It changes no bit.</summary>
    /// <remarks>The file is the caller's. It is left alone where a learned parameter, or a derivative by the positions, enters before.</remarks>
    public GeometryCache? Geometries { get; init; }

    /// <inheritdoc/>
    public TapePrediction Record(Tape tape, WeightBinding weights, Structure structure, CounterRandom? random = null)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(structure);
        EnsureCovered(structure.AtomicNumbers);
        var settings = PredictionOptions.Default with { LinearAlgebra = tape.LinearAlgebra };
        var prepared = IsPreparable ? Geometries?.Of(tape, structure) : null;
        return new HybridPrediction(
            physics.Record(tape, structure, settings, correct: seams => Correct(seams, weights, random), withPositions: WithPositions, prepared: prepared), Tolerance);
    }

    /// <summary>The model with given weights for predictions of every kind.</summary>
    /// <param name="name">What results call it.</param>
    /// <param name="digest">Identifies the weights.</param>
    /// <param name="weights">All weights, in the order of <see cref="Layout"/>.</param>
    public ExcitationModel Predictor(string name, string digest, ReadOnlyMemory<double> weights) => physics.Corrected(name, digest, seams =>
    {
        EnsureCovered(seams.AtomicNumbers);
        Correct(seams, new WeightBinding(seams.Tape, Layout, weights, isDifferentiated: false), null);
    });

    private bool IsPreparable => !WithPositions && readsPublished;

    private void Correct(CorrectionSeams seams, WeightBinding weights, CounterRandom? random)
    {
        tables.Apply(seams, weights);
        if (representation is null)
            return;
        var neighbours = Neighbours.Of(seams.Tape, seams.Positions, seams.AtomicNumbers, representation.Cutoff);
        if (neighbours.Count == 0)
            return;
        var features = representation.Of(neighbours, weights, random);
        sites!.Apply(seams, neighbours, features, weights);
        blocks?.Apply(seams, neighbours, features, weights);
    }

    private void EnsureCovered(ReadOnlySpan<int> atomicNumbers)
    {
        foreach (var z in atomicNumbers)
        {
            if (!Settings.Elements.Contains(z))
                throw new ArgumentException($"The model was made for {string.Join(", ", Settings.Elements.Select(Element.Symbol))}, but the structure has {Element.Symbol(z)}.");
        }
    }
}
