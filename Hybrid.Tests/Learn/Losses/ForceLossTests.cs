using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Learn.Data;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Networks;
using Xunit;

namespace Hybrid.Tests.Learn.Losses;

public sealed class ForceLossTests
{
    private static readonly Structure Water = new([8, 1, 1], [0, 0, 0, 0, 1.45, 1.1, 0.2, -1.4, 1.05]);

    private static readonly Sample Labelled = new()
    {
        Name = "water",
        Structure = Water,
        Forces = [0.1, -0.02, 0.03, 0.01, 0.08, -0.04, 0.0, 0.05, 0.02],
    };

    private static readonly WeightLayout Layout = Declared();

    private static readonly double[] Values = [0.7, 0.4, 1.8];

    private static readonly ForceLoss Loss = new(new HuberLoss(2.0), weight: 0.3);

    [Fact]
    public void Forces_are_the_negative_gradient_of_the_energy()
    {
        var value = Of(Values).Value;
        var squared = 0.0;
        for (var k = 0; k < 9; k++)
        {
            var force = -(Energy(k, 1e-4) - Energy(k, -1e-4)) / 2e-4;
            squared += Math.Pow((force - Labelled.Forces!.Value[k]) * Constants.ElectronvoltPerHartree / Constants.AngstromPerBohr, 2);
        }

        value.SquaredError.Should().BeApproximately(squared, 1e-5 * squared);
        value.Count.Should().Be(9);
        squared.Should().BeGreaterThan(0.1);
    }

    [Fact]
    public void Gradient_by_weights_equals_differences()
    {
        var (value, tape, weights) = Of(Values);
        tape.Backward(value.Loss);
        var gradient = new double[3];
        weights.AddGradientTo(gradient);
        for (var k = 0; k < 3; k++)
        {
            var difference = (Of(Moved(k, 1e-5)).Value.Loss.Scalar - Of(Moved(k, -1e-5)).Value.Loss.Scalar) / 2e-5;
            Math.Abs(difference).Should().BeGreaterThan(1e-2);
            // The requirement on gradients of force losses.
            gradient[k].Should().BeApproximately(difference, 1e-5 * Math.Abs(difference));
        }

        double[] Moved(int k, double by)
        {
            var moved = (double[])Values.Clone();
            moved[k] += by;
            return moved;
        }
    }

    [Fact]
    public void It_goes_along_with_other_terms_on_one_tape()
    {
        var alone = Gradient(withEnergy: false);
        var both = Gradient(withEnergy: true);
        var tape = new Tape(new Arena());
        var weights = new WeightBinding(tape, Layout, Values);
        tape.Backward(EnergyTerm.Of(new Springs(tape, weights, Water.Positions), Labelled with { Energy = 0.2 }, weights)!.Value.Loss);
        var energy = new double[3];
        weights.AddGradientTo(energy);
        for (var k = 0; k < 3; k++)
            both[k].Should().BeApproximately(alone[k] + energy[k], 1e-12 * Math.Abs(both[k]));
    }

    [Fact]
    public void Without_labels_the_model_is_not_asked()
    {
        var tape = new Tape(new Arena());
        Loss.Of(new StatedPrediction(), Labelled with { Forces = null }, new WeightBinding(tape, Layout, Values)).Should().BeNull();
        Loss.NeedsDerivatives.Should().BeTrue();
    }

    private static readonly EnergyLoss EnergyTerm = new(new HuberLoss(1e4));

    private static double[] Gradient(bool withEnergy)
    {
        var tape = new Tape(new Arena());
        var weights = new WeightBinding(tape, Layout, Values);
        var prediction = new Springs(tape, weights, Water.Positions);
        var energy = EnergyTerm.Of(prediction, Labelled with { Energy = 0.2 }, weights)!.Value;
        var forces = Loss.Of(prediction, Labelled, weights)!.Value;
        tape.ForgetAdjoints();
        tape.Seed(forces.Loss, [1.0]);
        if (withEnergy)
            tape.Seed(energy.Loss, [1.0]);
        tape.PropagateSeeds();
        var gradient = new double[3];
        weights.AddGradientTo(gradient);
        return gradient;
    }

    private static WeightLayout Declared()
    {
        var layout = new WeightLayout();
        layout.Declare("depth", Initialisation.One, WeightRole.Physics, 1);
        layout.Declare("stiffness", Initialisation.One, WeightRole.Physics, 1);
        layout.Declare("length", Initialisation.One, WeightRole.Physics, 1);
        return layout;
    }

    private static (LossValue Value, Tape Tape, WeightBinding Weights) Of(double[] values)
    {
        var tape = new Tape(new Arena());
        var weights = new WeightBinding(tape, Layout, values);
        return (Loss.Of(new Springs(tape, weights, Water.Positions), Labelled, weights)!.Value, tape, weights);
    }

    private static double Energy(int k, double by)
    {
        var moved = Water.Positions.ToArray();
        moved[k] += by;
        var tape = new Tape(new Arena());
        return new Springs(tape, new WeightBinding(tape, Layout, Values), moved).Energy.Scalar;
    }

    /// <summary>E = Σ_{A&lt;B} D (1 − exp(−k (|R_A − R_B| − l)))², three weights and no constant second derivative.</summary>
    private sealed class Springs : TapePrediction
    {
        public Springs(Tape tape, WeightBinding weights, ReadOnlySpan<double> positions)
        {
            Tape = tape;
            Positions = tape.Leaf(positions, positions.Length / 3, 3);
            var distances = Positions.Gather(new[] { 0, 0, 1 }).Subtract(Positions.Gather(new[] { 1, 2, 2 })).Square().SumWithinRows().Sqrt();
            var stretch = distances.Subtract(weights["length"]).Multiply(weights["stiffness"]).Negate().Exp();
            Energy = stretch.Negate().Shift(1.0).Square().Sum().Reshape(1).Multiply(weights["depth"]);
        }

        public override Tape Tape { get; }

        public override Variable Positions { get; }

        public override Variable Energy { get; }

        public override TapePrediction At(Tape tape, WeightBinding weights, ReadOnlySpan<double> positions) => new Springs(tape, weights, positions);
    }
}
