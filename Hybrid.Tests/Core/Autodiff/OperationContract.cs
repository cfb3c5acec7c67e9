using FluentAssertions;
using Hybrid.Core.Autodiff;
using Xunit;

namespace Hybrid.Tests.Core.Autodiff;

/// <summary>
/// What every operation on the tape does: its vector–Jacobian product agrees with central differences in every element
/// of every input, and it behaves on tapes and inputs that need no derivative.
/// </summary>
public abstract class OperationContract
{
    /// <summary>Central differences with a step of 1e-5 of functions of order one: h² truncation and ε/h rounding, both below 1e-9.</summary>
    private const double DifferenceError = 1e-8;

    private const double Step = 1e-5;

    /// <summary>A variable, its shape, an adjoint-free tape entry and a list slot: nothing that grows with the elements.</summary>
    private const long BytesPerOperation = 1024;

    /// <summary>The shape of each input.</summary>
    protected abstract int[][] Shapes { get; }

    /// <summary>The range that the inputs are drawn from; away from singular points.</summary>
    protected virtual (double Low, double High) Range => (-1.5, 1.5);

    protected abstract Variable Apply(Variable[] inputs);

    [Fact]
    public void Its_vector_Jacobian_product_agrees_with_central_differences()
    {
        var inputs = Inputs();
        var tape = new Tape(new Arena());
        var leaves = Leaves(tape, inputs);
        var output = Apply(leaves);
        var seed = Seed(output.Length);
        tape.Backward(output, seed);

        for (var k = 0; k < inputs.Length; k++)
        {
            leaves[k].Adjoint.ContainsAnyExcept(0.0).Should().BeTrue("input {0} matters", k);
            for (var i = 0; i < inputs[k].Length; i++)
            {
                var original = inputs[k][i];
                inputs[k][i] = original + Step;
                var above = Contracted(inputs, seed);
                inputs[k][i] = original - Step;
                var below = Contracted(inputs, seed);
                inputs[k][i] = original;
                var expected = (above - below) / (2 * Step);
                leaves[k].Adjoint[i].Should().BeApproximately(expected, DifferenceError * Math.Max(1, Math.Abs(expected)), "input {0}, element {1}", k, i);
            }
        }
    }

    [Fact]
    public void Its_adjoints_add_up()
    {
        var tape = new Tape(new Arena());
        var leaves = Leaves(tape, Inputs());
        var output = Apply(leaves);
        var seed = Seed(output.Length);
        tape.Backward(output, seed);
        var once = leaves.Select(leaf => leaf.Adjoint.ToArray()).ToArray();
        tape.Backward(output.Add(output), seed);
        for (var k = 0; k < leaves.Length; k++)
            leaves[k].Adjoint.ToArray().Should().Equal(once[k].Select(x => 2 * x), (x, y) => Math.Abs(x - y) < 1e-13 * Math.Max(1, Math.Abs(y)));
    }

    [Fact]
    public void Each_input_may_be_a_constant()
    {
        var inputs = Inputs();
        var full = new Tape(new Arena());
        var leaves = Leaves(full, inputs);
        var reference = Apply(leaves);
        var seed = Seed(reference.Length);
        full.Backward(reference, seed);
        for (var constant = 0; constant < inputs.Length; constant++)
        {
            var tape = new Tape(new Arena());
            var mixed = inputs.Select((values, k) => k == constant ? tape.Constant(values, Shapes[k]) : tape.Leaf(values, Shapes[k])).ToArray();
            var output = Apply(mixed);
            output.NeedsAdjoint.Should().Be(inputs.Length > 1);
            if (!output.NeedsAdjoint)
                continue;
            tape.Backward(output, seed);
            for (var k = 0; k < inputs.Length; k++)
            {
                mixed[k].NeedsAdjoint.Should().Be(k != constant);
                if (k != constant)
                    mixed[k].Adjoint.ToArray().Should().Equal(leaves[k].Adjoint.ToArray());
            }
        }
    }

    [Fact]
    public void A_tape_that_does_not_record_gives_the_same_values_and_keeps_nothing()
    {
        var inputs = Inputs();
        var recording = new Tape(new Arena());
        var expected = Apply(Leaves(recording, inputs)).Value.ToArray();

        var arena = new Arena();
        var tape = new Tape(arena, isRecording: false);
        var leaves = Leaves(tape, inputs);
        var output = Apply(leaves);
        output.Value.ToArray().Should().Equal(expected);
        output.NeedsAdjoint.Should().BeFalse();

        Allocations.Of(() => Apply(leaves)).Should().BeLessThan(BytesPerOperation);
    }

    private double[][] Inputs()
    {
        var random = new Random(7);
        var (low, high) = Range;
        return Shapes
            .Select(shape => Enumerable.Range(0, shape.Aggregate(1, (x, y) => x * y)).Select(_ => low + ((high - low) * random.NextDouble())).ToArray())
            .ToArray();
    }

    private Variable[] Leaves(Tape tape, double[][] inputs) =>
        inputs.Select((values, k) => tape.Leaf(values, Shapes[k])).ToArray();

    private static double[] Seed(int length)
    {
        var random = new Random(11);
        return Enumerable.Range(0, length).Select(_ => 0.5 + random.NextDouble()).ToArray();
    }

    private double Contracted(double[][] inputs, double[] seed)
    {
        var output = Apply(Leaves(new Tape(new Arena(), isRecording: false), inputs));
        var sum = 0.0;
        for (var i = 0; i < seed.Length; i++)
            sum += seed[i] * output.Value[i];
        return sum;
    }
}
