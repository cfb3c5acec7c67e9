namespace Hybrid.Physics.Response;

/// <summary>How gradients are differenced. Immutable.</summary>
public sealed record DisplacementSettings
{
    /// <summary>The defaults.</summary>
    public static DisplacementSettings Default { get; } = new();

    /// <summary>How far the largest coordinate of a displacement moves to either side, a0.</summary>
    public double Step { get; init; } = 0.005;

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
            throw new ArgumentException($"A step from 1e-5 to 0.1 bohr was expected, but {Step} was given.");
        if (Threads < 1)
            throw new ArgumentException($"At least one thread was expected, but {Threads} were given.");
        if (!(LargestScfAccuracy is >= 1e-6 and <= 1e4))
            throw new ArgumentException($"An accuracy from 1e-6 to 1e4 was expected, but {LargestScfAccuracy} was given.");
        return this;
    }
}
