using FluentAssertions;
using Hybrid.Core.Autodiff;
using Xunit;

namespace Hybrid.Tests.Core.Autodiff;

/// <summary>
/// Keeps the door open for layers that know no tape: a foreign library that takes spans, fills spans and brings its own
/// vector–Jacobian product differentiates and trains exactly like an operation of ours.
/// </summary>
public sealed class ExternalOperationTests : OperationContract
{
    /// <summary>A hidden layer tanh(X Wᵀ) in two implementations differs by rounding alone.</summary>
    private const double Rounding = 1e-13;

    private const int Samples = 6;
    private const int Features = 3;
    private const int Width = 4;

    protected override int[][] Shapes => [[Samples, Features], [Width, Features]];

    protected override Variable Apply(Variable[] inputs) => External(inputs[0], inputs[1]);

    [Fact]
    public void It_trains_like_ours()
    {
        var ours = Train((x, w) => x.Linear(w).Tanh());
        var external = Train(External);
        external.Losses[^1].Should().BeLessThan(0.2 * external.Losses[0], "it learns");
        external.Losses.Should().Equal(ours.Losses, (x, y) => Math.Abs(x - y) < Rounding);
        external.Weights.Should().Equal(ours.Weights, (x, y) => Math.Abs(x - y) < Rounding);
    }

    private static (List<double> Losses, double[] Weights) Train(Func<Variable, Variable, Variable> hidden)
    {
        var random = new Random(3);
        var samples = Enumerable.Range(0, Samples * Features).Select(_ => random.NextDouble() - 0.5).ToArray();
        var targets = Enumerable.Range(0, Samples).Select(s => samples[s * Features] - (0.5 * samples[(s * Features) + 1])).ToArray();
        var weights = Enumerable.Range(0, Width * Features).Select(_ => random.NextDouble() - 0.5).ToArray();
        var readout = Enumerable.Range(0, Width).Select(_ => random.NextDouble() - 0.5).ToArray();
        var losses = new List<double>();
        var arena = new Arena();
        for (var step = 0; step < 300; step++)
        {
            arena.Reset();
            var tape = new Tape(arena);
            var w = tape.Leaf(weights, Width, Features);
            var r = tape.Leaf(readout, 1, Width);
            var prediction = hidden(tape.Constant(samples, Samples, Features), w).Linear(r).Reshape(Samples);
            var loss = prediction.Subtract(tape.Constant(targets, Samples)).Square().Mean();
            tape.Backward(loss);
            losses.Add(loss.Scalar);
            for (var i = 0; i < weights.Length; i++)
                weights[i] -= 0.5 * w.Adjoint[i];
            for (var i = 0; i < readout.Length; i++)
                readout[i] -= 0.5 * r.Adjoint[i];
        }

        return (losses, weights);
    }

    private static Variable External(Variable x, Variable w)
    {
        var y = x.Tape.Output([x, w], x.Shape[0], w.Shape[0]);
        ForeignLayer.Forward(x.Value, w.Value, y.Value);
        if (y.NeedsAdjoint)
            Record(x, w, y);
        return y;
    }

    private static void Record(Variable x, Variable w, Variable y) => y.Tape.Record(y, () => ForeignLayer.Pullback(
        x.Value, w.Value, y.Value, y.Adjoint,
        x.NeedsAdjoint ? x.Adjoint : [],
        w.NeedsAdjoint ? w.Adjoint : []));

    /// <summary>Stands for a library that has never heard of the tape.</summary>
    private static class ForeignLayer
    {
        public static void Forward(ReadOnlySpan<double> x, ReadOnlySpan<double> w, Span<double> y)
        {
            for (var s = 0; s < Samples; s++)
            {
                for (var o = 0; o < Width; o++)
                {
                    var sum = 0.0;
                    for (var f = 0; f < Features; f++)
                        sum += x[(s * Features) + f] * w[(o * Features) + f];
                    y[(s * Width) + o] = Math.Tanh(sum);
                }
            }
        }

        public static void Pullback(
            ReadOnlySpan<double> x, ReadOnlySpan<double> w, ReadOnlySpan<double> y, ReadOnlySpan<double> yAdjoint,
            Span<double> xAdjoint, Span<double> wAdjoint)
        {
            for (var s = 0; s < Samples; s++)
            {
                for (var o = 0; o < Width; o++)
                {
                    var k = (s * Width) + o;
                    var inner = yAdjoint[k] * (1 - (y[k] * y[k]));
                    for (var f = 0; f < Features; f++)
                    {
                        if (!xAdjoint.IsEmpty)
                            xAdjoint[(s * Features) + f] += inner * w[(o * Features) + f];
                        if (!wAdjoint.IsEmpty)
                            wAdjoint[(o * Features) + f] += inner * x[(s * Features) + f];
                    }
                }
            }
        }
    }
}
