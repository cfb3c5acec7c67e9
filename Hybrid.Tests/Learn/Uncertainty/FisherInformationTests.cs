using FluentAssertions;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Uncertainty;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Tests.Learn.Models;
using Xunit;

namespace Hybrid.Tests.Learn.Uncertainty;

public sealed class FisherInformationTests
{
    private static readonly ExposedWeights Exposed = ExposedWeights.Of(SmallModel.Model.Layout);
    private static readonly StateGradients Gradients = new(SmallModel.Model, Exposed, SmallModel.Weights);

    [Fact]
    public void Physical_parameters_offsets_and_last_layers_are_exposed_and_nothing_else()
    {
        var names = Exposed.Entries.Select(entry => entry.Name).ToArray();
        names.Should().Contain(["parameters.extended_hubbard", "sites.weight", "sites.bias", "hoppings.weight", "crystal_fields.bias", "offset.tbe.triplet"]);
        names.Should().OnlyContain(name => name.StartsWith("parameters.", StringComparison.Ordinal) || name.StartsWith("sites.", StringComparison.Ordinal)
            || name.StartsWith("hoppings.", StringComparison.Ordinal) || name.StartsWith("crystal_fields.", StringComparison.Ordinal) || name.StartsWith("offset.", StringComparison.Ordinal));
        Exposed.Of(SmallModel.Weights).Should().HaveCount(Exposed.Count).And.NotContain(0.0);
        Exposed.PriorWidths(SmallModel.Weights).Should().OnlyContain(width => width > 0.0);
    }

    [Fact]
    public void Derivatives_of_states_by_exposed_weights_equal_differences()
    {
        // Central differences of step 1e-4 of energies converged to 1e-9 Eh.
        const double Step = 1e-4, Relative = 1e-4, Floor = 3e-6;
        var singlets = Gradients.Of(SmallModel.Formaldehyde, Multiplicity.Singlet, 2);
        var triplets = Gradients.Of(SmallModel.Formaldehyde, Multiplicity.Triplet, 1);
        singlets[0].GapToNearest.Should().BeGreaterThan(0.5, "strengths are not shared");
        triplets[0].ByStrength.Should().BeNull();
        var moved = 0;
        foreach (var entry in Exposed.Entries)
        {
            var k = Exposed.PlaceOf(entry.Name)!.Value + (entry.Length / 2);
            Compare(singlets[0].ByEnergy![k], Slope(weights => SmallModel.Energies(weights, SmallModel.Formaldehyde, Multiplicity.Singlet, 2)[0]));
            Compare(singlets[1].ByStrength![k], Slope(weights => SmallModel.Strengths(weights, SmallModel.Formaldehyde, 2)[1]));
            Compare(triplets[0].ByEnergy![k], Slope(weights => SmallModel.Energies(weights, SmallModel.Formaldehyde, Multiplicity.Triplet, 1)[0]));

            double Slope(Func<double[], double> value)
            {
                var by = new double[Exposed.Count];
                by[k] = Step;
                var above = value(Exposed.Moved(SmallModel.Weights, by));
                by[k] = -Step;
                return (above - value(Exposed.Moved(SmallModel.Weights, by))) / (2.0 * Step);
            }

            void Compare(double analytic, double difference)
            {
                analytic.Should().BeApproximately(difference, (Relative * Math.Abs(difference)) + Floor, "{0} has that derivative", entry.Name);
                moved += Math.Abs(difference) > 100 * Floor ? 1 : 0;
            }
        }

        moved.Should().BeGreaterThan(8, "most of them matter");
    }

    [Fact]
    public void It_is_the_sum_over_labels_that_count()
    {
        var fisher = Summed(threads: 1);
        var expected = new double[Exposed.Count * Exposed.Count];
        var labels = 0;
        foreach (var (sample, number) in SmallModel.Samples.Select((sample, number) => (sample, number)))
        {
            foreach (var state in Gradients.Of(sample.Structure, Multiplicity.Singlet, 2).Take(2))
            {
                if (sample.States[state.Rank - 1].Weight == 0.0)
                    continue;
                var g = state.ByEnergy!;
                if (number == 3)
                    g[Exposed.PlaceOf(LevelOffsets.WeightName(SmallModel.OtherLevel, Multiplicity.Singlet))!.Value] = 1.0;
                for (var i = 0; i < g.Length; i++)
                {
                    for (var j = 0; j < g.Length; j++)
                        expected[(i * g.Length) + j] += g[i] * g[j];
                }

                labels++;
            }
        }

        fisher.Labels(TargetKind.SingletEnergy).Should().Be(labels).And.Be(7);
        fisher.Labels(TargetKind.Strength).Should().Be(7);
        fisher.Labels(TargetKind.TripletEnergy).Should().Be(1);
        var scale = expected.Max(Math.Abs);
        // Sums in another order.
        fisher.Sum(TargetKind.SingletEnergy).ToArray().Zip(expected, (x, y) => Math.Abs(x - y)).Max().Should().BeLessThan(1e-10 * scale);
        // The offset stands between prediction and label of the last sample.
        var offset = SmallModel.Weights[SmallModel.Model.Layout[LevelOffsets.WeightName(SmallModel.OtherLevel, Multiplicity.Triplet)].Offset];
        fisher.SquaredErrors(TargetKind.TripletEnergy).Should().BeApproximately((offset - 0.2) * (offset - 0.2), 1e-6);
    }

    [Fact]
    public void Threads_and_interruptions_change_no_bit()
    {
        var whole = Summed(threads: 1);
        var accumulation = new FisherAccumulation(SmallModel.Model, SmallModel.Weights, TinyModel.Level, threads: 3);
        var twice = new FisherInformation(Exposed.Count);
        var samples = Enumerable.Repeat(SmallModel.Samples, 20).SelectMany(sample => sample).ToArray();
        using var stop = new CancellationTokenSource();
        FluentActions.Invoking(() => accumulation.Add(samples, twice, keep: stop.Cancel, cancellation: stop.Token)).Should().Throw<OperationCanceledException>();
        twice.Samples.Should().Be(FisherAccumulation.Block);
        accumulation.Add(samples, twice);
        twice.Samples.Should().Be(samples.Length);
        var single = new FisherInformation(Exposed.Count);
        new FisherAccumulation(SmallModel.Model, SmallModel.Weights, TinyModel.Level, threads: 1).Add(samples, single);
        foreach (var kind in TargetKinds.All)
            twice.Sum(kind).SequenceEqual(single.Sum(kind)).Should().BeTrue();
        Summed(threads: 2).Sum(TargetKind.Strength).SequenceEqual(whole.Sum(TargetKind.Strength)).Should().BeTrue();
    }

    private static FisherInformation Summed(int threads)
    {
        var fisher = new FisherInformation(Exposed.Count);
        new FisherAccumulation(SmallModel.Model, SmallModel.Weights, TinyModel.Level, threads).Add(SmallModel.Samples, fisher);
        return fisher;
    }
}
