namespace Hybrid.Physics.Response.Excitations;

/// <summary>How excited states are solved for. Immutable.</summary>
public sealed record ExcitationSettings
{
    /// <summary>Ten states in the Tamm–Dancoff approximation.</summary>
    public static ExcitationSettings Default { get; } = new();

    /// <summary>How many of the lowest states are wanted; more come where the last ones belong to a multiplet.</summary>
    public int States { get; init; } = 10;

    /// <summary>True for the full (Casida) problem with de-excitations, false for the Tamm–Dancoff approximation.</summary>
    public bool IsFullResponse { get; init; }

    /// <summary>The norm of the residual A X − ω X below which a state has converged, Eh.</summary>
    public double Tolerance { get; init; } = 1e-7;

    /// <summary>The relative residual of the linear equations behind derivatives of transition dipoles; those of energies need none.</summary>
    public double AdjointTolerance { get; init; } = 1e-10;

    /// <summary>How often the operator may be applied to a block of vectors.</summary>
    public int MaxIterations { get; init; } = 200;

    /// <summary>Problems of up to this many configurations are diagonalised as matrices.</summary>
    public int LargestDenseProblem { get; init; } = 100;

    /// <summary>States that are closer than this (Eh) belong to one multiplet.</summary>
    public double DegeneracyThreshold { get; init; } = 1e-6;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public ExcitationSettings Validated()
    {
        if (States < 1)
            throw new ArgumentException($"At least one excited state was expected, but {States} were asked for.");
        if (!(Tolerance > 0.0) || !double.IsFinite(Tolerance))
            throw new ArgumentException(FormattableString.Invariant($"A positive tolerance was expected, but {Tolerance} came."));
        if (!(AdjointTolerance > 0.0) || !double.IsFinite(AdjointTolerance))
            throw new ArgumentException(FormattableString.Invariant($"A positive tolerance of derivatives was expected, but {AdjointTolerance} came."));
        if (MaxIterations < 1)
            throw new ArgumentException($"At least one iteration was expected, but {MaxIterations} came.");
        return this;
    }
}
