using FluentAssertions;
using Hybrid.Core.Autodiff;

namespace Hybrid.Tests.Physics.Dispersion;

/// <summary>Holds the adjoints of a layer's inputs against five-point differences of a weighted sum of its outputs.</summary>
internal static class LayerGradient
{
    private const double Step = 1e-3;

    /// <summary>Rounding of outputs of order one, divided by the step.</summary>
    private const double AbsoluteFloor = 1e-12;

    public static void ShouldBeExact(
        IReadOnlyDictionary<string, double[]> inputs, Func<Tape, IReadOnlyDictionary<string, Variable>, Variable> layer,
        bool sameSeeds, double relativeTolerance = 1e-7)
    {
        var tape = new Tape(new Arena());
        var variables = DispersionCase.Leaves(tape, inputs);
        var output = layer(tape, variables);
        var seeds = Enumerable.Range(0, output.Length).Select(i => sameSeeds ? 0.8 : 0.8 + Math.Sin(i + 1.0)).ToArray();
        tape.Backward(output, seeds);

        double Value(string name, int element, double step)
        {
            var moved = (double[])inputs[name].Clone();
            moved[element] += step;
            var free = new Tape(new Arena(), isRecording: false);
            var result = layer(free, DispersionCase.Leaves(free, new Dictionary<string, double[]>(inputs) { [name] = moved }));
            return seeds.Zip(result.Value.ToArray(), (s, v) => s * v).Sum();
        }

        foreach (var (name, variable) in variables)
        {
            var expected = new double[variable.Length];
            for (var i = 0; i < expected.Length; i++)
            {
                expected[i] = ((8.0 * (Value(name, i, Step) - Value(name, i, -Step)))
                    - (Value(name, i, 2.0 * Step) - Value(name, i, -2.0 * Step))) / (12.0 * Step);
            }

            var scale = expected.Max(Math.Abs);
            scale.Should().BeGreaterThan(0.0, "the test must see {0}", name);
            for (var i = 0; i < expected.Length; i++)
                variable.Adjoint[i].Should().BeApproximately(expected[i], AbsoluteFloor + (relativeTolerance * scale), "element {0} of {1} is a derivative", i, name);
        }
    }
}
