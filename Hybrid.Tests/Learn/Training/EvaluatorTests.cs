using FluentAssertions;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Learn.Training;
using Xunit;

namespace Hybrid.Tests.Learn.Training;

public sealed class EvaluatorTests
{
    private static readonly PointModel Model = new();

    [Fact]
    public void Errors_are_those_of_the_samples_in_their_order()
    {
        var samples = PointModel.Samples(9);
        samples[4] = PointModel.OfElement(samples[4], 17);
        var weights = Model.Layout.Initial(5);

        var one = new Evaluator(Model, [new SquaredEnergy()], 1, DenseLinearAlgebra.Managed).Evaluate(samples, weights);
        var many = new Evaluator(Model, [new SquaredEnergy()], 3, DenseLinearAlgebra.Managed).Evaluate(samples, weights);

        many.Should().BeEquivalentTo(one);
        one.Samples.Select(sample => sample.Name).Should().Equal(samples.Select(sample => sample.Name));
        one.Samples[4].SkipReason.Should().Be("An element of the model was expected, but Cl came.");
        one.Overall.SampleCount.Should().Be(8);
        one.Overall.SkippedCount.Should().Be(1);
        var used = one.Samples.Where(sample => sample.SkipReason is null).ToArray();
        one.Overall.Terms[0].AbsoluteError.Should().BeApproximately(used.Sum(sample => sample.Terms[0].AbsoluteError), 1e-12);
        one.Overall.Loss.Should().BeApproximately(used.Sum(sample => sample.Terms[0].Loss) / 8, 1e-12);
        one.Overall.Terms[0].RootMeanSquareError.Should().BeGreaterThan(one.Overall.Terms[0].MeanAbsoluteError);
    }

    [Fact]
    public void Wrong_numbers_of_weights_are_refused() =>
        FluentActions.Invoking(() => new Evaluator(Model, [new SquaredEnergy()]).Evaluate([], new double[3])).Should().Throw<ArgumentException>().WithMessage("22 weights were expected, but 3 came.*");

    [Fact]
    public void Cancellation_ends_it()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        FluentActions.Invoking(() => new Evaluator(Model, [new SquaredEnergy()]).Evaluate(PointModel.Samples(3), Model.Layout.Initial(1), cancellation: stop.Token))
            .Should().Throw<OperationCanceledException>();
    }
}
