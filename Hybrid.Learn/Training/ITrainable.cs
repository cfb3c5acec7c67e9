using Hybrid.Core.Autodiff;
using Hybrid.Core.Sampling;
using Hybrid.Core.Structures;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Networks;

namespace Hybrid.Learn.Training;

/// <summary>A model with weights: physics with corrections, or learning alone. Immutable, shared between threads.</summary>
public interface ITrainable
{
    /// <summary>What the weights are.</summary>
    WeightLayout Layout { get; }

    /// <summary>
    /// What predictions depend on beside weights and structure, as a JSON object: settings, published parameters, tolerances. A training is only
    /// continued with the same.
    /// </summary>
    string Description { get; }

    /// <summary>Begins a prediction on a tape.</summary>
    /// <param name="tape">The tape; derivatives need one that records.</param>
    /// <param name="weights">The weights, bound to the same tape.</param>
    /// <param name="structure">The atoms.</param>
    /// <param name="random">Random numbers of this epoch and sample, for who learns symmetry from rotated copies; null for predictions.</param>
    /// <exception cref="PredictionException">The model can't be evaluated for the structure.</exception>
    /// <exception cref="ArgumentException">The structure doesn't fit the model.</exception>
    TapePrediction Record(Tape tape, WeightBinding weights, Structure structure, CounterRandom? random = null);
}
