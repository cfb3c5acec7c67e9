using System.Text.Json;
using FluentAssertions;
using Hybrid.Learn.Interpretation;
using Hybrid.Learn.Models;
using Hybrid.Learn.Reports;
using Hybrid.Learn.Uncertainty;
using Hybrid.Physics.Parameters;
using Hybrid.Tests.Learn.Models;
using Hybrid.Tests.Learn.Uncertainty;
using Hybrid.Tests.Physics.Parameters;
using Xunit;

namespace Hybrid.Tests.Learn.Reports;

public sealed class InspectionPageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly LearnedModel model;

    public InspectionPageTests() => model = TinyModel.Write(folder.Path);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_page_has_every_parameter_with_a_finite_drift_within_its_bound()
    {
        var page = Page();
        var html = PageText.Html(page.Write);
        html.Should().NotContain("{{").And.NotContain("<script src").And.Contain("Content-Security-Policy").And.NotContain("3Dmol").And.NotContain("Plotly");
        var data = PageText.Data(html);
        data.GetProperty("format").GetString().Should().Be("hybrid-inspection-page");
        PageText.Numbers(data).Should().OnlyContain(number => double.IsFinite(number));
        var parameters = data.GetProperty("parameters").EnumerateArray().ToArray();
        parameters.Length.Should().Be(page.Parameters!.Parameters.Count(parameter => !parameter.Name.StartsWith("offset.", StringComparison.Ordinal))).And.BeGreaterThan(5);
        parameters.Should().OnlyContain(parameter => Math.Abs(parameter.GetProperty("drift").GetDouble()) <= ParameterTable.BoundInPriorWidths);
        parameters.Should().Contain(parameter => parameter.GetProperty("name").GetString() == "virtual_shift" && parameter.GetProperty("meaning").GetString()!.Length > 0);
        data.GetProperty("offsets").GetArrayLength().Should().BeGreaterThan(0);
        var elements = data.GetProperty("elements");
        elements.GetProperty("points").GetArrayLength().Should().Be(2 * elements.GetProperty("symbols").GetArrayLength());
        data.GetProperty("shifts").GetArrayLength().Should().BeGreaterThan(3);
    }

    [Fact]
    public void Without_data_nothing_is_said_to_be_determined()
    {
        var data = PageText.Data(PageText.Html(Page().Write));
        data.GetProperty("isKnown").GetBoolean().Should().BeFalse();
        data.GetProperty("summary").EnumerateArray().Last().GetString().Should().Contain("not known").And.Contain("hybrid calibrate");
        data.GetProperty("parameters").EnumerateArray().Should().OnlyContain(parameter => parameter.GetProperty("verdict").GetString() == "" && !HasMember(parameter, "deviation"));
        data.GetProperty("combinations").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public void With_data_verdicts_are_counted()
    {
        var exposed = ExposedWeights.Of(model.Model.Layout);
        var uncertainty = new ModelUncertainty(model, new FisherInformation(exposed.Count), [], "nothing");
        var page = Page() with { Uncertainty = uncertainty };
        var data = PageText.Data(PageText.Html(page.Write));
        var parameters = data.GetProperty("parameters").EnumerateArray().ToArray();
        parameters.Should().OnlyContain(parameter => parameter.GetProperty("verdict").GetString() == "not determined" && HasMember(parameter, "deviation"), "there were no labels");
        data.GetProperty("summary").EnumerateArray().Last().GetString().Should().Contain(FormattableString.Invariant($"and {parameters.Length} not at all"));
        data.GetProperty("provenance").EnumerateArray().Select(line => line[1].GetString()).Should().Contain("nothing");
    }

    [Fact]
    public void A_bound_that_is_reached_is_told_and_an_undefined_number_refused()
    {
        var parameter = new IdentifiedParameter("hardness[O]", "Eh", 0.58, 0.79, 2.95, IsAtBound: true, 1.0, 1.0, 1.0, 1.0, ParameterVerdict.NotDetermined);
        var page = new InspectionPage(model) { Parameters = new Identifiability([parameter], [], []) };
        PageText.Data(PageText.Html(page.Write)).GetProperty("summary")[1].GetString().Should().Contain("hardness[O], by +2.95 prior widths").And.Contain("1 is at the bound");
        var broken = () => PageText.Html((page with { Parameters = new Identifiability([parameter with { Drift = double.NaN }], [], []) }).Write);
        broken.Should().Throw<ArgumentException>().WithMessage("A finite number*NaN*");
    }

    private InspectionPage Page()
    {
        var hybrid = (HybridModel)model.Model;
        var exposed = ExposedWeights.Of(hybrid.Layout);
        return new InspectionPage(model)
        {
            Parameters = Identifiability.Of(hybrid, model.Weights, Posterior.Of(new FisherInformation(exposed.Count), exposed.PriorWidths(model.Weights.Span))),
            Elements = ElementMap.Of(model),
            Shifts = LearnedShifts.Of(model, [SmallModel.Formaldehyde]),
        };
    }

    private static bool HasMember(JsonElement element, string name) => element.TryGetProperty(name, out _);
}
