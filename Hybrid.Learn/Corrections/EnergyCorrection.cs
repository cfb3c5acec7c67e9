using Hybrid.Learn.Networks;
using Hybrid.Learn.Representations;

namespace Hybrid.Learn.Corrections;

/// <summary>An energy that the network adds for every directed pair of neighbours, counted at its centre: bounded, smooth to zero at the cutoff. Third seam.</summary>
internal sealed class EnergyCorrection
{
    private readonly PairChannels energies;
    private readonly double bound;

    /// <param name="inputs">The width of the pairs' features.</param>
    /// <param name="bound">The largest energy of a directed pair, Eh.</param>
    public EnergyCorrection(int inputs, double bound)
    {
        if (!(bound > 0.0) || !double.IsFinite(bound))
            throw new ArgumentException(FormattableString.Invariant($"A positive largest energy of a pair was expected, but {bound} Eh came."), nameof(bound));
        energies = new PairChannels("energies", inputs, 1);
        this.bound = bound;
    }

    public void Declare(WeightLayout layout) => energies.Declare(layout);

    /// <summary>One row per directed pair of neighbours.</summary>
    public LearnedTerm Of(Neighbours neighbours, Features features, WeightBinding weights) =>
        new(LearnedTermKind.Energy, null, energies.Energies(neighbours, features, weights, bound), 2, neighbours.Atoms());
}
