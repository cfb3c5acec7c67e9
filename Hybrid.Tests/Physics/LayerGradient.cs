using FluentAssertions;
using Hybrid.Core.Autodiff;

namespace Hybrid.Tests.Physics;

/// <summary>Holds the adjoints of a layer's inputs against five-point differences of a weighted sum of its outputs.</summary>
internal static class LayerGradient
{
    private const double Step = 1e-3;

    /// <summary>Rounding of outputs of order one, divided by the step.</summary>
    private const double AbsoluteFloor = 1e-12;

    /// <param name="inputs">The values of every input, by name, away from symmetric points.</param>
    /// <param name="layer">Makes the output.</param>
    /// <param name="sameSeeds">One weight for all outputs instead of a generic one for each.</param>
    /// <param name="relativeTolerance">Of the largest derivative by the same input.</param>
    /// <param name="inert">Inputs that must have no derivative.</param>
    public static void ShouldBeExact(
        IReadOnlyDictionary<string, double[]> inputs, Func<Tape, IReadOnlyDictionary<string, Variable>, Variable> layer,
        bool sameSeeds, double relativeTolerance = 1e-7, IReadOnlyCollection<string>? inert = null)
    {
        var tape = new Tape(new Arena());
        var variables = Leaves(tape, inputs);
        var output = layer(tape, variables);
        var seeds = Seeds(output.Length, sameSeeds);
        tape.Backward(output, seeds);
        (inert ?? []).Should().BeSubsetOf(inputs.Keys, "an inert input is one of the inputs");

        foreach (var (name, variable) in variables)
        {
            var isInert = inert?.Contains(name) == true;
            var expected = new double[variable.Length];
            for (var i = 0; i < expected.Length; i++)
            {
                expected[i] = ((8.0 * (Value(name, i, Step) - Value(name, i, -Step)))
                    - (Value(name, i, 2.0 * Step) - Value(name, i, -2.0 * Step))) / (12.0 * Step);
            }

            var scale = expected.Max(Math.Abs);
            if (isInert)
                scale.Should().Be(0.0, "{0} is declared inert", name);
            else
                scale.Should().BeGreaterThan(1e-9, "the test must see {0}", name);
            for (var i = 0; i < expected.Length; i++)
                variable.Adjoint[i].Should().BeApproximately(expected[i], AbsoluteFloor + (relativeTolerance * scale), "element {0} of {1} is a derivative", i, name);
        }

        double Value(string name, int element, double step)
        {
            var moved = (double[])inputs[name].Clone();
            moved[element] += step;
            var free = new Tape(new Arena(), isRecording: false);
            var result = layer(free, Leaves(free, new Dictionary<string, double[]>(inputs) { [name] = moved }));
            return seeds.Zip(result.Value.ToArray(), (s, v) => s * v).Sum();
        }
    }

    /// <summary>Weights of the outputs.</summary>
    public static double[] Seeds(int count, bool same = false) => [.. Enumerable.Range(0, count).Select(i => same ? 0.8 : 0.8 + Math.Sin(i + 1.0))];

    /// <summary>All inputs as leaves, or only one of them and the others as constants.</summary>
    public static Dictionary<string, Variable> Leaves(Tape tape, IReadOnlyDictionary<string, double[]> inputs, string? only = null) => inputs.ToDictionary(
        input => input.Key,
        input => only is null || only == input.Key ? tape.Leaf(input.Value, input.Value.Length) : tape.Constant(input.Value, input.Value.Length));
}
