using System.Collections.Immutable;
using Hybrid.Cli.Excitations;
using Hybrid.Cli.Reading;
using Hybrid.Learn.Explanations;
using Hybrid.Learn.Reports;

namespace Hybrid.Cli.Explaining;

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
    /// <summary>Charges and dipoles of the Hamiltonian of the excitations, and how each excitation changes them.</summary>
    public ImmutableArray<Explanation> Moments { get; init; } = [];

    /// <summary>What goes with each excitation; empty where it isn't known.</summary>
    public ImmutableArray<ExplainedState> States { get; init; } = [];

    /// <summary>How like the training data its atoms are; null where that isn't known.</summary>
    public Applicability? Applicability { get; init; }

    public IEnumerable<Explanation> All => GroundState.Concat(Excitations).Concat(Moments);

    /// <summary>The same for a page, and with words on whether to believe it; null where nothing was explained.</summary>
    public ExplainedMolecule? Molecule { get; init; }

    /// <summary>What else is known of one of <see cref="All"/>.</summary>
    public ExplainedQuantity Quantity(Explanation explanation) => Molecule!.Quantities.First(quantity => ReferenceEquals(quantity.Explanation, explanation));
}
