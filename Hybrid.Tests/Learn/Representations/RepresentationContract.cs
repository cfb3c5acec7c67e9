using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Learn.Networks;
using Hybrid.Learn.Representations;
using Xunit;

namespace Hybrid.Tests.Learn.Representations;

/// <summary>
/// What every representation does: its gradients agree with central differences, atoms may come in any order and stand anywhere, and
/// nothing jumps when an atom crosses the cutoff.
/// </summary>
public abstract class RepresentationContract
{
    /// <summary>Sums of a few hundred numbers of order one: rounding alone.</summary>
    protected const double Rounding = 1e-9;

    /// <summary>Central differences with a step of 1e-4 in four points: h⁴ truncation and ε/h rounding, both below 1e-10 of a readout of order ten.</summary>
    private const double DifferenceError = 1e-5;

    /// <summary>Where rounding of a readout of order ten divided by the step hides smaller derivatives.</summary>
    private const double Floor = 1e-4;

    private const double Step = 1e-4;

    /// <summary>Formamide, bent out of its plane so that no derivative vanishes by symmetry; bohr.</summary>
    protected static double[] Positions { get; } =
    [
        0.03, 0.81, 0.11, 2.12, 1.52, -0.05, -1.98, 2.31, 0.23,
        0.12, -1.22, -0.31, 3.71, 0.44, 0.32, 2.41, 3.39, -0.41,
    ];

    /// <summary>The elements of formamide.</summary>
    protected static int[] Elements { get; } = [6, 7, 8, 1, 1, 1];

    /// <summary>A small network with a cutoff of <see cref="Cutoff"/>.</summary>
    protected abstract Representation Network { get; }

    /// <summary>Some pairs of <see cref="Positions"/> are farther apart than this, bohr.</summary>
    protected const double Cutoff = 4.5;

    [Fact]
    public void Its_gradient_by_every_weight_agrees_with_central_differences()
    {
        var weights = Weights();
        var analytic = Differentiated(weights, Positions).ByWeights;
        var layout = Layout();
        foreach (var entry in layout.Entries)
        {
            analytic.AsSpan(entry.Offset, entry.Length).ContainsAnyExcept(0.0).Should().BeTrue("{0} matters", entry.Name);
            for (var k = entry.Offset; k < entry.Offset + entry.Length; k += Math.Max(1, entry.Length / 12))
                Compare(analytic[k], Difference(weights, k, () => Readout(weights, Positions)), $"{entry.Name}[{k - entry.Offset}]");
        }
    }

    [Fact]
    public void Its_gradient_by_every_coordinate_agrees_with_central_differences()
    {
        var weights = Weights();
        var analytic = Differentiated(weights, Positions).ByPositions;
        var positions = Positions.ToArray();
        for (var k = 0; k < positions.Length; k++)
        {
            analytic[k].Should().NotBe(0.0);
            Compare(analytic[k], Difference(positions, k, () => Readout(weights, positions)), $"coordinate {k}");
        }
    }

    [Fact]
    public void Atoms_may_come_in_another_order()
    {
        int[] order = [3, 0, 5, 1, 4, 2];
        var plain = Described(Elements, Positions);
        var permuted = Described(order.Select(A => Elements[A]).ToArray(), order.SelectMany(A => Positions.AsSpan(3 * A, 3).ToArray()).ToArray());
        for (var A = 0; A < order.Length; A++)
            Near(permuted.Atom(A), plain.Atom(order[A]));
        permuted.Count.Should().Be(plain.Count).And.BeGreaterThan(0).And.BeLessThan(30, "some pairs are beyond the cutoff");
        for (var p = 0; p < permuted.Count; p++)
            Near(permuted.Pair(p), plain.Pair(plain.PairOf(order[permuted.Centre(p)], order[permuted.Other(p)])));
    }

    [Fact]
    public void Atoms_may_stand_anywhere()
    {
        var moved = Positions.Select((x, k) => x + (11.0 * ((k % 3) + 1))).ToArray();
        Near(Described(Elements, moved).All, Described(Elements, Positions).All);
    }

    [Fact]
    public void Nothing_jumps_when_an_atom_crosses_the_cutoff()
    {
        // The hydrogen of the last atom leaves along x; within 1e-4 a0 the cutoff function is below (1e-4)⁴.
        const double Nearby = 1e-4;
        var (inside, outside) = (Approach(Cutoff - Nearby), Approach(Cutoff + Nearby));
        inside.Value.Should().BeApproximately(outside.Value, Rounding);
        for (var k = 0; k < inside.ByPositions.Length; k++)
            inside.ByPositions[k].Should().BeApproximately(outside.ByPositions[k], Rounding);
        Approach(Cutoff - 1.0).Value.Should().NotBeApproximately(outside.Value, 1e-6, "the neighbour matters inside");

        (double Value, double[] ByPositions) Approach(double distance)
        {
            double[] positions = [0.0, 0.0, 0.0, 0.0, 2.3, 0.0, distance, 0.0, 0.0];
            var (value, _, byPositions) = Differentiated(Weights(), positions, [6, 8, 1]);
            return (value, byPositions);
        }
    }

    [Fact]
    public void An_atom_without_neighbours_is_described()
    {
        var alone = Described([8], [1.0, 2.0, 3.0]);
        alone.Count.Should().Be(0);
        alone.All.Should().OnlyContain(x => double.IsFinite(x));
        var far = Described([8, 6], [0.0, 0.0, 0.0, 50.0, 0.0, 0.0]);
        Near(far.Atom(0), alone.Atom(0));
    }

    [Fact]
    public void Molecules_far_apart_don_t_know_of_each_other()
    {
        var far = Positions.Select((x, k) => k % 3 == 0 ? x + 100.0 : x).ToArray();
        var both = Described([.. Elements, .. Elements], [.. Positions, .. far]);
        var one = Described(Elements, Positions);
        both.Count.Should().Be(2 * one.Count);
        for (var A = 0; A < Elements.Length; A++)
        {
            Near(both.Atom(A), one.Atom(A));
            Near(both.Atom(A + Elements.Length), one.Atom(A));
        }
    }

    [Fact]
    public void A_tape_that_does_not_record_gives_the_same_values()
    {
        var weights = Weights();
        Readout(weights, Positions).Should().Be(Differentiated(weights, Positions).Value);
    }

    [Fact]
    public void An_element_that_is_not_covered_is_named()
    {
        var act = () => Described([6, 14], [0.0, 0.0, 0.0, 3.0, 0.0, 0.0]);
        act.Should().Throw<ArgumentException>().WithMessage("*H, C, N, O*atom 2 is Si*");
    }

    [Fact]
    public void Neighbours_of_another_cutoff_are_refused()
    {
        var tape = new Tape(new Arena(), isRecording: false);
        var neighbours = Neighbours.Of(tape, tape.Constant(Positions, Elements.Length, 3), Elements, 2.0 * Cutoff);
        var act = () => Network.Of(neighbours, new WeightBinding(tape, Layout(), Weights()));
        act.Should().Throw<ArgumentException>().WithMessage("*4.5*9*");
    }

    protected DescribedStructure Described(int[] elements, double[] positions, double[]? weights = null)
    {
        var tape = new Tape(new Arena(), isRecording: false);
        var neighbours = Neighbours.Of(tape, tape.Constant(positions, elements.Length, 3), elements, Cutoff);
        return new DescribedStructure(neighbours, Network.Of(neighbours, new WeightBinding(tape, Layout(), weights ?? Weights())));
    }

    protected static void Near(double[] actual, double[] expected) =>
        actual.Should().Equal(expected, (x, y) => Math.Abs(x - y) <= Rounding * Math.Max(1.0, Math.Abs(y)));

    private WeightLayout Layout()
    {
        var layout = new WeightLayout();
        Network.Declare(layout);
        return layout;
    }

    // Untrained biases are zero; shifted, they matter everywhere.
    private double[] Weights() => Layout().Initial(5).Select((w, k) => w + (0.05 * Math.Sin(k))).ToArray();

    private double Readout(double[] weights, double[] positions) => Readout(new Tape(new Arena(), isRecording: false), weights, positions, Elements).Sum.Scalar;

    private (double Value, double[] ByWeights, double[] ByPositions) Differentiated(double[] weights, double[] positions, int[]? elements = null)
    {
        var tape = new Tape(new Arena());
        var (sum, binding, r) = Readout(tape, weights, positions, elements ?? Elements);
        tape.Backward(sum);
        var byWeights = new double[weights.Length];
        binding.AddGradientTo(byWeights);
        return (sum.Scalar, byWeights, r.Adjoint.ToArray());
    }

    /// <summary>A sum of all features with different factors; pairs enter with the cutoff function, as they do in models.</summary>
    private (Variable Sum, WeightBinding Weights, Variable Positions) Readout(Tape tape, double[] weights, double[] positions, int[] elements)
    {
        var r = tape.Leaf(positions, elements.Length, 3);
        var binding = new WeightBinding(tape, Layout(), weights);
        var neighbours = Neighbours.Of(tape, r, elements, Cutoff);
        var features = Network.Of(neighbours, binding);
        var pairs = features.Pairs.ScaleRows(neighbours.Envelope);
        return (features.Atoms.Dot(Factors(features.Atoms)).Add(pairs.Dot(Factors(pairs))), binding, r);
    }

    // By feature alone: a pair that comes or goes leaves the factors of the others as they are.
    private static Variable Factors(Variable x)
    {
        var values = Enumerable.Range(0, x.Length).Select(k => Math.Cos(1.0 + (k % x.Shape[1]))).ToArray();
        return x.Tape.Constant(values, x.Shape.ToArray());
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

    private static void Compare(double analytic, double expected, string what) =>
        analytic.Should().BeApproximately(expected, DifferenceError * Math.Max(Floor, Math.Abs(expected)), what);
}
