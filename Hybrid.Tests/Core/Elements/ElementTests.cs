using FluentAssertions;
using Hybrid.Core.Elements;
using Xunit;

namespace Hybrid.Tests.Core.Elements;

public sealed class ElementTests
{
    [Theory]
    [InlineData("H", 1)]
    [InlineData("cl", 17)]
    [InlineData("RN", 86)]
    public void Symbols_are_known_whatever_their_case(string symbol, int expected)
    {
        Element.TryParse(symbol, out var z).Should().BeTrue();
        z.Should().Be(expected);
        Element.TryParse(symbol.AsSpan(), out z).Should().BeTrue();
        z.Should().Be(expected);
    }

    [Fact]
    public void Unknown_symbols_are_not_elements() => Element.TryParse("Xx", out _).Should().BeFalse();

    // IUPAC 2021, abridged: doi:10.1515/pac-2019-0603.
    [Theory]
    [InlineData(1, 1.0080)]
    [InlineData(6, 12.011)]
    [InlineData(18, 39.95)]
    [InlineData(30, 65.38)]
    [InlineData(53, 126.90)]
    [InlineData(70, 173.05)]
    [InlineData(79, 196.97)]
    [InlineData(82, 207.2)]
    [InlineData(86, 222)]
    public void Atomic_weights_are_those_of_IUPAC(int z, double weight) => Element.StandardAtomicWeight(z).Should().Be(weight);

    [Fact]
    public void Atomic_weights_grow_with_the_atomic_number_but_for_the_known_pairs()
    {
        var inverted = Enumerable.Range(1, 91)
            .Where(z => Element.StandardAtomicWeight(z) >= Element.StandardAtomicWeight(z + 1))
            .Select(Element.Symbol);
        inverted.Should().Equal("Ar", "Co", "Te", "Th");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(97)]
    public void An_element_without_weight_says_so(int z)
    {
        var weight = () => Element.StandardAtomicWeight(z);
        weight.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*from 1 to 96*");
    }
}
