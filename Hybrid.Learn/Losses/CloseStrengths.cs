using Hybrid.Core.Autodiff;
using Hybrid.Learn.Data;

namespace Hybrid.Learn.Losses;

/// <summary>The comparison of <see cref="StateStrengthLoss"/> for one molecule.</summary>
/// <param name="ω">Predicted energies; there may be more of them than references.</param>
/// <param name="f">Predicted strengths.</param>
/// <param name="references">By ascending energy.</param>
/// <param name="width">w, Eh.</param>
internal sealed class CloseStrengths(Variable ω, Variable f, ReadOnlyMemory<ReferenceState> references, double width)
{
    public LossValue Loss(HuberLoss deviation, double weight)
    {
        var loss = ω.Tape.Output([ω, f], 1);
        var ω̄ = new double[ω.Length];
        var f̄ = new double[f.Length];
        double absolute = 0.0, squared = 0.0;
        var count = 0;
        for (var k = 0; k < references.Length; k++)
        {
            var reference = references.Span[k];
            if (!StateStrengthLoss.IsKnown(reference))
                continue;
            loss.Value[0] += Row(k, deviation, weight * reference.Weight, ω̄, f̄);
            var error = f.Value[k] - reference.Strength!.Value;
            absolute += Math.Abs(error);
            squared += error * error;
            count++;
        }

        loss.Tape.Record(loss, () =>
        {
            Accumulate(ω, ω̄, loss.Adjoint[0]);
            Accumulate(f, f̄, loss.Adjoint[0]);
        });
        return new LossValue(loss, absolute, squared, count);
    }

    /// <summary>v Π_u (1 − W_ku) L(x) with x = Σ_j W_kj (f_j − r_j) over the known states j, u the unknown ones; its derivatives are added.</summary>
    private double Row(int k, HuberLoss deviation, double v, Span<double> ω̄, Span<double> f̄)
    {
        var (x, apart) = (0.0, 1.0);
        for (var j = 0; j < ω.Length; j++)
        {
            var (W, _) = Closeness(k, j);
            if (Difference(j) is { } difference)
                x += W * difference;
            else
                apart *= 1.0 - W;
        }

        var value = deviation.Value(x);
        var slope = v * apart * deviation.Slope(x);
        for (var j = 0; j < ω.Length; j++)
        {
            var (W, dW) = Closeness(k, j);
            var byW = 0.0;
            if (Difference(j) is { } difference)
            {
                f̄[j] += slope * W;
                byW = slope * difference;
            }
            else if (W < 1.0)
            {
                byW = -v * value * apart / (1.0 - W);
            }

            ω̄[k] += byW * dW;
            ω̄[j] -= byW * dW;
        }

        return v * apart * value;
    }

    /// <summary>f_j − r_j; null where r isn't known.</summary>
    private double? Difference(int j) => j < references.Length && StateStrengthLoss.IsKnown(references.Span[j])
        ? f.Value[j] - references.Span[j].Strength!.Value
        : null;

    /// <summary>W_kj and its derivative by ω_k; that by ω_j is the negative.</summary>
    private (double Value, double Slope) Closeness(int k, int j)
    {
        if (j == k)
            return (1.0, 0.0);
        var gap = (ω.Value[k] - ω.Value[j]) / width;
        var near = Math.Exp(-gap * gap);
        var referenceNear = 0.0;
        if (j < references.Length)
        {
            var referenceGap = (references.Span[k].Energy - references.Span[j].Energy) / width;
            referenceNear = Math.Exp(-referenceGap * referenceGap);
        }

        return (1.0 - ((1.0 - near) * (1.0 - referenceNear)), (1.0 - referenceNear) * near * -2.0 * gap / width);
    }

    private static void Accumulate(Variable x, ReadOnlySpan<double> slopes, double factor)
    {
        if (!x.NeedsAdjoint)
            return;
        for (var k = 0; k < slopes.Length; k++)
            x.Adjoint[k] += factor * slopes[k];
    }
}
