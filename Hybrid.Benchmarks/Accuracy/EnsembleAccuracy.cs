using System.Collections.Immutable;
using Hybrid.Learn.Comparison;
using Hybrid.Learn.Models;
using Hybrid.Learn.Uncertainty;
using Hybrid.Physics.Response.Excitations;

using Sample = Hybrid.Learn.Data.Sample;

namespace Hybrid.Benchmarks.Accuracy;

/// <summary>
/// What the last layers of one model say of its errors, beside what several trainings of it say: a yardstick, since trainings differ in all their weights.
/// </summary>
/// <remarks>
/// The error bars of the first model are as its file has them and are held against its errors. The variance over the trainings is calibrated by the same
/// equations on validation labels and held against the errors of the mean over them. Labels that are not trusted are left out.
/// </remarks>
internal sealed class EnsembleAccuracy
{
    /// <summary>A variance of fewer is no yardstick.</summary>
    public const int FewestMembers = 3;

    private static readonly (TargetKind Kind, int Rank)[] targets =
        [(TargetKind.SingletEnergy, 1), (TargetKind.SingletEnergy, 2), (TargetKind.Strength, 1), (TargetKind.Strength, 2)];

    private readonly ModelUncertainty uncertainty;
    private readonly IReadOnlyList<LearnedModel> models;
    private readonly Dictionary<State, Judged> valid;
    private readonly Dictionary<State, Judged> test;

    public EnsembleAccuracy(IReadOnlyList<LearnedModel> models, ImmutableArray<Sample> valid, ImmutableArray<Sample> test, CancellationToken cancellation)
    {
        this.models = models;
        uncertainty = UncertaintyFile.Beside(models[0]) ?? throw new ArgumentException($"{UncertaintyFile.FileName} was expected beside the first model, but there is none; 'hybrid calibrate' makes it.");
        this.valid = Judge(valid, cancellation);
        this.test = Judge(test, cancellation);
    }

    public void Write(TextWriter output)
    {
        output.WriteLine(FormattableString.Invariant($"{models.Count} trainings; trusted labels inside of the first one's training domain."));
        output.WriteLine();
        var table = new MarkdownTable(output, "", "labels", "MAE", "in 68 %", "in 95 %", "rank correlation of error and ±", "if calibrated", "rank correlation of both ±");
        foreach (var (kind, rank) in targets)
        {
            var (all, learnt) = (Of(test, kind, rank), Of(valid, kind, rank));
            if (all.Length == 0)
                continue;
            var own = uncertainty.Calibration(kind, rank);
            var full = CalibrationFit.Of(kind, rank, [.. learnt.Select(one => one.MeanError)], [.. learnt.Select(one => one.Variance)]);
            var agreement = SpreadStatistics.RankCorrelationOf([.. all.Select(one => own.Uncertainty(one.LastLayerVariance))], [.. all.Select(one => full.Uncertainty(one.Variance))]);
            Row($"{Name(kind, rank)}, one model", [.. all.Select(one => one.FirstError)], [.. all.Select(one => one.LastLayerVariance)], own, "");
            Row($"{Name(kind, rank)}, all trainings", [.. all.Select(one => one.MeanError)], [.. all.Select(one => one.Variance)], full, FormattableString.Invariant($"{agreement:0.00}"));
        }

        void Row(string name, double[] errors, double[] variances, TargetCalibration calibration, string agreement)
        {
            var spread = SpreadStatistics.Of(errors, [.. variances.Select(calibration.Uncertainty)], [.. variances.Select(calibration.HalfWidth95)]);
            table.Row(
                name, FormattableString.Invariant($"{spread.Count}"), FormattableString.Invariant($"{errors.Average(Math.Abs):0.0000}"), FormattableString.Invariant($"{100 * spread.Coverage68:0.0}"),
                FormattableString.Invariant($"{100 * spread.Coverage95:0.0}"), FormattableString.Invariant($"{spread.RankCorrelation:0.000}"), FormattableString.Invariant($"{spread.CalibratedRankCorrelation:0.000}"),
                agreement);
        }
    }

    private static string Name(TargetKind kind, int rank) => FormattableString.Invariant($"singlet {rank} {(kind == TargetKind.Strength ? "strength" : "energy / eV")}");

    private static Judged[] Of(Dictionary<State, Judged> states, TargetKind kind, int rank) =>
        [.. states.Where(one => one.Key.Kind == kind && one.Key.Rank == rank).OrderBy(one => one.Key.Sample).Select(one => one.Value)];

    /// <summary>Errors and variances of all states that every training predicts.</summary>
    private Dictionary<State, Judged> Judge(ImmutableArray<Sample> samples, CancellationToken cancellation)
    {
        var comparisons = models.Select(model => StateComparison.ByOrder(StatePredictor.Of(model), samples, Environment.ProcessorCount, null, cancellation)).ToArray();
        var errors = comparisons.Select(comparison => Errors(comparison.States)).ToArray();
        var judged = new Dictionary<State, Judged>();
        foreach (var state in UncertainComparison.Of(uncertainty, samples, comparisons[0], Environment.ProcessorCount, null, cancellation))
        {
            if (state is not { Class: CalibrationClass.Inside, State: { IsTrusted: true, Multiplicity: Multiplicity.Singlet } })
                continue;
            foreach (var (kind, variance) in new[] { (TargetKind.SingletEnergy, state.EnergyVariance), (TargetKind.Strength, state.StrengthVariance) })
            {
                var key = new State(state.State.Sample, kind, state.State.Rank);
                if (variance is not { } v || !Array.TrueForAll(errors, ofModel => ofModel.ContainsKey(key)))
                    continue;
                var all = Array.ConvertAll(errors, ofModel => ofModel[key]);
                var mean = all.Average();
                judged[key] = new Judged(all[0], mean, all.Sum(error => (error - mean) * (error - mean)) / (all.Length - 1), v);
            }
        }

        return judged;
    }

    private static Dictionary<State, double> Errors(IReadOnlyList<ComparedState> states)
    {
        var errors = new Dictionary<State, double>();
        foreach (var state in states)
        {
            foreach (var kind in new[] { TargetKind.SingletEnergy, TargetKind.Strength })
            {
                if (TargetKinds.Error(kind, state) is { } error)
                    errors[new State(state.Sample, kind, state.Rank)] = error;
            }
        }

        return errors;
    }

    private readonly record struct State(int Sample, TargetKind Kind, int Rank);

    /// <param name="FirstError">Of the first model.</param>
    /// <param name="MeanError">Of the mean over the trainings.</param>
    /// <param name="Variance">Over the trainings: of their errors, which is that of their predictions.</param>
    /// <param name="LastLayerVariance">gᵀCg of the first model.</param>
    private readonly record struct Judged(double FirstError, double MeanError, double Variance, double LastLayerVariance);
}
