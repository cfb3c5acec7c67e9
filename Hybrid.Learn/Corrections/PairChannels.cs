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

    /// <summary>Energies b tanh(s x/b), Eh, with s what one unit of the network means: none is larger than b. Shape [pairs, channels].</summary>
    /// <param name="neighbours">The pairs.</param>
    /// <param name="features">Of them.</param>
    /// <param name="weights">On the same tape.</param>
    /// <param name="bound">b, Eh.</param>
    public Variable Energies(Neighbours neighbours, Features features, WeightBinding weights, double bound) =>
        Of(neighbours, features, weights).Scale(UnitInHartree / bound).Tanh().Scale(bound);

    /// <summary>Shape [pairs, channels].</summary>
    public Variable Of(Neighbours neighbours, Features features, WeightBinding weights) =>
        features.Pairs.Linear(weights[$"{Name}.weight"], weights[$"{Name}.bias"]).ScaleRows(neighbours.Envelope);

    /// <summary>Eh: numbers of order one in the network are of the order of a chemical effect.</summary>
    private const double UnitInHartree = 0.02;
}
