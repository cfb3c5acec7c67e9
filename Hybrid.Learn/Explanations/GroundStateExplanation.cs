using System.Collections.Immutable;
using Hybrid.Core.Autodiff;
using Hybrid.Core.Structures;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Models;
using Hybrid.Physics.Ledger;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Models;

namespace Hybrid.Learn.Explanations;

/// <summary>Takes the energy, the charges and the dipole moment of a ground state apart.</summary>
/// <remarks>
/// Quantities: "energy", "charge" (the sum of the atoms'), "dipole x", "dipole y" and "dipole z". What was learned of an energy is
/// E(1) − E(0) = ∫₀¹ Σ_k (∂E/∂δ_k) δ_k dλ with all corrections times λ, one entry per learned term and atom or pair; the derivative of a
/// self-consistent energy needs no response of the density. What was learned of charges and dipole is their difference at each atom.
/// </remarks>
public static class GroundStateExplanation
{
    /// <summary>Of physics as published, or with parameters of its own.</summary>
    /// <param name="model">A model with a ground state, such as gfn2-xtb.</param>
    /// <param name="structure">A molecule with elements that the model covers.</param>
    /// <param name="options">Tolerances and temperature; null for the defaults.</param>
    /// <param name="cancellation">Stops between two iterations.</param>
    /// <exception cref="ArgumentException">The structure doesn't fit the model, or the model has no energy.</exception>
    /// <exception cref="PredictionException">The field does not converge.</exception>
    public static ImmutableArray<Explanation> Of(Model model, Structure structure, PredictionOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(structure);
        var state = model.Record(new Tape(new Arena(), isRecording: false, options?.LinearAlgebra), structure, options, cancellation: cancellation);
        EnsureConverged(state);
        return
        [
            Energy(state.Energy.Scalar, state.Energy.Scalar, GroundStateLedger.Of(state), []),
            .. MomentExplanations.Of(PredictedQuantity.Charge, structure.Charge, GroundStateLedger.Moments(state), null),
        ];
    }

    /// <summary>Of a trained model.</summary>
    /// <param name="model">A model with a ground state.</param>
    /// <param name="weights">All its weights.</param>
    /// <param name="structure">A molecule with elements that the model is for.</param>
    /// <param name="options">Temperature and tolerances, no looser than the path needs; null for the defaults.</param>
    /// <param name="cancellation">Stops between two points of the path.</param>
    /// <inheritdoc cref="Of(Model, Structure, PredictionOptions, CancellationToken)" path="/exception"/>
    public static ImmutableArray<Explanation> Of(
        HybridModel model, ReadOnlyMemory<double> weights, Structure structure, PredictionOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(structure);
        var path = new GroundCorrectionPath(model, weights, structure, GroundCorrectionPath.Tight(options), cancellation);
        var start = path.Start();
        if (!path.HasCorrections)
            return [Energy(start.Energy, start.Energy, start.Physics!, []), .. MomentExplanations.Of(PredictedQuantity.Charge, structure.Charge, start.Moments!, null)];
        var integral = new PathIntegral(path, structure.AtomCount).Over(1.0, start, 0.0);
        var energy = Energy(start.Energy, integral.End.Energy, integral.End.Physics!, integral.Learned.ToContributions());
        return [energy with { PathPoints = path.Points }, .. MomentExplanations.Of(PredictedQuantity.Charge, structure.Charge, start.Moments!, integral.End.Moments)];
    }

    internal static void EnsureConverged(GroundState state)
    {
        if (!state.Scf.Outcome.IsConverged)
            throw new PredictionException(FormattableString.Invariant($"The self-consistent field did not converge: {state.Scf.Outcome.Status} after {state.Scf.Outcome.Iterations} iterations, residual {state.Scf.Outcome.Residual:g2} e."));
    }

    private static Explanation Energy(double value, double physics, IReadOnlyList<Contribution> terms, IReadOnlyList<Contribution> learned) => new()
    {
        Quantity = PredictedQuantity.Energy,
        Value = value,
        Physics = physics,
        Unit = "Eh",
        Entries = [.. Entries(terms, EntryKind.Physics), .. Entries(learned, EntryKind.Learned)],
        QuadratureError = value - physics - learned.Sum(entry => entry.Value),
    };

    private static IEnumerable<ExplanationEntry> Entries(IReadOnlyList<Contribution> contributions, EntryKind kind) =>
        contributions.Select(entry => new ExplanationEntry(entry.Term, kind, entry.Atoms, entry.Value));
}
