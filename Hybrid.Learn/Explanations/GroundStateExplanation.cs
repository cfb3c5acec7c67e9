using System.Collections.Immutable;
using Hybrid.Core.Autodiff;
using Hybrid.Core.Structures;
using Hybrid.Learn.Losses;
using Hybrid.Physics.Ledger;
using Hybrid.Physics.Models;

namespace Hybrid.Learn.Explanations;

/// <summary>Takes the energy, the charges and the dipole moment of a ground state apart.</summary>
public static class GroundStateExplanation
{
    /// <summary>"energy", "charge" (the sum of the atoms'), "dipole x", "dipole y" and "dipole z".</summary>
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
        if (!state.Scf.Outcome.IsConverged)
            throw new PredictionException(FormattableString.Invariant($"The self-consistent field did not converge: {state.Scf.Outcome.Status} after {state.Scf.Outcome.Iterations} iterations, residual {state.Scf.Outcome.Residual:g2} e."));
        return
        [
            Explanation("energy", "Eh", state.Energy.Scalar, GroundStateLedger.Of(state)),
            Explanation("charge", "e", structure.Charge, GroundStateLedger.Charges(state)),
            .. Enumerable.Range(0, 3).Select(axis => Explanation($"dipole {"xyz"[axis]}", "e a0", state.Moments.Value[axis], GroundStateLedger.Dipole(state, axis))),
        ];
    }

    private static Explanation Explanation(string quantity, string unit, double value, ImmutableArray<Contribution> contributions) => new()
    {
        Quantity = quantity,
        Value = value,
        Physics = value,
        Unit = unit,
        Entries = [.. contributions.Select(entry => new ExplanationEntry(entry.Term, EntryKind.Physics, entry.Atoms, entry.Value))],
    };
}
