using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Physics.Geometry;
using Xunit;

namespace Hybrid.Tests.Physics.Geometry;

public sealed class AtomPairsTests : LayerContract
{
    private static readonly LayerCase Case = LayerCase.Gfn2(1, 6, 8, 26);

    protected override IReadOnlyDictionary<string, double[]> Inputs { get; } = new Dictionary<string, double[]> { ["positions"] = Case.Positions };

    protected override Variable Output(Tape tape, IReadOnlyDictionary<string, Variable> inputs) => LayerCase.Pairs(tape, inputs).Vectors;

    [Fact]
    public void Every_pair_is_listed_once_with_its_vector_and_distance()
    {
        var tape = new Tape(new Arena());
        var pairs = AtomPairs.OfMolecule(tape, tape.Leaf(Case.Positions, 4, 3));
        pairs.Count.Should().Be(6);
        pairs.First.ToArray().Should().Equal(0, 0, 0, 1, 1, 2);
        pairs.Second.ToArray().Should().Equal(1, 2, 3, 2, 3, 3);
        for (var p = 0; p < pairs.Count; p++)
        {
            var square = 0.0;
            for (var k = 0; k < 3; k++)
            {
                var component = Case.Positions[(3 * pairs.Second[p]) + k] - Case.Positions[(3 * pairs.First[p]) + k];
                pairs.Vectors.Value[(3 * p) + k].Should().Be(component);
                square += component * component;
            }

            pairs.Distances[p].Should().BeApproximately(Math.Sqrt(square), 1e-15 * square);
        }
    }

    [Fact]
    public void A_single_atom_has_no_pairs()
    {
        var tape = new Tape(new Arena());
        AtomPairs.OfMolecule(tape, tape.Leaf([1.0, 2.0, 3.0], 1, 3)).Count.Should().Be(0);
    }

    [Fact]
    public void Atoms_on_top_of_each_other_are_named()
    {
        var tape = new Tape(new Arena());
        var act = () => AtomPairs.OfMolecule(tape, tape.Leaf([0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0005], 3, 3));
        act.Should().Throw<ArgumentException>().WithMessage("*Atoms 2 and 3*0.001 a0*");
    }
}
