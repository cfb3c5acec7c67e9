namespace Hybrid.Core.Solvers;

/// <summary>A fixed fraction of the step: x + β (g(x) − x).</summary>
public sealed class LinearMixer : IMixer
{
    private readonly double damping;
    private int length = -1;

    /// <summary>Creates a mixer.</summary>
    /// <param name="damping">β: 1 takes the whole step.</param>
    /// <exception cref="ArgumentOutOfRangeException">β is not positive.</exception>
    public LinearMixer(double damping = 1)
    {
        MixerArguments.RequirePositive(damping);
        this.damping = damping;
    }

    /// <inheritdoc/>
    public void Reset(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        this.length = length;
    }

    /// <inheritdoc/>
    public void Next(ReadOnlySpan<double> x, ReadOnlySpan<double> gOfX, Span<double> next)
    {
        MixerArguments.RequireLength(length, x, gOfX, next);
        for (var i = 0; i < length; i++)
            next[i] = x[i] + (damping * (gOfX[i] - x[i]));
    }
}
