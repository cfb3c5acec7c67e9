using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Physics.Geometry;
using Xunit;

namespace Hybrid.Tests.Physics.Geometry;

public abstract class CoordinationNumberContract : LayerContract
{
    private static readonly LayerCase Case = LayerCase.Gfn2(1, 6, 8, 26, 1, 53);

    protected override IReadOnlyDictionary<string, double[]> Inputs { get; } = new Dictionary<string, double[]>
    {
        ["positions"] = Case.Positions,
        ["radii"] = Case.PerAtom("covalent_radius"),
    };

    /// <summary>What an infinitely distant atom counts: the published functions do not vanish.</summary>
    protected abstract double Tail { get; }

    protected abstract Variable Count(Tape tape, AtomPairs pairs, Variable radii);

    protected override Variable Output(Tape tape, IReadOnlyDictionary<string, Variable> inputs) =>
        Count(tape, LayerCase.Pairs(tape, inputs), inputs["radii"]);

    [Fact]
    public void A_neighbour_far_inside_counts_as_one_and_one_far_outside_as_the_tail()
    {
        OfTwo(0.8).Should().BeApproximately(1.0, 1e-3);
        OfTwo(1e12).Should().BeApproximately(Tail, 1e-10 * Tail);
        OfTwo(3.9).Should().BeLessThan(OfTwo(3.8));
    }

    [Fact]
    public void Atoms_of_distant_molecules_count_with_the_tail_only()
    {
        const double RoundingOfCoordinates = 1e-9;
        var tape = new Tape(new Arena());
        var far = Case.Positions.Select(x => x + 1e6);
        var both = Count(tape, AtomPairs.OfMolecule(tape, tape.Leaf([.. Case.Positions, .. far], 12, 3)), tape.Leaf([.. Inputs["radii"], .. Inputs["radii"]], 12));
        var one = Output(tape, LayerGradient.Leaves(tape, Inputs));
        for (var A = 0; A < 6; A++)
        {
            both.Value[A].Should().BeApproximately(one.Value[A] + (6.0 * Tail), RoundingOfCoordinates);
            both.Value[A + 6].Should().BeApproximately(one.Value[A] + (6.0 * Tail), RoundingOfCoordinates);
        }
    }

    private protected double OfTwo(double distance, double radius = 1.9)
    {
        var tape = new Tape(new Arena());
        var pairs = AtomPairs.OfMolecule(tape, tape.Leaf([0.0, 0.0, 0.0, 0.0, 0.0, distance], 2, 3));
        return Count(tape, pairs, tape.Leaf([radius, radius], 2)).Value[0];
    }
}

public sealed class ExponentialCoordinationNumberTests : CoordinationNumberContract
{
    protected override double Tail => 1.0 / (1.0 + Math.Exp(16.0));

    protected override Variable Count(Tape tape, AtomPairs pairs, Variable radii) => CoordinationNumber.Exponential(tape, pairs, radii);

    [Fact]
    public void A_neighbour_at_the_sum_of_radii_counts_half() => OfTwo(3.8).Should().BeApproximately(0.5, 1e-14);
}

public sealed class DoubleExponentialCoordinationNumberTests : CoordinationNumberContract
{
    protected override double Tail => 1.0 / ((1.0 + Math.Exp(10.0)) * (1.0 + Math.Exp(20.0)));

    protected override Variable Count(Tape tape, AtomPairs pairs, Variable radii) => CoordinationNumber.DoubleExponential(tape, pairs, radii);

    [Fact]
    public void A_neighbour_at_the_sum_of_radii_counts_half_of_the_wider_function() =>
        OfTwo(3.8).Should().BeApproximately(0.5 / (1.0 + Math.Exp(-20.0 * 2.0 / 3.8)), 1e-14);
}
