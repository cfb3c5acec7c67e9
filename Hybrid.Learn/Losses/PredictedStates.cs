using Hybrid.Core.Autodiff;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Losses;

/// <summary>The lowest excited states of one spin on a tape, by ascending energy.</summary>
/// <param name="Energies">ω, Eh, shape [states].</param>
/// <param name="Strengths">Oscillator strengths, shape [states]; null for triplets and for models without them.</param>
/// <param name="Solution">The amplitudes and transition dipoles behind them; null where the model has none.</param>
public sealed record PredictedStates(Variable Energies, Lazy<Variable>? Strengths, ExcitationSolution? Solution)
{
    /// <summary>How many states there are.</summary>
    public int Count => Energies.Length;
}
