using System.Collections.Immutable;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Models;
using Hybrid.Physics.Ledger;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Models;

namespace Hybrid.Learn.Explanations;

/// <summary>
/// Takes the charges and the dipole moment of the orbitals that a Hamiltonian of excitations fills apart, by atom: "charge of the excitation
/// Hamiltonian", "dipole x of the excitation Hamiltonian", … A Hamiltonian with a ground state of its own has none besides (<see cref="GroundStateExplanation"/>).
/// </summary>
/// <remarks>What these charges are and what not: <see cref="LoewdinMoments"/>. Learned is the difference at each atom with all corrections on and off.</remarks>
public static class FilledOrbitalsExplanation
{
    /// <summary>Those of a trained model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="weights">All its weights.</param>
    /// <param name="structure">A closed-shell molecule with elements that the model is for.</param>
    /// <param name="cancellation">Stops between two Hamiltonians.</param>
    /// <exception cref="ArgumentException">The structure doesn't fit the model.</exception>
    /// <exception cref="PredictionException">There are no orbitals: the message says why.</exception>
    public static ImmutableArray<Explanation> Of(HybridModel model, ReadOnlyMemory<double> weights, Structure structure, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(structure);
        if (model.HasEnergy)
            return [];
        var physics = ExcitationModel.Of(model.Published);
        var on = new SwitchedCorrections(model, weights, 1.0);
        var predicted = Moments(physics, structure, on.ApplyTo, cancellation);
        var published = on.IsAny ? Moments(physics, structure, new SwitchedCorrections(model, weights, 0.0).ApplyTo, cancellation) : null;
        return [.. MomentExplanations.Of(PredictedQuantity.FilledOrbitalsCharge, structure.Charge, predicted, published)];
    }

    /// <summary>Those of physics without corrections.</summary>
    /// <param name="physics">The model.</param>
    /// <param name="structure">A closed-shell molecule with elements that the model covers.</param>
    /// <param name="cancellation">Stops before the Hamiltonian is made.</param>
    /// <inheritdoc cref="Of(HybridModel, ReadOnlyMemory{double}, Structure, CancellationToken)" path="/exception"/>
    public static ImmutableArray<Explanation> Of(ExcitationModel physics, Structure structure, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(physics);
        ArgumentNullException.ThrowIfNull(structure);
        return physics.Parameters.Method == ExcitationModel.DefaultName
            ? [.. MomentExplanations.Of(PredictedQuantity.FilledOrbitalsCharge, structure.Charge, Moments(physics, structure, null, cancellation), null)]
            : [];
    }

    private static AtomicMoments Moments(ExcitationModel physics, Structure structure, Correction? correct, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var problem = physics.Record(new Tape(new Arena(), isRecording: false, DenseLinearAlgebra.Default), structure, correct: correct, withPositions: false, cancellation: cancellation);
        return LoewdinMoments.OfFilledOrbitals(problem.Reference ?? throw new PredictionException(problem.Failure!), problem.Parameters);
    }
}
