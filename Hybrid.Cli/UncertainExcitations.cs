using Hybrid.Core.Structures;
using Hybrid.Learn.Uncertainty;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Cli;

/// <summary>The uncertainties of listed states.</summary>
/// <param name="States">In the order of the listed states; null for one that wasn't found among the differentiated ones.</param>
/// <param name="Gradients">The differentiated states behind them.</param>
internal sealed record UncertainExcitations(IReadOnlyList<StateUncertainty?> States, IReadOnlyList<StateGradient?> Gradients)
{
    /// <summary>Null where the states are those of physics as published, which has no uncertainty.</summary>
    /// <exception cref="Learn.Losses.PredictionException">There are no derivatives: the message says why.</exception>
    public static UncertainExcitations? Of(ExcitationSource source, Structure structure, MolecularExcitations excitations)
    {
        if (source.Uncertainty is not { } uncertainty || excitations.States.IsEmpty)
            return null;
        var found = excitations.States.GroupBy(state => state.Multiplicity)
            .ToDictionary(group => group.Key, group => uncertainty.Gradients.Of(structure, group.Key, group.Count()));
        var ranks = new Dictionary<Multiplicity, int>();
        StateGradient?[] gradients = [.. excitations.States.Select(state =>
        {
            var rank = ranks[state.Multiplicity] = ranks.GetValueOrDefault(state.Multiplicity) + 1;
            return rank <= found[state.Multiplicity].Count ? found[state.Multiplicity][rank - 1] : null;
        })];
        return new UncertainExcitations([.. gradients.Select(gradient => gradient is null ? null : uncertainty.Of(gradient))], gradients);
    }
}
