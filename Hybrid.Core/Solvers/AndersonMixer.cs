using System.Numerics.Tensors;

namespace Hybrid.Core.Solvers;

/// <summary>
/// Anderson mixing: the combination of the last points whose residual is smallest in the least-squares sense, followed by
/// a damped step.
/// </summary>
/// <remarks>
/// <para>
/// With f = g(x) − x and the differences ΔX, ΔF of successive points,
/// x_next = x + β f − (ΔX + β ΔF) γ, γ = argmin |f − ΔF γ|. The differences of residuals are orthogonalised, the newest
/// first, and ΔX is combined alongside, so that no normal equations are formed; a difference that adds nothing new to the newer
/// ones is left out.
/// </para>
/// <para>
/// D. G. Anderson, J. ACM 12, 547 (1965), doi:10.1145/321296.321305; Walker and Ni, SIAM J. Numer. Anal. 49, 1715 (2011),
/// doi:10.1137/10078356X.
/// </para>
/// </remarks>
public sealed class AndersonMixer : IMixer
{
    /// <summary>The part of a difference that must be new; less would be mostly curvature and rounding.</summary>
    private const double Independence = 1e-4;

    private readonly int history;
    private readonly double damping;
    private int length = -1;
    private int points;
    private double[] memory = [];

    /// <summary>Creates a mixer.</summary>
    /// <param name="history">The number of earlier points that are used, at least one.</param>
    /// <param name="damping">β, the fraction of the residual that is added.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not positive.</exception>
    public AndersonMixer(int history = 8, double damping = 0.5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(history, 1);
        MixerArguments.RequirePositive(damping);
        this.history = history;
        this.damping = damping;
    }

    /// <inheritdoc/>
    public void Reset(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        this.length = length;
        points = 0;
        var needed = ((4 * history) + 3) * length;
        if (memory.Length < needed)
            memory = GC.AllocateUninitializedArray<double>(needed);
    }

    /// <inheritdoc/>
    public void Next(ReadOnlySpan<double> x, ReadOnlySpan<double> gOfX, Span<double> next)
    {
        MixerArguments.RequireLength(length, x, gOfX, next);
        Span<double> lastX = Vector(4 * history), lastF = Vector((4 * history) + 1), f = Vector((4 * history) + 2);
        TensorPrimitives.Subtract(gOfX, x, f);
        if (points > 0)
        {
            var slot = (points - 1) % history;
            TensorPrimitives.Subtract(x, lastX, StepOf(slot));
            TensorPrimitives.Subtract(f, lastF, ChangeOf(slot));
        }

        x.CopyTo(lastX);
        f.CopyTo(lastF);
        points++;

        TensorPrimitives.MultiplyAdd(f, damping, lastX, next);
        var kept = 0;
        for (var age = 0; age < Math.Min(points - 1, history); age++)
        {
            var slot = (points - 2 - age) % history;
            Span<double> p = Direction(kept), q = Unit(kept);
            StepOf(slot).CopyTo(p);
            ChangeOf(slot).CopyTo(q);
            if (!Orthonormalise(p, q, kept))
                continue;
            kept++;
            var γ = TensorPrimitives.Dot<double>(q, f);
            TensorPrimitives.MultiplyAdd(p, -γ, next, next);
            TensorPrimitives.MultiplyAdd(q, -γ * damping, next, next);
        }
    }

    /// <summary>Makes q a unit vector orthogonal to the kept ones; p goes through the same combinations.</summary>
    private bool Orthonormalise(Span<double> p, Span<double> q, int kept)
    {
        var original = TensorPrimitives.Norm<double>(q);
        if (original == 0)
            return false;
        for (var pass = 0; pass < 2; pass++)
        {
            for (var k = 0; k < kept; k++)
            {
                var overlap = TensorPrimitives.Dot<double>(Unit(k), q);
                TensorPrimitives.MultiplyAdd(Unit(k), -overlap, q, q);
                TensorPrimitives.MultiplyAdd(Direction(k), -overlap, p, p);
            }
        }

        var norm = TensorPrimitives.Norm<double>(q);
        if (norm <= Independence * original)
            return false;
        TensorPrimitives.Divide(q, norm, q);
        TensorPrimitives.Divide(p, norm, p);
        return true;
    }

    private Span<double> StepOf(int slot) => Vector(slot);

    private Span<double> ChangeOf(int slot) => Vector(history + slot);

    private Span<double> Direction(int k) => Vector((2 * history) + k);

    private Span<double> Unit(int k) => Vector((3 * history) + k);

    private Span<double> Vector(int index) => memory.AsSpan(index * length, length);
}
