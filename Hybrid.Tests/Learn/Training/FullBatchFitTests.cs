using FluentAssertions;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Learn.Data;
using Hybrid.Learn.Networks;
using Hybrid.Learn.Training;
using Xunit;

namespace Hybrid.Tests.Learn.Training;

public sealed class FullBatchFitTests
{
    private static readonly PointModel Model = new();
    private static readonly Sample[] Samples = PointModel.Samples(40);
    private static readonly HashSet<WeightRole> Linear = [WeightRole.Physics, WeightRole.Offset];

    private static readonly FitSettings Settings = new() { Free = Linear, GradientTolerance = 1e-10, Threads = 1 };

    private static FitOutcome Fit(FitSettings settings, IReadOnlyList<Sample>? samples = null, CancellationToken cancellation = default) =>
        new FullBatchFit(Model, [new SquaredEnergy()], samples ?? Samples, settings, DenseLinearAlgebra.Managed).Fit(Weights, cancellation: cancellation);

    /// <summary>The network's part is zero, so that E = p Σ x + o.</summary>
    private static double[] Weights
    {
        get
        {
            var weights = Model.Layout.Initial(3);
            var outer = Model.Layout["out.weight"];
            weights.AsSpan(outer.Offset, outer.Length).Clear();
            return weights;
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.7)]
    public void The_minimum_of_weighted_least_squares_is_found(double prior)
    {
        var outcome = Fit(Settings with { PriorStrength = prior });

        outcome.Status.Should().Be(FitStatus.Converged);
        // Normal equations of Σ w (p s + o − y)²/n + λ p².
        double ss = 0, s1 = 0, n1 = 0, sy = 0, y1 = 0;
        foreach (var sample in Samples)
        {
            var x = sample.Structure.Positions;
            var (w, s, y) = (sample.Weight / Samples.Length, x[0] + x[1] + x[2], sample.Energy!.Value);
            (ss, s1, n1, sy, y1) = (ss + (w * s * s), s1 + (w * s), n1 + w, sy + (w * s * y), y1 + (w * y));
        }

        ss += prior;
        var determinant = (ss * n1) - (s1 * s1);
        const double Converged = 1e-9;
        outcome.Weights.Span[Model.Layout["physics"].Offset].Should().BeApproximately(((sy * n1) - (s1 * y1)) / determinant, Converged);
        outcome.Weights.Span[Model.Layout["offset"].Offset].Should().BeApproximately(((ss * y1) - (s1 * sy)) / determinant, Converged);
        outcome.LargestDerivative.Should().BeLessThanOrEqualTo(1e-10);
        outcome.Iterations.Should().BeLessThan(20);
    }

    [Fact]
    public void Fixed_weights_stay()
    {
        var outcome = Fit(Settings);
        var hidden = Model.Layout["hidden.weight"];
        outcome.Weights.Slice(hidden.Offset, hidden.Length).ToArray().Should().Equal(Weights.AsSpan(hidden.Offset, hidden.Length).ToArray());
    }

    [Fact]
    public void Networks_are_fitted_too_to_the_same_bits_on_any_number_of_threads()
    {
        var settings = Settings with { Free = Enum.GetValues<WeightRole>().ToHashSet(), Iterations = 40, Slots = 5 };
        var start = Fit(settings with { Iterations = 0 });
        var one = Fit(settings);

        start.Status.Should().Be(FitStatus.MaxIterations);
        one.Objective.Should().BeLessThan(0.2 * start.Objective);
        Fit(settings with { Threads = 3 }).Weights.ToArray().Should().Equal(one.Weights.ToArray());
    }

    [Fact]
    public void Samples_that_fail_are_left_out_and_named()
    {
        Sample[] samples = [.. Samples, PointModel.OfElement(Samples[0], 9)];

        var outcome = Fit(Settings, samples);

        outcome.Weights.ToArray().Should().Equal(Fit(Settings).Weights.ToArray());
        outcome.Errors.SkippedCount.Should().Be(1);
        outcome.Errors.Skipped.Should().Equal(new SkippedSample(40, "point 0", "The calculation did not converge."));
    }

    [Fact]
    public void Without_a_usable_sample_it_says_so() =>
        Fit(Settings, [PointModel.OfElement(Samples[0], 9)]).Status.Should().Be(FitStatus.NoUsableSample);

    [Fact]
    public void Cancellation_returns_the_best_so_far()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var outcome = Fit(Settings, cancellation: stop.Token);

        outcome.Status.Should().Be(FitStatus.Cancelled);
        outcome.Weights.ToArray().Should().Equal(Weights);
    }
}
