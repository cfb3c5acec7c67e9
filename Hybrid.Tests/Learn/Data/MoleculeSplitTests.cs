using FluentAssertions;
using Hybrid.Core.Structures;
using Hybrid.Learn.Data;
using Xunit;

namespace Hybrid.Tests.Learn.Data;

public sealed class MoleculeSplitTests
{
    private static readonly Sample[] Samples = [.. Enumerable.Range(0, 1000).Select(k => new Sample
    {
        Name = $"sample {k}",
        Molecule = $"molecule {k / 2}",
        Structure = new Structure([2], [0.0, 0.0, 0.0]),
    })];

    [Fact]
    public void Parts_hold_everything_once_and_no_molecule_twice()
    {
        var parts = MoleculeSplit.Parts(Samples, seed: 7, 0.8, 0.1, 0.1);
        Names(parts.SelectMany(part => part)).Should().BeEquivalentTo(Names(Samples));
        parts.Select(part => part.Select(sample => sample.Molecule).Distinct().Count()).Sum().Should().Be(500);
        // Three standard deviations of a binomial distribution over 500 molecules.
        parts[0].Count.Should().BeInRange(800 - 54, 800 + 54);
        parts[1].Count.Should().BeInRange(100 - 41, 100 + 41);
    }

    [Fact]
    public void The_part_of_a_molecule_does_not_depend_on_the_others_and_does_on_the_seed()
    {
        var all = MoleculeSplit.Parts(Samples, seed: 7, 0.5, 0.5)[0];
        var some = MoleculeSplit.Parts([.. Samples.Reverse().Take(300)], seed: 7, 0.5, 0.5)[0];
        Names(some).Should().BeSubsetOf(Names(all));
        Names(MoleculeSplit.Parts(Samples, seed: 8, 0.5, 0.5)[0]).Should().NotEqual(Names(all));
    }

    [Fact]
    public void Smaller_subsets_are_parts_of_larger_ones()
    {
        var (small, large) = (MoleculeSplit.First(Samples, 3, 100), MoleculeSplit.First(Samples, 3, 400));
        small.Should().HaveCount(100);
        large.Take(100).Should().Equal(small);
        small.Select(sample => sample.Molecule).Distinct().Should().HaveCount(50, "samples of one molecule stay together");
        Names(MoleculeSplit.First([.. Samples.Reverse()], 3, 100)).Should().BeEquivalentTo(Names(small), "the order of the file doesn't matter");
    }

    [Fact]
    public void Without_a_name_a_molecule_is_its_bonds()
    {
        Sample[] conformers =
        [
            .. Enumerable.Range(0, 20).Select(k => new Sample
            {
                Name = $"water {k}", Structure = new Structure([8, 1, 1], [0, 0, 0, 0, 1.4 + (0.01 * k), 1.1, 0, -1.4, 1.1]),
            }),
        ];
        MoleculeSplit.Parts(conformers, 1, 0.5, 0.5).Select(part => part.Count).Should().BeEquivalentTo([0, 20]);
    }

    private static string[] Names(IEnumerable<Sample> samples) => [.. samples.Select(sample => sample.Name)];

    [Theory]
    [InlineData(0.5, 0.4)]
    [InlineData(1.5, -0.5)]
    public void Fractions_sum_to_one(double first, double second) =>
        FluentActions.Invoking(() => MoleculeSplit.Parts(Samples, 0, first, second)).Should().Throw<ArgumentException>().WithMessage("Fractions of parts*");
}
