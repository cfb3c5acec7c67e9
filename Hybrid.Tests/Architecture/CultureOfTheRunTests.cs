using System.Globalization;
using FluentAssertions;
using Xunit;

namespace Hybrid.Tests.Architecture;

/// <summary>Whether a pass under another culture proves anything.</summary>
public sealed class CultureOfTheRunTests
{
    [Fact]
    public void Cultures_are_there() => new CultureInfo("de-DE").NumberFormat.NumberDecimalSeparator.Should().Be(",");

    [Fact]
    public void The_run_has_the_culture_that_was_asked_for()
    {
        // Nobody asked when the variable is absent; then any culture is right.
        var asked = Environment.GetEnvironmentVariable("HYBRID_TEST_CULTURE") ?? CultureInfo.CurrentCulture.Name;
        CultureInfo.CurrentCulture.Name.Should().Be(asked);
    }
}
