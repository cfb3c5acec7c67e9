using Hybrid.Core.Autodiff;
using Hybrid.Learn.Networks;
using Hybrid.Learn.Representations;

namespace Hybrid.Learn.Corrections;

/// <summary>
/// Numbers per directed pair of neighbours, linear in its features and multiplied by the envelope: zero untrained, zero with three derivatives
/// at the cutoff.
/// </summary>
/// <param name="Name">The prefix of its weights.</param>
/// <param name="Inputs">The width of the features.</param>
/// <param name="Channels">How many numbers a pair has.</param>
internal sealed record PairChannels(string Name, int Inputs, int Channels)
{
    public void Declare(WeightLayout layout)
    {
        layout.Declare($"{Name}.weight", Initialisation.Zero, WeightRole.Network, Channels, Inputs);
        layout.Declare($"{Name}.bias", Initialisation.Zero, WeightRole.Bias, Channels);
    }

    /// <summary>Shape [pairs, channels].</summary>
    public Variable Of(Neighbours neighbours, Features features, WeightBinding weights) =>
        features.Pairs.Linear(weights[$"{Name}.weight"], weights[$"{Name}.bias"]).ScaleRows(neighbours.Envelope);
}
