using FluentAssertions;
using Hybrid.Core.Structures;
using Hybrid.Physics.Models;
using Xunit;

namespace Hybrid.Tests.Physics.Models;

public sealed class BatchTests
{
    private static readonly Model Gfn2 = Model.Load("gfn2-xtb");

    private static Structure Hydrogen(double length) => new([1, 1], [0, 0, 0, length, 0.1, 0.2]);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void An_endless_sequence_is_read_only_a_little_ahead(int threads)
    {
        var read = 0;
        IEnumerable<Structure> Endless()
        {
            while (true)
            {
                read++;
                yield return Hydrogen(1.4);
            }
        }

        var results = Gfn2.PredictMany(Endless(), threads: threads).Take(100).ToArray();

        results.Should().HaveCount(100).And.OnlyContain(result => result.HasPrediction);
        read.Should().BeLessThan(100 + (threads * 10));
    }

    [Fact]
    public void A_bad_item_fails_alone_and_in_its_place()
    {
        double[] lengths = [1.4, 0.0, 1.5, -1.0, 1.6];
        var results = Gfn2.PredictMany(
            lengths, length => length < 0 ? throw new FormatException("This item is bad.") : length == 0 ? new Structure([1, 1], new double[6]) : Hydrogen(length), threads: 2).ToArray();

        results.Select(result => result.Item).Should().Equal(lengths);
        results.Select(result => result.HasPrediction).Should().Equal(true, false, true, false, true);
        results[1].Error.Should().Contain("on top of each other").And.NotContain("Parameter");
        results[3].Error.Should().Be("This item is bad.");
    }

    [Fact]
    public void Progress_counts_results_in_order()
    {
        var reports = new List<int>();

        Gfn2.PredictMany(Enumerable.Range(0, 7).Select(i => Hydrogen(1.3 + (0.1 * i))), threads: 2, progress: new Listed(reports)).Count().Should().Be(7);

        reports.Should().Equal(1, 2, 3, 4, 5, 6, 7);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_batch_can_be_cancelled(int threads)
    {
        using var stop = new CancellationTokenSource();
        var act = () =>
        {
            foreach (var result in Gfn2.PredictMany(Enumerable.Repeat(Hydrogen(1.4), 1_000_000), threads: threads, cancellation: stop.Token))
                stop.Cancel();
        };

        act.Should().Throw<OperationCanceledException>();
    }

    [Fact]
    public void Wrong_options_are_refused_before_anything_runs()
    {
        var act = () => Gfn2.PredictMany([Hydrogen(1.4)], threads: 0);

        act.Should().Throw<ArgumentException>().WithMessage("At least one thread was expected, but 0 were given.*");
    }

    private sealed class Listed(List<int> values) : IProgress<int>
    {
        public void Report(int value) => values.Add(value);
    }
}
