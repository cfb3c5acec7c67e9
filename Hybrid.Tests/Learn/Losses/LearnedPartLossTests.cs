using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Learn.Data;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Networks;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Tests.Learn.Models;
using Xunit;

namespace Hybrid.Tests.Learn.Losses;

public sealed class LearnedPartLossTests
{
    private static readonly Structure Molecule = PerturbedHybrid.Formaldehyde;
    private static readonly Sample Sample = new() { Name = "formaldehyde", Structure = Molecule };
    private static readonly LearnedPartLoss Loss = new(Multiplicity.Singlet, states: 2, weight: 0.5, width: 2.0);

    [Fact]
    public void It_is_the_square_of_what_was_learned()
    {
        // Both sides are energies that are converged to 10⁻⁹ Eh.
        const double Rounding = 1e-6;
        var options = new ExcitationOptions { States = 2 };
        var physics = ExcitationModel.Load("stda-xtb").Predict(Molecule, options).States;
        var predicted = PerturbedHybrid.Model.Predictor("hybrid", "none", PerturbedHybrid.Weights()).Predict(Molecule, options).States;
        var changes = predicted.Zip(physics, (x, y) => (x.Energy - y.Energy) * Constants.ElectronvoltPerHartree).ToArray();
        var value = Value(PerturbedHybrid.Weights(), out _);
        value.Loss.Scalar.Should().BeApproximately(0.5 * changes.Sum(x => x * x) / 4.0, Rounding);
        value.AbsoluteError.Should().BeApproximately(changes.Sum(Math.Abs), Rounding);
        value.Count.Should().Be(2);
    }

    [Fact]
    public void Untrained_it_and_its_derivative_are_zero()
    {
        var value = Value(PerturbedHybrid.Model.Layout.Initial(seed: 1), out var gradient);
        value.Loss.Scalar.Should().Be(0.0);
        gradient.Should().OnlyContain(slope => slope == 0.0);
    }

    [Fact]
    public void Its_derivative_equals_differences()
    {
        const double Step = 1e-4, Relative = 1e-4;
        var weights = PerturbedHybrid.Weights();
        Value(weights, out var gradient);
        var k = PerturbedHybrid.Model.Layout["parameters.hardness"].Offset + 1;
        double At(double step)
        {
            var moved = (double[])weights.Clone();
            moved[k] += step;
            return Value(moved, out _).Loss.Scalar;
        }

        var difference = (At(Step) - At(-Step)) / (2.0 * Step);
        Math.Abs(difference).Should().BeGreaterThan(1e-4);
        gradient[k].Should().BeApproximately(difference, Relative * Math.Abs(difference));
    }

    [Fact]
    public void Numbers_that_make_no_sense_are_refused()
    {
        FluentActions.Invoking(() => new LearnedPartLoss(Multiplicity.Singlet, 0, 1.0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new LearnedPartLoss(Multiplicity.Singlet, 1, 1.0, width: 0.0)).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static LossValue Value(double[] weights, out double[] gradient)
    {
        var tape = new Tape(new Arena(), isRecording: true, DenseLinearAlgebra.Default);
        var binding = new WeightBinding(tape, PerturbedHybrid.Model.Layout, weights);
        var value = Loss.Of(PerturbedHybrid.Model.Record(tape, binding, Molecule), Sample, binding)!.Value;
        tape.Backward(value.Loss);
        gradient = new double[weights.Length];
        binding.AddGradientTo(gradient);
        return value;
    }
}
