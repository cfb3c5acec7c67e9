using System.Collections.Immutable;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Models;
using Hybrid.Physics.Ledger;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Explanations;

/// <summary>Takes predicted excitation energies apart into physics and learned corrections.</summary>
/// <remarks>
/// The state that was asked for is followed by the overlap of its transition density from the prediction (λ = 1) down to its partner without
/// corrections (λ = 0). Physics: the terms of the partner's energy (<see cref="ExcitationLedger"/>). Learned:
/// ω(1) − ω(0) = ∫₀¹ Σ_k (∂ω/∂δ_k) δ_k dλ, one entry per learned term and atom or pair.
/// </remarks>
public static class ExcitationExplanation
{
    /// <summary>A state that overlaps less with itself at the neighbouring point of the path may be another one.</summary>
    public const double DoubtfulOverlap = 0.7;

    /// <summary>An excitation of a trained model, singlets and triplets in the Tamm–Dancoff approximation with the simplified kernel.</summary>
    /// <param name="model">The model.</param>
    /// <param name="weights">All its weights.</param>
    /// <param name="structure">A closed-shell molecule with elements that the model is for.</param>
    /// <param name="multiplicity">The spin.</param>
    /// <param name="state">The index among the states of the spin, from zero.</param>
    /// <param name="cancellation">Stops between two points of the path.</param>
    /// <exception cref="ArgumentException">The structure doesn't fit the model, or there are fewer states.</exception>
    /// <exception cref="PredictionException">The states can't be solved for: the message says why.</exception>
    public static Explanation Of(
        HybridModel model, ReadOnlyMemory<double> weights, Structure structure, Multiplicity multiplicity, int state, CancellationToken cancellation = default) =>
        WithMoments(model, weights, structure, multiplicity, state, cancellation)[0];

    /// <summary>
    /// The same, then "charge change of excitation 1" and "dipole x change of excitation 1", y and z: what the excitation changes at each atom
    /// (<see cref="LoewdinMoments.OfExcitation"/>), learned the difference with all corrections on and off.
    /// </summary>
    /// <inheritdoc cref="Of(HybridModel, ReadOnlyMemory{double}, Structure, Multiplicity, int, CancellationToken)"/>
    public static ImmutableArray<Explanation> WithMoments(
        HybridModel model, ReadOnlyMemory<double> weights, Structure structure, Multiplicity multiplicity, int state, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(structure);
        ArgumentOutOfRangeException.ThrowIfNegative(state);
        var path = new CorrectionPath(model, weights, structure, multiplicity, cancellation);
        var start = path.Asked(state);
        if (!path.HasCorrections)
            return OfPhysics(multiplicity, state, start.Energy, start.Physics!, start.Members.Count, start.Moments!);
        var integral = new PathIntegral(path, structure.AtomCount).Over(1.0, start, 0.0);
        var learned = Entries(integral.Learned.ToContributions(), EntryKind.Learned);
        var end = integral.End;
        var energy = new Explanation
        {
            Quantity = PredictedQuantity.Excitation(multiplicity, state + 1),
            Value = start.Energy,
            Physics = end.Energy,
            Unit = "Eh",
            Entries = [.. Entries(end.Physics!, EntryKind.Physics), .. learned],
            QuadratureError = start.Energy - end.Energy - learned.Sum(entry => entry.Value),
            Degeneracy = start.Members.Count,
            PathPoints = path.Points,
            SmallestOverlap = integral.SmallestOverlap,
            Notes = [.. DegeneracyNote(start.Members.Count), .. FollowingNote(integral.SmallestOverlap)],
        };
        return [energy, .. Changes(energy, start.Moments!, end.Moments)];
    }

    /// <summary>An excitation of published or learned physics without corrections.</summary>
    /// <param name="physics">The model.</param>
    /// <param name="structure">A closed-shell molecule with elements that the model covers.</param>
    /// <param name="multiplicity">The spin.</param>
    /// <param name="state">The index among the states of the spin, from zero.</param>
    /// <param name="kernel">The simplified kernel or the Hamiltonian's own.</param>
    /// <param name="cancellation">Stops between two iterations.</param>
    /// <inheritdoc cref="Of(HybridModel, ReadOnlyMemory{double}, Structure, Multiplicity, int, CancellationToken)" path="/exception"/>
    public static Explanation Of(
        ExcitationModel physics, Structure structure, Multiplicity multiplicity, int state, KernelKind kernel = KernelKind.Simplified, CancellationToken cancellation = default) =>
        WithMoments(physics, structure, multiplicity, state, kernel, cancellation)[0];

    /// <summary>The same, then the changes of charge and dipole moment.</summary>
    /// <inheritdoc cref="Of(ExcitationModel, Structure, Multiplicity, int, KernelKind, CancellationToken)"/>
    public static ImmutableArray<Explanation> WithMoments(
        ExcitationModel physics, Structure structure, Multiplicity multiplicity, int state, KernelKind kernel = KernelKind.Simplified, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(physics);
        ArgumentOutOfRangeException.ThrowIfNegative(state);
        var tape = new Tape(new Arena(), isRecording: false, DenseLinearAlgebra.Default);
        var problem = physics.Record(tape, structure, withPositions: false, cancellation: cancellation);
        var reference = problem.Reference ?? throw new PredictionException(problem.Failure!);
        var coupling = problem.Kernel(kernel, multiplicity);
        var solution = LinearResponse.Solve(reference, coupling, new ExcitationSettings { States = state + 1, Tolerance = Tolerance }, cancellation);
        cancellation.ThrowIfCancellationRequested();
        if (!solution.Outcome.IsConverged)
            throw new PredictionException(FormattableString.Invariant($"The {multiplicity.ToString().ToLowerInvariant()} states did not converge: {solution.Outcome.Status}, residual {solution.Outcome.Residual:g2} Eh."));
        if (state >= solution.States.Count)
            throw new ArgumentException($"State {state + 1} was asked for, but there are {solution.States.Count} {multiplicity.ToString().ToLowerInvariant()}s.", nameof(state));
        var states = Array.ConvertAll(DegenerateSet.Of(solution.States, state), k => solution.States[k]);
        return OfPhysics(
            multiplicity, state, states.Average(one => one.Energy), ExcitationLedger.Of(reference, coupling, states), states.Length, LoewdinMoments.OfExcitation(reference, states));
    }

    private static ImmutableArray<Explanation> OfPhysics(
        Multiplicity multiplicity, int state, double energy, IEnumerable<Contribution> terms, int degeneracy, AtomicMoments moments)
    {
        var explanation = new Explanation
        {
            Quantity = PredictedQuantity.Excitation(multiplicity, state + 1),
            Value = energy,
            Physics = energy,
            Unit = "Eh",
            Entries = Entries(terms, EntryKind.Physics),
            Degeneracy = degeneracy,
            Notes = [.. DegeneracyNote(degeneracy)],
        };
        return [explanation, .. Changes(explanation, moments, null)];
    }

    /// <summary>Of the same state, whose doubts are theirs.</summary>
    private static IEnumerable<Explanation> Changes(Explanation energy, AtomicMoments predicted, AtomicMoments? physics) => MomentExplanations
        .Of(PredictedQuantity.ChargeChange(energy.Quantity), total: 0.0, predicted, physics)
        .Select(change => change with { Degeneracy = energy.Degeneracy, SmallestOverlap = energy.SmallestOverlap, Notes = energy.Notes });

    private static ImmutableArray<ExplanationEntry> Entries(IEnumerable<Contribution> contributions, EntryKind kind) =>
        [.. contributions.Select(entry => new ExplanationEntry(entry.Term, kind, entry.Atoms, entry.Value))];

    private static IEnumerable<string> DegeneracyNote(int count)
    {
        if (count > 1)
            yield return $"The state is one of {count} of the same energy; the entries are their mean, since those of a single one mean nothing.";
    }

    private static IEnumerable<string> FollowingNote(double overlap)
    {
        if (overlap < DoubtfulOverlap)
            yield return FormattableString.Invariant($"The state changes its nature where the corrections are switched on (overlap {overlap:0.00} between two neighbouring points): what is called physics may belong to another state.");
    }

    /// <summary>Eh.</summary>
    private const double Tolerance = 1e-8;
}
