using System.Collections.Immutable;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Physics.Models;

/// <summary>Which excited states are wanted, and how they are computed. Immutable.</summary>
public sealed record ExcitationOptions
{
    /// <summary>The ten lowest singlets with the simplified kernel in the Tamm–Dancoff approximation, over all configurations.</summary>
    public static ExcitationOptions Default { get; } = new();

    /// <summary>How many states of each spin; a degenerate set is never cut.</summary>
    public int States { get; init; } = 10;

    /// <summary>The spins of the states.</summary>
    public ImmutableArray<Multiplicity> Multiplicities { get; init; } = [Multiplicity.Singlet];

    /// <summary>All states up to this energy, Eh, instead of a number of them; null for the number.</summary>
    public double? Window { get; init; }

    /// <summary>How excitations interact.</summary>
    public KernelKind Kernel { get; init; } = KernelKind.Simplified;

    /// <summary>True for the full (Casida) problem with de-excitations.</summary>
    public bool IsFullResponse { get; init; }

    /// <summary>
    /// The largest error of an excitation energy, Eh, that a selection of configurations may leave; null for all configurations.
    /// Selected states have no gradients.
    /// </summary>
    public double? SelectionError { get; init; }

    /// <summary>Also velocity forms and rotatory strengths.</summary>
    public bool WithVelocity { get; init; } = true;

    /// <summary>Also hole and particle, character and natural transition orbitals of each state.</summary>
    public bool WithAnalysis { get; init; } = true;

    /// <summary>The norm of the residual below which a state has converged, Eh.</summary>
    public double Tolerance { get; init; } = 1e-6;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">A value is out of its range, or two don't go together.</exception>
    public ExcitationOptions Validated()
    {
        if (States < 1)
            throw new ArgumentException($"At least one excited state was expected, but {States} were asked for.");
        if (Multiplicities.IsDefaultOrEmpty || Multiplicities.Distinct().Count() != Multiplicities.Length || !Multiplicities.All(Enum.IsDefined))
            throw new ArgumentException("Singlets, triplets or both were expected, each once.");
        if (Window is { } window && !(window > 0.0 && double.IsFinite(window)))
            throw new ArgumentException(FormattableString.Invariant($"A window of a positive energy was expected, but {window} Eh came."));
        if (SelectionError is { } error && !(error > 0.0 && double.IsFinite(error)))
            throw new ArgumentException(FormattableString.Invariant($"A positive error was expected, but {error} Eh came."));
        if (!(Tolerance > 0.0 && double.IsFinite(Tolerance)))
            throw new ArgumentException(FormattableString.Invariant($"A positive tolerance was expected, but {Tolerance} Eh came."));
        if (IsFullResponse && (Kernel == KernelKind.Published || SelectionError is not null))
            throw new ArgumentException("The full problem is solved over all configurations with the kernels simplified and own; the published mode and the selection are for the Tamm–Dancoff approximation.");
        if (Kernel == KernelKind.Own && SelectionError is not null)
            throw new ArgumentException("Configurations are selected for the simplified kernel; with the own kernel all are used.");
        return this;
    }
}
