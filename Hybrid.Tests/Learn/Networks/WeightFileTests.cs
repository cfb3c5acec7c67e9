using FluentAssertions;
using Hybrid.Core.IO;
using Hybrid.Learn.Networks;
using Xunit;

namespace Hybrid.Tests.Learn.Networks;

public sealed class WeightFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hybrid-").FullName;

    private string Weights => Path.Combine(folder, "weights.safetensors");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static WeightLayout Layout(params (string Name, int Length)[] entries)
    {
        var layout = new WeightLayout();
        foreach (var (name, length) in entries)
            layout.Declare(name, Initialisation.ForInputs(1), WeightRole.Network, length);
        return layout;
    }

    [Fact]
    public void Weights_come_back_bit_for_bit_whatever_the_order_of_declarations()
    {
        var layout = Layout(("a", 3), ("b", 2));
        var weights = layout.Initial(1);
        WeightFile.Write(Weights, layout, weights);

        WeightFile.Read(Weights, layout).Should().Equal(weights);
        WeightFile.Read(Weights, Layout(("b", 2), ("a", 3))).Should().Equal([.. weights[3..], .. weights[..3]]);
    }

    [Fact]
    public void Missing_extra_and_misshapen_tensors_are_named()
    {
        var layout = Layout(("a", 3), ("b", 2));
        WeightFile.Write(Weights, layout, layout.Initial(1));

        Reading(Layout(("a", 3), ("b", 2), ("c", 1))).WithMessage("*a tensor called c was expected, but there is none.");
        Reading(Layout(("a", 3))).WithMessage("*1 tensors that the model declares were expected, but there is also one called b.");
        Reading(Layout(("a", 3), ("b", 4))).WithMessage("*b of shape [4] was expected, but its shape is [2].");

        FluentAssertions.Specialized.ExceptionAssertions<SafetensorsFormatException> Reading(WeightLayout other) =>
            FluentActions.Invoking(() => WeightFile.Read(Weights, other)).Should().Throw<SafetensorsFormatException>();
    }

    [Fact]
    public void Numbers_that_are_none_are_named()
    {
        var layout = Layout(("a", 3));
        WeightFile.Write(Weights, layout, new[] { 1.0, double.NaN, 2.0 });

        FluentActions.Invoking(() => WeightFile.Read(Weights, layout)).Should().Throw<SafetensorsFormatException>()
            .WithMessage($"{Weights}: finite numbers were expected, but element 1 of a is not.");
    }

    [Fact]
    public void Weights_of_another_layout_are_not_written() =>
        FluentActions.Invoking(() => WeightFile.Write(Weights, Layout(("a", 3)), new double[2])).Should().Throw<ArgumentException>().WithMessage("3 weights were expected, but 2 came.*");
}
