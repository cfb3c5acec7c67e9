using FluentAssertions;
using Hybrid.Core.Autodiff;
using Xunit;

namespace Hybrid.Tests.Physics;

/// <summary>What every layer on a tape must fulfil, whatever its inputs.</summary>
public abstract class LayerContract
{
    /// <summary>The values of every input (positions, parameters), by name, away from symmetric points.</summary>
    protected abstract IReadOnlyDictionary<string, double[]> Inputs { get; }

    /// <summary>Inputs that this layer reads but does not depend on.</summary>
    protected virtual IReadOnlyCollection<string> InertInputs => [];

    /// <summary>Makes the layer's output from variables of the inputs.</summary>
    protected abstract Variable Output(Tape tape, IReadOnlyDictionary<string, Variable> inputs);

    [Fact]
    public void Adjoints_are_the_derivatives_by_every_input() =>
        LayerGradient.ShouldBeExact(Inputs, Output, sameSeeds: false, inert: InertInputs);

    [Fact]
    public void An_input_that_is_the_only_leaf_gets_the_same_adjoint()
    {
        var together = Adjoints(only: null);
        foreach (var name in Inputs.Keys.Except(InertInputs))
        {
            var alone = Adjoints(name);
            alone[name].Should().Equal(together[name], "{0} does not depend on whether others are differentiated", name);
        }
    }

    [Fact]
    public void Adjoints_are_added_to_what_is_there()
    {
        var tape = new Tape(new Arena());
        var variables = LayerGradient.Leaves(tape, Inputs);
        var output = Output(tape, variables);
        var once = Adjoints(only: null);
        foreach (var variable in variables.Values)
            variable.Adjoint.Fill(1.0);
        tape.Seed(output, LayerGradient.Seeds(output.Length));
        tape.PropagateSeeds();
        foreach (var (name, variable) in variables)
        {
            var scale = once[name].Max(Math.Abs);
            for (var i = 0; i < variable.Length; i++)
                (variable.Adjoint[i] - 1.0).Should().BeApproximately(once[name][i], 1e-13 * (1.0 + scale), "one was there before, element {0} of {1}", i, name);
        }
    }

    [Fact]
    public void Values_do_not_depend_on_recording()
    {
        Tape recording = new(new Arena()), free = new(new Arena(), isRecording: false);
        var expected = Output(recording, LayerGradient.Leaves(recording, Inputs)).Value.ToArray();
        var output = Output(free, LayerGradient.Leaves(free, Inputs));
        output.Value.ToArray().Should().Equal(expected);
        output.NeedsAdjoint.Should().BeFalse();
    }

    private Dictionary<string, double[]> Adjoints(string? only)
    {
        var tape = new Tape(new Arena());
        var variables = LayerGradient.Leaves(tape, Inputs, only);
        var output = Output(tape, variables);
        tape.Backward(output, LayerGradient.Seeds(output.Length));
        return variables.Where(v => v.Value.NeedsAdjoint).ToDictionary(v => v.Key, v => v.Value.Adjoint.ToArray());
    }
}
