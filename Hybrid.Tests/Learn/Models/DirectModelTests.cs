using System.Collections.Immutable;
using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Core.Sampling;
using Hybrid.Core.Structures;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Models;
using Hybrid.Learn.Networks;
using Hybrid.Learn.Representations;
using Hybrid.Physics.Response.Excitations;
using Xunit;

namespace Hybrid.Tests.Learn.Models;

public sealed class DirectModelTests
{
    /// <summary>Sums of numbers of order one.</summary>
    private const double Rounding = 1e-9;

    /// <summary>Central differences in four points with a step of 1e-4: h⁴ truncation and ε/h rounding, both far below.</summary>
    private const double DifferenceError = 1e-5;

    /// <summary>Derivatives below it drown in the rounding ε/h of a sum of order one.</summary>
    private const double Floor = 1e-5;

    private const double Step = 1e-4;

    private static readonly int[] Elements = [6, 7, 8, 1, 1, 1];

    private static readonly double[] Positions =
    [
        0.03, 0.81, 0.11, 2.12, 1.52, -0.05, -1.98, 2.31, 0.23,
        0.12, -1.22, -0.31, 3.71, 0.44, 0.32, 2.41, 3.39, -0.41,
    ];

    private static readonly DirectSettings Settings = new()
    {
        SingletEnergies = [0.20, 0.23, 0.28], Strengths = [0.01, 0.05, 0.1], TripletEnergies = [0.17, 0.21],
        ElementEnergies = ImmutableSortedDictionary<int, double>.Empty.Add(1, -0.5).Add(6, -37.8).Add(7, -54.5).Add(8, -75.0),
        Heads = 3, HeadWidth = 2, Width = 5,
    };

    private static readonly DirectModel Model = new(
        new EquivariantNetwork(new EquivariantSettings { Cutoff = 5.0, Width = 6, Vectors = 4, PairWidth = 3, RadialFunctions = 4, ElementWidth = 3 }), Settings);

    [Fact]
    public void Untrained_it_knows_mean_energies_alone()
    {
        var prediction = Prediction(Positions, Model.Layout.Initial(1));
        Near(prediction.States(Multiplicity.Singlet, 3).Energies.Value.ToArray(), [0.20, 0.23, 0.28]);
        Near(prediction.States(Multiplicity.Singlet, 3).Strengths!.Value.Value.ToArray(), [0.01, 0.05, 0.1]);
        Near(prediction.States(Multiplicity.Triplet, 2).Energies.Value.ToArray(), [0.17, 0.21]);
        prediction.Energy.Value.ToArray().Should().Equal(-37.8 - 54.5 - 75.0 - 1.5);
    }

    [Fact]
    public void Its_gradient_by_every_weight_agrees_with_central_differences()
    {
        var weights = Weights();
        var (_, analytic, _) = Differentiated(weights, Positions);
        foreach (var entry in Model.Layout.Entries.Where(entry => !entry.Name.StartsWith("pairs.", StringComparison.Ordinal)))
        {
            analytic.AsSpan(entry.Offset, entry.Length).ContainsAnyExcept(0.0).Should().BeTrue("{0} matters", entry.Name);
            for (var k = entry.Offset; k < entry.Offset + entry.Length; k += Math.Max(1, entry.Length / 6))
                Compare(analytic[k], Difference(weights, k, () => Sum(weights, Positions)), $"{entry.Name}[{k - entry.Offset}]");
        }
    }

    [Fact]
    public void Its_gradient_by_every_coordinate_agrees_with_central_differences()
    {
        var weights = Weights();
        var positions = Positions.ToArray();
        var (_, _, analytic) = Differentiated(weights, positions);
        for (var k = 0; k < positions.Length; k++)
        {
            analytic[k].Should().NotBe(0.0);
            Compare(analytic[k], Difference(positions, k, () => Sum(weights, positions)), $"coordinate {k}");
        }
    }

    [Fact]
    public void Energies_ascend_and_strengths_are_never_negative_whatever_the_weights()
    {
        for (ulong seed = 1; seed < 20; seed++)
        {
            var random = new CounterRandom(seed);
            var weights = Model.Layout.Initial(seed).Select((_, k) => random.Normal((ulong)k)).ToArray();
            var singlets = Prediction(Positions, weights).States(Multiplicity.Singlet, 3);
            singlets.Energies.Value.ToArray().Should().BeInAscendingOrder();
            singlets.Strengths!.Value.Value.ToArray().Should().OnlyContain(f => f >= 0.0);
        }
    }

    [Fact]
    public void The_same_molecule_far_away_changes_no_excitation_and_doubles_the_energy()
    {
        double[] twice = [.. Positions, .. Positions.Select((x, k) => k % 3 == 2 ? x + 200.0 : x)];
        var one = Prediction(Positions, Weights());
        var two = Prediction(twice, Weights(), [.. Elements, .. Elements]);
        Near(two.States(Multiplicity.Singlet, 3).Energies.Value.ToArray(), one.States(Multiplicity.Singlet, 3).Energies.Value.ToArray());
        Near(two.States(Multiplicity.Singlet, 3).Strengths!.Value.Value.ToArray(), one.States(Multiplicity.Singlet, 3).Strengths!.Value.Value.ToArray());
        Near(two.States(Multiplicity.Triplet, 3).Energies.Value.ToArray(), one.States(Multiplicity.Triplet, 3).Energies.Value.ToArray());
        two.Energy.Scalar.Should().BeApproximately(2.0 * one.Energy.Scalar, Rounding);
    }

    [Fact]
    public void Its_error_of_symmetry_is_rounding_with_equivariant_features()
    {
        var errors = SymmetryError.Of(Model, Weights(), new Structure(Elements, Positions), prediction => prediction.States(Multiplicity.Singlet, 3).Energies);
        errors.Should().HaveCount(3).And.OnlyContain(error => error < Rounding);
    }

    [Fact]
    public void Its_error_of_symmetry_is_seen_with_features_that_have_to_learn_it_and_falls_with_copies()
    {
        var few = Error(1);
        few.Should().BeGreaterThan(1e-5);
        Error(8).Should().BeGreaterThan(0.0).And.BeLessThan(0.7 * few);

        static double Error(int copies)
        {
            var network = new GraphTransformer(new TransformerSettings { Cutoff = 5.0, Width = 8, Heads = 2, PairWidth = 3, ElementWidth = 3, Copies = copies });
            var model = new DirectModel(network, Settings);
            var weights = model.Layout.Initial(2).Select((w, k) => w + (0.1 * Math.Sin(k))).ToArray();
            return SymmetryError.Of(model, weights, new Structure(Elements, Positions), prediction => prediction.States(Multiplicity.Singlet, 1).Energies)[0];
        }
    }

    [Fact]
    public void What_it_does_not_predict_is_named()
    {
        var model = new DirectModel(Model.Representation, new DirectSettings { SingletEnergies = [0.2] });
        var tape = new Tape(new Arena(), isRecording: false);
        var prediction = model.Record(tape, new WeightBinding(tape, model.Layout, model.Layout.Initial(1)), new Structure(Elements, Positions));
        prediction.States(Multiplicity.Singlet, 2).Strengths.Should().BeNull();
        prediction.States(Multiplicity.Singlet, 2).Count.Should().Be(1);
        Fails(() => prediction.States(Multiplicity.Triplet, 1), "*excited states*");
        Fails(() => _ = prediction.Energy, "*total energies*");
        Fails(() => _ = prediction.Positions, "*forces*");

        static void Fails(Action act, string message) => act.Should().Throw<NotSupportedException>().WithMessage(message);
    }

    [Fact]
    public void Settings_that_make_no_model_are_refused()
    {
        Fails(new DirectSettings(), "*nothing to predict*");
        Fails(new DirectSettings { SingletEnergies = [0.2, 0.1] }, "*Ascending*singlets*0.1 Eh follows 0.2*");
        Fails(new DirectSettings { TripletEnergies = [0.2, 0.2] }, "*Ascending*triplets*");
        Fails(new DirectSettings { SingletEnergies = [0.2], Strengths = [0.1, 0.1] }, "*each of 1 singlets*2*");
        Fails(new DirectSettings { SingletEnergies = [0.2], Strengths = [0.0] }, "*positive mean strength*0*");
        Fails(new DirectSettings { SingletEnergies = [0.2], EnergySpread = double.NaN }, "*positive EnergySpread*NaN*");

        static void Fails(DirectSettings settings, string message)
        {
            var act = () => new DirectModel(Model.Representation, settings);
            act.Should().Throw<ArgumentException>().WithMessage(message);
        }
    }

    private static double[] Weights() => Model.Layout.Initial(5).Select((w, k) => w + (0.1 * Math.Sin(k))).ToArray();

    private static TapePrediction Prediction(double[] positions, double[] weights, int[]? elements = null)
    {
        var tape = new Tape(new Arena(), isRecording: false);
        return Model.Record(tape, new WeightBinding(tape, Model.Layout, weights), new Structure(elements ?? Elements, positions));
    }

    private static double Sum(double[] weights, double[] positions) => Everything(Prediction(positions, weights)).Scalar;

    private static (double Value, double[] ByWeights, double[] ByPositions) Differentiated(double[] weights, double[] positions)
    {
        var tape = new Tape(new Arena());
        var binding = new WeightBinding(tape, Model.Layout, weights);
        var prediction = Model.Record(tape, binding, new Structure(Elements, positions));
        var sum = Everything(prediction);
        tape.Backward(sum);
        var byWeights = new double[weights.Length];
        binding.AddGradientTo(byWeights);
        return (sum.Scalar, byWeights, prediction.Positions.Adjoint.ToArray());
    }

    /// <summary>All that is predicted, with different factors; the energy without its large constant.</summary>
    private static Variable Everything(TapePrediction prediction)
    {
        var singlets = prediction.States(Multiplicity.Singlet, 3);
        var parts = new[]
        {
            singlets.Energies.Scale(3.0), singlets.Strengths!.Value.Scale(2.0), prediction.States(Multiplicity.Triplet, 2).Energies.Scale(5.0),
            prediction.Energy.Shift(168.8).Scale(0.1),
        };
        return Indexing.Concatenate([.. parts.Select(part => part.Square())]).Sum();
    }

    private static double Difference(double[] variables, int k, Func<double> function)
    {
        var original = variables[k];
        var difference = ((8.0 * (At(Step) - At(-Step))) - (At(2.0 * Step) - At(-2.0 * Step))) / (12.0 * Step);
        variables[k] = original;
        return difference;

        double At(double shift)
        {
            variables[k] = original + shift;
            return function();
        }
    }

    private static void Near(double[] actual, double[] expected) => actual.Should().Equal(expected, (x, y) => Math.Abs(x - y) <= Rounding);

    private static void Compare(double analytic, double expected, string what) =>
        analytic.Should().BeApproximately(expected, DifferenceError * Math.Max(Floor, Math.Abs(expected)), what);
}
