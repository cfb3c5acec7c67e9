using FluentAssertions;
using Hybrid.Learn.Models;
using Xunit;

namespace Hybrid.Tests.Learn.Corrections;

/// <summary>Where learned parameters begin.</summary>
public sealed class TableDeviationsTests
{
    private static readonly HybridModel Model = new(new HybridSettings { Tables = ["one_centre_scale", "extended_level", "exact_exchange"] }, null);

    [Theory]
    [InlineData(1.0)]
    [InlineData(-0.3)]
    public void Training_can_begin_elsewhere_than_published(double value)
    {
        var weights = Model.Layout.Initial(1);
        Model.Tables.Learned(Model.Layout, weights)["one_centre_scale"].Values[0].Should().Be(0.0);
        Model.Tables.Begin(Model.Layout, weights, "one_centre_scale", value);
        Model.Tables.Learned(Model.Layout, weights)["one_centre_scale"].Values[0].Should().BeApproximately(value, 1e-14);
    }

    [Theory]
    [InlineData("triplet_shift", 0.0, "*learns*triplet_shift*")]
    [InlineData("extended_level", 0.0, "*one number*extended_level*")]
    [InlineData("exact_exchange", 0.6, "*either sign*exact_exchange*")]
    [InlineData("one_centre_scale", 1.5, "*within 1.5*1.5 came*")]
    public void But_only_inside_the_bounds_of_a_number_that_is_learned(string table, double value, string sentence)
    {
        var weights = Model.Layout.Initial(1);
        var begin = () => Model.Tables.Begin(Model.Layout, weights, table, value);
        begin.Should().Throw<ArgumentException>().WithMessage(sentence);
    }
}
