using FluentAssertions;
using Hybrid.Cli.Excitations;
using Hybrid.Learn.Comparison;
using Hybrid.Learn.Uncertainty;
using Hybrid.Physics.Response.Excitations;
using Xunit;

namespace Hybrid.Tests.Cli;

public sealed class DoubtSummaryTests
{
    [Fact]
    public void A_single_structure_and_unremarkable_ones_are_not_spoken_of()
    {
        var one = new DoubtSummary();
        one.AddFailure("a.xyz", isUnconverged: true);
        one.Lines().Should().BeEmpty();
        var good = new DoubtSummary();
        for (var k = 0; k < 8; k++)
            good.Add($"molecule {k}", State(CalibrationClass.Inside), 0.1);
        good.Lines().Should().BeEmpty();
        var written = new StringWriter();
        good.Write(written);
        written.ToString().Should().BeEmpty();
    }

    [Fact]
    public void The_weightiest_doubts_come_first_and_name_three()
    {
        var doubts = new DoubtSummary();
        for (var k = 0; k < 8; k++)
            doubts.Add($"molecule {k}", State(k < 5 ? CalibrationClass.Outside : CalibrationClass.Inside), k == 6 ? 0.4 : 0.1);
        doubts.AddFailure("a.xyz", isUnconverged: true);
        doubts.AddFailure("missing.xyz", isUnconverged: false);
        doubts.Lines().Should().Equal(
            "not converged: 1 (a.xyz)", "outside of the training domain: 5 (molecule 0; molecule 1; molecule 2; …)", "error bars more than three times as wide as the middle one: 1 (molecule 6)");
    }

    private static UncertainState State(CalibrationClass @class) => new(new ComparedState(0, Multiplicity.Singlet, 1, 0.1, 0.1, null, null, true), 0.01, null) { Class = @class };
}
