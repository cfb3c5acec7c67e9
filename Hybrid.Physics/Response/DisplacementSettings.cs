namespace Hybrid.Physics.Response;

/// <summary>How gradients are differenced. Immutable.</summary>
/// <remarks>
/// The error of a second derivative is h²/6 times a fourth derivative of the energy, plus the error of a gradient over h.
/// Measured on methanol, adenine and ferrocene (GFN2-xTB, the largest element, Eh/a0²): 1e-5 at h = 0.005 a0, 3e-7 at the
/// default of 5e-4, and 1e-7 at 2e-4 with the field ten times tighter. 3e-7 is a thousandth of a wavenumber in a
/// stretching vibration.
/// </remarks>
public sealed record DisplacementSettings
{
    /// <summary>The defaults.</summary>
    public static DisplacementSettings Default { get; } = new();

    /// <summary>How far the largest coordinate of a displacement moves to either side, a0.</summary>
    public double Step { get; init; } = 5e-4;

    /// <summary>How many gradients are computed at the same time; null for one on each processor.</summary>
    public int? Threads { get; init; }

    /// <summary>
    /// The self-consistent field is converged at least to this <see cref="Scf.ScfSettings.Accuracy"/>, because the error of a
    /// gradient is divided by the step.
    /// </summary>
    public double LargestScfAccuracy { get; init; } = 1e-4;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public DisplacementSettings Validated()
    {
        if (!(Step is >= 1e-5 and <= 0.1))
            throw new ArgumentException(FormattableString.Invariant($"A step from 1e-5 to 0.1 bohr was expected, but {Step} was given."));
        if (Threads < 1)
            throw new ArgumentException(FormattableString.Invariant($"At least one thread was expected, but {Threads} were given."));
        if (!(LargestScfAccuracy is >= 1e-6 and <= 1e4))
            throw new ArgumentException(FormattableString.Invariant($"An accuracy from 1e-6 to 1e4 was expected, but {LargestScfAccuracy} was given."));
        return this;
    }
}
