using System.Collections.Immutable;
using FluentAssertions;
using Hybrid.Core.Structures;
using Xunit;

namespace Hybrid.Tests.Core.Structures;

public sealed class StructureTests
{
    private static ImmutableSortedDictionary<string, AtomArray> Labelled(params string[] labels) =>
        ImmutableSortedDictionary<string, AtomArray>.Empty.Add("label", AtomArray.Words(labels));

    [Fact]
    public void Arrays_and_properties_survive_every_With()
    {
        var structure = new Structure([1, 1], [0, 0, 0, 0, 0, 1.4], properties: ImmutableSortedDictionary<string, string>.Empty.Add("k", "v"), arrays: Labelled("a", "b"));
        Structure[] changed =
        [
            structure.WithCharge(1), structure.WithUnpairedElectrons(1), structure.WithPositions([0, 0, 0, 0, 0, 2]),
            structure.WithCell(new Cell([9, 0, 0, 0, 9, 0, 0, 0, 9])),
        ];
        foreach (var other in changed)
        {
            other.Arrays["label"].Texts.ToArray().Should().Equal("a", "b");
            other.Properties["k"].Should().Be("v");
        }
    }

    [Fact]
    public void An_array_needs_a_row_per_atom()
    {
        var structure = () => new Structure([1, 1], [0, 0, 0, 0, 0, 1.4], arrays: Labelled("a"));
        structure.Should().Throw<ArgumentException>().WithMessage("*2 atoms*\"label\" has 1 rows*");
    }

    [Fact]
    public void Keys_that_a_culture_takes_for_equal_stay_apart()
    {
        var properties = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("co-op", "1").Add("co\u00ADop", "2").Add("coop", "3");
        new Structure([1], [0, 0, 0], properties: properties).Properties.Should().HaveCount(3);
    }

    [Fact]
    public void Arrays_refuse_what_no_file_could_hold()
    {
        FluentActions.Invoking(() => AtomArray.Reals([1, double.NaN])).Should().Throw<ArgumentException>().WithMessage("Finite*");
        FluentActions.Invoking(() => AtomArray.Reals([1, 2, 3], 2)).Should().Throw<ArgumentException>().WithMessage("Full rows*");
        FluentActions.Invoking(() => AtomArray.Words(["a b"])).Should().Throw<ArgumentException>().WithMessage("A word*");
        FluentActions.Invoking(() => AtomArray.Integers([])).Should().Throw<ArgumentException>();
    }
}
