using System.Globalization;
using FluentAssertions;
using Hybrid.Core.Structures;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response;
using Xunit;

namespace Hybrid.Tests.Physics.Models;

public sealed class MessageCultureTests
{
    public static TheoryData<Action, string> Refusals => new()
    {
        { () => new DisplacementSettings { Step = 0.25 }.Validated(), "0.25" },
        { () => new DisplacementSettings { LargestScfAccuracy = 0.5e-6 }.Validated(), "5E-07" },
        { () => new ThermochemicalConditions { Temperature = -1.5 }.Validated(), "-1.5" },
        { () => new ThermochemicalConditions { PressureInPascal = -2.5 }.Validated(), "-2.5" },
        { () => new PredictionOptions { ElectricField = [0.5, 1.5] }.Validated(), "0.5, 1.5." },
        { () => _ = new Structure([1], [0, 0, double.NegativeInfinity]), "-Infinity" },
        { () => _ = new Structure([1], [0, 0, 0], charge: double.NegativeInfinity), "-Infinity" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Numbers_in_messages_have_a_point_in_every_country(Action refused, string number)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            refused.Should().Throw<ArgumentException>().WithMessage($"*{number}*");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
