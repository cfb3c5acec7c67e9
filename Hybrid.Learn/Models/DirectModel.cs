using Hybrid.Core.Autodiff;
using Hybrid.Core.Elements;
using Hybrid.Core.Sampling;
using Hybrid.Core.Structures;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Networks;
using Hybrid.Learn.Representations;
using Hybrid.Learn.Training;

namespace Hybrid.Learn.Models;

/// <summary>
/// Learning alone: a representation and a read-out for the targets, no physics. The baseline that a hybrid model has to beat with the
/// same data.
/// </summary>
/// <remarks>
/// Excitation energies and strengths are made of weighted means over atoms, so that a second molecule far away changes nothing when it is
/// the same and no sum grows with the size. Total energies are sums over atoms. Untrained, every molecule has the mean energies of the
/// settings.
/// </remarks>
public sealed class DirectModel : ITrainable
{
    private readonly StateReadout? singlets;
    private readonly StateReadout? triplets;
    private readonly Perceptron? atomicEnergies;

    /// <summary>Creates a model.</summary>
    /// <param name="representation">Describes the atoms.</param>
    /// <param name="settings">What is predicted.</param>
    /// <exception cref="ArgumentException">The settings make no model.</exception>
    public DirectModel(Representation representation, DirectSettings settings)
    {
        ArgumentNullException.ThrowIfNull(representation);
        ArgumentNullException.ThrowIfNull(settings);
        settings.Validate();
        (Representation, Settings) = (representation, settings);
        representation.Declare(Layout);
        var inputs = representation.AtomWidth;
        if (!settings.SingletEnergies.IsEmpty)
            singlets = new StateReadout("singlets", settings, settings.SingletEnergies, settings.Strengths, inputs);
        if (!settings.TripletEnergies.IsEmpty)
            triplets = new StateReadout("triplets", settings, settings.TripletEnergies, [], inputs);
        if (!settings.ElementEnergies.IsEmpty)
            atomicEnergies = new Perceptron("energy", inputs, settings.Width, 1);
        singlets?.Declare(Layout);
        triplets?.Declare(Layout);
        atomicEnergies?.Declare(Layout, Initialisation.Zero);
    }

    /// <summary>Describes the atoms.</summary>
    public Representation Representation { get; }

    /// <summary>What is predicted.</summary>
    public DirectSettings Settings { get; }

    /// <inheritdoc/>
    public WeightLayout Layout { get; } = new();

    /// <inheritdoc/>
    public string Description => ModelComposition.Of(this).Text();

    /// <inheritdoc/>
    /// <remarks>Positions are a leaf when the model predicts total energies, so that nobody else pays for forces.</remarks>
    public TapePrediction Record(Tape tape, WeightBinding weights, Structure structure, CounterRandom? random = null)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(structure);
        if (structure.Cell is not null)
            throw new ArgumentException("A molecule was expected, but the structure has a cell.", nameof(structure));
        var positions = atomicEnergies is null
            ? tape.Constant(structure.Positions, structure.AtomCount, 3)
            : tape.Leaf(structure.Positions, structure.AtomCount, 3);
        var neighbours = Neighbours.Of(tape, positions, structure.AtomicNumbers, Representation.Cutoff);
        var features = Representation.Of(neighbours, weights, random);
        var elements = atomicEnergies is null ? 0.0 : EnergyOfElements(structure);
        return new DirectPrediction(
            tape, positions, features, weights, singlets, triplets,
            atomicEnergies is null ? null : () => atomicEnergies.Of(features.Atoms, weights).Sum().Reshape(1).Shift(elements));
    }

    private double EnergyOfElements(Structure structure)
    {
        var sum = 0.0;
        foreach (var z in structure.AtomicNumbers)
        {
            sum += Settings.ElementEnergies.TryGetValue(z, out var energy)
                ? energy
                : throw new ArgumentException($"An element with an energy was expected, but {Element.Symbol(z)} has none.", nameof(structure));
        }

        return sum;
    }
}
