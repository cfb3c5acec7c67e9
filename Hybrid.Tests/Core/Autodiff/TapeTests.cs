using FluentAssertions;
using Hybrid.Core.Autodiff;
using Xunit;

namespace Hybrid.Tests.Core.Autodiff;

public sealed class TapeTests
{
    [Fact]
    public void A_variable_that_is_used_twice_collects_both_adjoints()
    {
        var tape = new Tape(new Arena());
        var x = tape.Leaf([3], 1);
        tape.Backward(x.Multiply(x).Add(x.Scale(5)).Sum());
        x.Adjoint[0].Should().Be(11);
    }

    [Fact]
    public void Several_outputs_can_be_seeded_before_one_walk()
    {
        var tape = new Tape(new Arena());
        var x = tape.Leaf([2], 1);
        Variable y = x.Square(), z = x.Scale(3);
        tape.Seed(y, [10]);
        tape.Seed(z, [1]);
        tape.PropagateSeeds();
        x.Adjoint[0].Should().Be(43);
    }

    [Fact]
    public void Another_output_starts_from_clean_adjoints()
    {
        var tape = new Tape(new Arena());
        var x = tape.Leaf([2], 1);
        Variable y = x.Square(), z = x.Scale(3);
        tape.Backward(y, [1]);
        tape.Backward(z, [1]);
        x.Adjoint[0].Should().Be(3);
    }

    [Fact]
    public void A_tape_without_records_has_no_derivatives()
    {
        var tape = new Tape(new Arena(), isRecording: false);
        var x = tape.Leaf([2], 1);
        var backward = () => tape.Backward(x.Sum());
        backward.Should().Throw<InvalidOperationException>().WithMessage("*does not record*");
    }

    [Fact]
    public void A_constant_has_no_adjoint()
    {
        var tape = new Tape(new Arena());
        var constant = tape.Constant([1, 2], 2);
        var gradient = () => tape.Backward(constant.Sum());
        gradient.Should().Throw<ArgumentException>().WithMessage("*leaf*");
        var adjoint = () => constant.Adjoint.Length;
        adjoint.Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void A_gradient_starts_from_a_scalar_and_a_seed_fits_its_output()
    {
        var tape = new Tape(new Arena());
        var x = tape.Leaf([1, 2], 2);
        var gradient = () => tape.Backward(x.Exp());
        gradient.Should().Throw<ArgumentException>().WithMessage("*2 elements*");
        var seeded = () => tape.Backward(x.Exp(), [1]);
        seeded.Should().Throw<ArgumentException>().WithMessage("*2 elements*1*");
    }

    [Fact]
    public void A_warm_arena_serves_the_same_pass_again_without_new_number_memory()
    {
        const int n = 10_000;
        var arena = new Arena();
        var values = new double[n];
        void Pass()
        {
            arena.Reset();
            var tape = new Tape(arena);
            var x = tape.Leaf(values, n);
            var loss = x.Tanh().Square().Sum();
            tape.Backward(loss);
        }

        Allocations.Of(Pass).Should().BeLessThan(8 * 1024, "variables and records are small, and numbers come from the arena");
    }
}
