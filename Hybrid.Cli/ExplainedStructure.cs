using System.Collections.Immutable;
using Hybrid.Learn.Explanations;

namespace Hybrid.Cli;

/// <summary>What explain found out about one frame.</summary>
/// <param name="Frame">The frame.</param>
/// <param name="GroundState">Energy, charge and dipole; empty where they failed.</param>
/// <param name="Excitations">The excitations; empty where they failed.</param>
/// <param name="Source">What the excitations come from; null where nothing was read.</param>
/// <param name="Notes">What a careful reader should know.</param>
/// <param name="Error">Why something that was asked for is missing; null when nothing is.</param>
/// <param name="Time">What it took.</param>
internal sealed record ExplainedStructure(
    InputFrame Frame, ImmutableArray<Explanation> GroundState, ImmutableArray<Explanation> Excitations, ExcitationSource? Source, ImmutableArray<string> Notes, string? Error, TimeSpan Time)
{
    /// <summary>What a page shows of each excitation; empty where no page was asked for.</summary>
    public ImmutableArray<ExplainedState> States { get; init; } = [];

    /// <summary>How far each atom is from the training data; null where that isn't known or no page was asked for.</summary>
    public IReadOnlyList<double>? DomainDistances { get; init; }

    public IEnumerable<Explanation> All => GroundState.Concat(Excitations);
}
