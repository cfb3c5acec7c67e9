using System.Collections.Immutable;
using Hybrid.Cli.Excitations;
using Hybrid.Core.Structures;
using Hybrid.Learn.Explanations;
using Hybrid.Learn.Models;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Cli.Explaining;

/// <summary>The excitations of one structure, taken apart.</summary>
internal sealed class ExplainedExcitations
{
    private readonly Structure structure;
    private readonly CancellationToken cancellation;
    private readonly List<Explanation> energies = [], changes = [];
    private readonly List<ExplainedState> states = [];
    private readonly List<string> notes = [];

    /// <exception cref="ArgumentException">The structure doesn't fit the model, or a state that was asked for doesn't exist.</exception>
    /// <exception cref="Learn.Losses.PredictionException">There are no states: the message says why.</exception>
    public ExplainedExcitations(ExcitationSource source, Structure structure, ExplainRequest request, CancellationToken cancellation)
    {
        (Source, this.structure, this.cancellation) = (source, structure, cancellation);
        foreach (var multiplicity in request.Multiplicities)
            Add(multiplicity, request);
        Moments = [.. OfFilledOrbitals(), .. changes];
        Applicability = Applicability.Of(source, structure);
    }

    public ExcitationSource Source { get; }

    public ImmutableArray<Explanation> Energies => [.. energies];

    /// <summary>Charges and dipole of the filled orbitals, then their changes by each excitation.</summary>
    public ImmutableArray<Explanation> Moments { get; }

    /// <summary>One for each of <see cref="Energies"/>; none where they aren't known.</summary>
    public ImmutableArray<ExplainedState> States => states.Count == energies.Count ? [.. states] : [];

    public IReadOnlyList<string> Notes => notes;

    /// <summary>Null where the training data are not known.</summary>
    public Applicability? Applicability { get; }

    private void Add(Multiplicity multiplicity, ExplainRequest request)
    {
        var asked = request.States ?? request.State ?? 1;
        var predicted = ExplainedState.Predicted(Source, structure, multiplicity, asked, cancellation);
        var found = Math.Min(asked, predicted.States.Length);
        if (request.States is not null && found < asked)
            notes.Add($"{asked} {Plural(multiplicity)} were asked for, but the molecule has {found} in this basis: all of them are explained.");
        int[] numbers = request.States is null ? [asked - 1] : [.. Enumerable.Range(0, found)];
        foreach (var number in numbers)
        {
            var explained = WithMoments(multiplicity, number);
            energies.Add(explained[0]);
            changes.AddRange(explained[1..]);
        }

        var (more, missing) = ExplainRun.Tried(() => ExplainedState.Of(Source, structure, multiplicity, predicted, numbers).ToImmutableArray());
        states.AddRange(more);
        if (missing is not null)
            notes.Add($"Error bars and the atoms that the electron leaves and goes to are missing: {missing}");
    }

    private ImmutableArray<Explanation> WithMoments(Multiplicity multiplicity, int state) => Source.Learned is { Model: HybridModel hybrid } learned
        ? ExcitationExplanation.WithMoments(hybrid, learned.Weights, structure, multiplicity, state, cancellation)
        : ExcitationExplanation.WithMoments(Source.Model, structure, multiplicity, state, cancellation: cancellation);

    private ImmutableArray<Explanation> OfFilledOrbitals() => Source.Learned is { Model: HybridModel hybrid } learned
        ? FilledOrbitalsExplanation.Of(hybrid, learned.Weights, structure, cancellation)
        : FilledOrbitalsExplanation.Of(Source.Model, structure, cancellation);

    private static string Plural(Multiplicity multiplicity) => multiplicity == Multiplicity.Singlet ? "singlets" : "triplets";
}
