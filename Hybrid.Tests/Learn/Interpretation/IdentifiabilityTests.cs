using FluentAssertions;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Sampling;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Learn.Data;
using Hybrid.Learn.Interpretation;
using Hybrid.Learn.Models;
using Hybrid.Learn.Uncertainty;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Tests.Learn.Uncertainty;
using Xunit;

namespace Hybrid.Tests.Learn.Interpretation;

/// <summary>Data that the program made itself, with parameters that it knows: singlets of molecules of H, C and O.</summary>
public sealed class IdentifiabilityTests
{
    /// <summary>eV, of the labels.</summary>
    private const double Noise = 0.02;

    private static readonly HybridModel Model = new(new HybridSettings { Tables = ["virtual_shift", "exact_exchange", "extended_hubbard", "spin_attraction_pp"] }, null) { Tolerance = 1e-8 };
    private static readonly ExposedWeights Exposed = ExposedWeights.Of(Model.Layout);
    private static readonly Structure[] Molecules = [.. SmallModel.Structures.Where(structure => !structure.AtomicNumbers.Contains(7))];

    [Fact]
    public void What_no_datum_touches_is_not_determined_and_what_all_touch_is_or_trades_off()
    {
        var posterior = PosteriorAt(Model.Layout.Initial(1), out _);
        var report = Identifiability.Of(Model, Model.Layout.Initial(1), posterior);
        report.Parameters.Should().HaveCount(Exposed.Count).And.OnlyContain(parameter => parameter.Drift == 0.0 && parameter.Learned == parameter.Published && !parameter.IsAtBound);
        foreach (var parameter in report.Parameters.Where(parameter => parameter.Name.EndsWith("[N]", StringComparison.Ordinal) || parameter.Name.StartsWith("spin_", StringComparison.Ordinal)))
        {
            parameter.Verdict.Should().Be(ParameterVerdict.NotDetermined, "{0} has no data", parameter.Name);
            parameter.LeftOver.Should().BeApproximately(1.0, 1e-9);
        }

        // The shift of all virtual orbitals and the exchange that pulls electron and hole together move all energies.
        var known = report.Parameters.Where(parameter => parameter.Name is "virtual_shift" or "exact_exchange" or "extended_hubbard[C]" or "extended_hubbard[O]").ToArray();
        known.Should().HaveCount(4).And.OnlyContain(parameter => parameter.LeftOverAlone < Identifiability.LargestLeftOver && parameter.Verdict != ParameterVerdict.NotDetermined);
        report.Combinations.Should().BeInDescendingOrder(combination => combination.Information);
        report.Combinations[0].Information.Should().BeGreaterThan(100.0);
        report.Combinations[^1].Information.Should().BeApproximately(0.0, 1e-6);
        report.Combinations.Should().OnlyContain(combination => Math.Abs(combination.Components.Sum(x => x * x) - 1.0) < 1e-9 && combination.InWords.Length > 0);
    }

    [Theory]
    [InlineData(0.1, 0.05, ParameterVerdict.Determined)]
    [InlineData(0.9, 0.05, ParameterVerdict.OnlyInCombination)]
    [InlineData(0.9, 0.8, ParameterVerdict.NotDetermined)]
    public void The_verdict_follows_the_rule(double leftOver, double alone, ParameterVerdict expected) => Identifiability.Verdict(leftOver, alone).Should().Be(expected);

    [Fact]
    public void Two_parameters_that_are_only_seen_as_a_sum_trade_off()
    {
        var fisher = new FisherInformation(Exposed.Count);
        var g = new double[Exposed.Count];
        (g[0], g[1]) = (1.0, 1.0);
        fisher.Add([new LabelGradient(TargetKind.SingletEnergy, 1, 0.0, 1.0, g)], DenseLinearAlgebra.Default);
        var report = Identifiability.Of(Model, Model.Layout.Initial(1), Posterior.Of(fisher, Exposed.PriorWidths(Model.Layout.Initial(1)), _ => 0.1));
        report.TradeOffs.Should().ContainSingle().Which.Correlation.Should().BeLessThan(-0.9);
        report.Parameters[0].Verdict.Should().Be(ParameterVerdict.OnlyInCombination);
        report.Combinations[0].InWords.Should().Contain("0.71 ").And.Contain("+");
    }

    [Fact]
    public void Confidence_regions_cover_the_truth_at_their_stated_rate_to_first_order()
    {
        // Truths from the prior, data from the derivatives, estimates by the normal equations: 400 repetitions.
        const int repetitions = 400;
        var posterior = PosteriorAt(Model.Layout.Initial(1), out var labels);
        var within = 0;
        for (var turn = 0; turn < repetitions; turn++)
        {
            var random = new CounterRandom(11, Sample: (ulong)turn);
            double[] truth = [.. Enumerable.Range(0, Exposed.Count).Select(k => random.Normal((ulong)k))];
            var estimate = Estimate(posterior, labels, (label, k) => Dot(label.Gradient, truth) + (Noise * random.Normal((ulong)(100 + k))));
            for (var k = 0; k < truth.Length; k++)
                within += Math.Abs(estimate[k] - truth[k]) <= Math.Sqrt(posterior.Covariance[k * (Exposed.Count + 1)]) ? 1 : 0;
        }

        // Parameters of one repetition are not independent: four standard errors of 400 draws.
        ((double)within / (repetitions * Exposed.Count)).Should().BeApproximately(0.6827, 4.0 * 0.4655 / Math.Sqrt(repetitions));
    }

    [Fact]
    public void Refits_to_data_with_known_parameters_find_them_within_their_error_bars()
    {
        var squares = new List<double>();
        for (ulong turn = 0; turn < 3; turn++)
        {
            var random = new CounterRandom(12, Sample: turn);
            double[] truth = [.. Enumerable.Range(0, Exposed.Count).Select(k => 0.5 * random.Normal((ulong)k))];
            var samples = Samples(truth, k => Noise * random.Normal((ulong)(100 + k)));
            var weights = new double[Exposed.Count];
            Posterior posterior = null!;
            for (var step = 0; step < 5; step++)
            {
                posterior = PosteriorAt(weights, samples, out var labels);
                // Gauss–Newton: the data minus what the weights so far explain, about a prior at zero.
                weights = Estimate(posterior, labels, (label, _) => Dot(label.Gradient, weights) - label.Error);
            }

            for (var k = 0; k < truth.Length; k++)
                squares.Add(Math.Pow(weights[k] - truth[k], 2.0) / posterior.Covariance[k * (Exposed.Count + 1)]);
        }

        // Truths are half as wide as the prior: what is not determined is well inside; what is, scatters by one.
        squares.Average().Should().BeInRange(0.15, 1.6);
        squares.Max().Should().BeLessThan(16.0);
    }

    private static double Dot(double[] x, double[] y) => x.Zip(y, (a, b) => a * b).Sum();

    /// <summary>C Σ g y/σ².</summary>
    private static double[] Estimate(Posterior posterior, IReadOnlyList<LabelGradient> labels, Func<LabelGradient, int, double> datum)
    {
        var right = new double[Exposed.Count];
        for (var k = 0; k < labels.Count; k++)
        {
            var y = datum(labels[k], k);
            for (var i = 0; i < right.Length; i++)
                right[i] += labels[k].Gradient[i] * y / (Noise * Noise);
        }

        var estimate = new double[Exposed.Count];
        DenseLinearAlgebra.Default.MultiplyVector(false, Exposed.Count, Exposed.Count, 1.0, posterior.Covariance, right, 0.0, estimate);
        return estimate;
    }

    private static Posterior PosteriorAt(double[] weights, out IReadOnlyList<LabelGradient> labels) => PosteriorAt(weights, Samples(weights, _ => 0.0), out labels);

    private static Posterior PosteriorAt(double[] weights, IReadOnlyList<Sample> samples, out IReadOnlyList<LabelGradient> labels)
    {
        var accumulation = new FisherAccumulation(Model, weights, "", 1);
        labels = [.. samples.SelectMany(accumulation.Labels)];
        var fisher = new FisherInformation(Exposed.Count);
        fisher.Add(labels, DenseLinearAlgebra.Default);
        return Posterior.Of(fisher, Exposed.PriorWidths(weights), _ => Noise);
    }

    private static Sample[] Samples(double[] weights, Func<int, double> noise)
    {
        var gradients = new StateGradients(Model, Exposed, weights);
        return [.. Molecules.Select((structure, number) => new Sample
        {
            Name = $"molecule {number}",
            Structure = structure,
            States = [.. gradients.Of(structure, Multiplicity.Singlet, 3).Take(3)
                .Select(state => new ReferenceState(Multiplicity.Singlet, (state.Energy + noise((3 * number) + state.Rank)) / Constants.ElectronvoltPerHartree))],
        })];
    }
}
