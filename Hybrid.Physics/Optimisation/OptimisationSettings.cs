namespace Hybrid.Physics.Optimisation;

/// <summary>When an optimisation ends and how long its steps may be. Immutable.</summary>
/// <remarks>The levels have the thresholds of those of the same name in xtb (vtight for the last).</remarks>
public sealed record OptimisationSettings
{
    /// <summary>5e-4 Eh, 1e-2 Eh/a0.</summary>
    public static OptimisationSettings Crude { get; } = new() { EnergyThreshold = 5e-4, GradientThreshold = 1e-2 };

    /// <summary>5e-6 Eh, 1e-3 Eh/a0.</summary>
    public static OptimisationSettings Normal { get; } = new();

    /// <summary>1e-6 Eh, 8e-4 Eh/a0.</summary>
    public static OptimisationSettings Tight { get; } = new() { EnergyThreshold = 1e-6, GradientThreshold = 8e-4 };

    /// <summary>1e-7 Eh, 2e-4 Eh/a0; for vibrations.</summary>
    public static OptimisationSettings VeryTight { get; } = new() { EnergyThreshold = 1e-7, GradientThreshold = 2e-4 };

    /// <summary>The largest change of the energy in the last step, Eh.</summary>
    public double EnergyThreshold { get; init; } = 5e-6;

    /// <summary>The largest norm of the gradient, Eh/a0.</summary>
    public double GradientThreshold { get; init; } = 1e-3;

    /// <summary>How often the surface may be computed; null for three times the atoms, at least 200.</summary>
    public int? MaxSteps { get; init; }

    /// <summary>The longest first step, a0, as the norm over all coordinates.</summary>
    public double FirstTrustRadius { get; init; } = 0.5;

    /// <summary>The longest of all steps, a0.</summary>
    public double LargestTrustRadius { get; init; } = 1.0;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public OptimisationSettings Validated()
    {
        if (!(EnergyThreshold > 0.0 && GradientThreshold > 0.0))
            throw new ArgumentException(FormattableString.Invariant($"Positive thresholds were expected, but {EnergyThreshold} and {GradientThreshold} were given."));
        if (MaxSteps < 1)
            throw new ArgumentException($"At least one step was expected, but {MaxSteps} were given.");
        if (!(FirstTrustRadius > 0.0 && LargestTrustRadius >= FirstTrustRadius && double.IsFinite(LargestTrustRadius)))
            throw new ArgumentException(FormattableString.Invariant($"Positive trust radii were expected, the largest not below the first, but {FirstTrustRadius} and {LargestTrustRadius} were given."));
        return this;
    }
}
