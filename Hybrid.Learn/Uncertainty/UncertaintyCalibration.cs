using Hybrid.Core.IO;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Learn.Comparison;
using Hybrid.Learn.Data;
using Hybrid.Learn.Domain;
using Hybrid.Learn.Models;
using Hybrid.Learn.Training;

namespace Hybrid.Learn.Uncertainty;

/// <summary>
/// Makes the uncertainty of a trained model: sums up what its training data say about its weights, finds which surroundings of atoms they hold, and
/// calibrates the spread on validation data.
/// </summary>
/// <remarks>What was summed up is kept in a file beside the result, from which an interrupted run goes on to the same bits.</remarks>
public sealed class UncertaintyCalibration
{
    private readonly LearnedModel model;
    private readonly string path;
    private readonly int threads;

    /// <summary>Names the model and the place of the result.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file to write; its folder must exist.</param>
    /// <param name="threads">Zero for all cores; the result doesn't depend on it.</param>
    public UncertaintyCalibration(LearnedModel model, string path, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        this.model = model;
        this.path = path;
        this.threads = Workers.Count(threads);
    }

    /// <summary>Whose atoms are the training domain: all that the model was trained on, where <see cref="Run"/> sums over a part of it; null for those of the run.</summary>
    public IReadOnlyList<Structure>? Domain { get; init; }

    /// <summary>What is kept of an unfinished run.</summary>
    public string PartialPath => $"{path}.partial";

    /// <summary>Runs, or goes on where an interrupted run of the same data ended, and writes the file.</summary>
    /// <param name="train">What the model was trained on, or a part of it, each sample once.</param>
    /// <param name="valid">What it was not trained on; none for an uncertainty that is not calibrated.</param>
    /// <param name="data">The data in words.</param>
    /// <param name="outside">What predictions outside of the training domain, and other levels of theory, are calibrated on; null for neither.</param>
    /// <param name="progress">Told how many samples are done.</param>
    /// <param name="cancellation">Stops between two blocks.</param>
    /// <returns>The uncertainty, and the validation states that it was calibrated on.</returns>
    /// <exception cref="SafetensorsFormatException">What is kept of an unfinished run is of other data or of another model.</exception>
    /// <exception cref="ArgumentException">No training sample could be used, or the model has nothing whose uncertainty could be followed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the next run goes on.</exception>
    public (ModelUncertainty Uncertainty, IReadOnlyList<UncertainState> Valid) Run(
        IReadOnlyList<Sample> train, IReadOnlyList<Sample> valid, string data, OutsideData? outside = null, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(valid);
        var (fisher, residuals) = Summed(train, data, progress, cancellation);
        if (TargetKinds.All.All(kind => fisher.Labels(kind) == 0.0))
            throw new ArgumentException("Training samples with labels of excited states in order were expected, but there are none that could be used.", nameof(train));
        var domain = AtomDomainFit.Of(Domain ?? [.. train.Select(sample => sample.Structure)], threads, cancellation);
        var scatter = WeightScatterFit.Of(residuals, new ModelUncertainty(model, fisher, [], data).Posterior);
        var raw = new ModelUncertainty(model, fisher, [], data, domain, scatter);
        var predictor = StatePredictor.Of(model);
        var states = UncertainComparison.Of(raw, valid, Compared(predictor), threads, progress, cancellation);
        var calibrations = Calibrations(states, PhysicsErrors.Of(model, Compared));
        if (outside is not null)
            calibrations.AddRange(OutsideCalibrations(raw, predictor, calibrations, outside, progress, cancellation));
        var calibrated = new ModelUncertainty(model, fisher, calibrations, data, domain, scatter) { OutsideData = outside?.Data ?? "", OtherLevel = outside?.Level ?? "" };
        UncertaintyFile.Write(path, calibrated);
        File.Delete(PartialPath);
        return (calibrated, states);

        StateComparison Compared(StatePredictor of) => StateComparison.ByOrder(of, valid, threads, null, cancellation);
    }

    private (FisherInformation Fisher, EnergyResiduals Residuals) Summed(IReadOnlyList<Sample> train, string data, IProgress<int>? progress, CancellationToken cancellation)
    {
        var identity = SampleIdentity.Of(train).ToString();
        var count = ExposedWeights.Of(model.Model.Layout).Count;
        var (fisher, residuals) = File.Exists(PartialPath) ? UncertaintyFile.ReadUnfinished(PartialPath, model, identity) : (new FisherInformation(count), new EnergyResiduals(count));
        var accumulation = new FisherAccumulation(model.Model, model.Weights, model.Description.Level, threads);
        accumulation.Add(train, fisher, residuals, Keep, progress, cancellation);
        return (fisher, residuals);

        void Keep()
        {
            if (fisher.Samples % (FisherAccumulation.Block * KeptBlocks) == 0)
                UncertaintyFile.WriteUnfinished(PartialPath, new ModelUncertainty(model, fisher, [], data), residuals, identity);
        }
    }

    /// <summary>Of molecules like those of the training data.</summary>
    private static List<TargetCalibration> Calibrations(IReadOnlyList<UncertainState> states, PhysicsErrors physics)
    {
        var found = new List<TargetCalibration>();
        foreach (var kind in TargetKinds.All)
        {
            for (var rank = 1; rank <= TargetCalibration.Higher; rank++)
            {
                var labels = states
                    .Where(state => state.Class == CalibrationClass.Inside && state.State.IsTrusted && Math.Clamp(state.State.Rank, 1, TargetCalibration.Higher) == rank && Label(kind, state) is not null)
                    .Select(state => (Of: Label(kind, state)!.Value, Physics: physics.Of(kind, state.State))).ToArray();
                if (labels.Length < CalibrationFit.FewestLabels)
                    continue;
                found.Add(CalibrationFit.Of(kind, rank, [.. labels.Select(label => label.Of.Error)], [.. labels.Select(label => label.Of.Variance)]) with
                {
                    MeanErrors = MeanErrors.Of(labels.Select(label => (label.Of.Error, label.Physics))),
                });
            }
        }

        return found;
    }

    /// <summary>Of lowest states outside of the training domain or held against another level.</summary>
    private IEnumerable<TargetCalibration> OutsideCalibrations(
        ModelUncertainty raw, StatePredictor predictor, IReadOnlyList<TargetCalibration> inside, OutsideData outside, IProgress<int>? progress, CancellationToken cancellation)
    {
        var states = UncertainComparison.Of(raw, outside.Samples, outside.Compared(predictor, outside.Samples, threads, cancellation), threads, progress, cancellation);
        var leftOut = new LeftOutErrors(raw, outside, DenseLinearAlgebra.Default);
        var siblings = SiblingErrors.Of(outside, threads, cancellation);
        var physics = PhysicsErrors.Of(model, of => outside.Compared(of, outside.Samples, threads, cancellation));
        var choice = new CalibrationChoice(inside);
        foreach (var kind in TargetKinds.All)
        {
            var labels = new List<(CalibrationClass Class, double Error, double Variance)>();
            var ofPhysics = new List<double?>();
            for (var k = 0; k < states.Count; k++)
            {
                // An outside sample of the model's own level inside of the domain says what validation data say better.
                if (states[k] is not { Class: not CalibrationClass.Inside, State: { IsTrusted: true, Rank: <= 1 } } || Label(kind, states[k]) is not var (error, variance))
                    continue;
                labels.Add((states[k].Class, siblings.Of(kind, states[k].State.Sample) ?? error + leftOut.Shift(kind, states[k].State.Sample), variance));
                ofPhysics.Add(physics.Of(kind, states[k].State));
            }

            foreach (var calibration in ClassFit.Of(choice.Of(kind, 1, CalibrationClass.Inside), kind, labels))
                yield return calibration with { MeanErrors = MeanErrors.Of(labels.Zip(ofPhysics).Where(pair => pair.First.Class == calibration.Class).Select(pair => (pair.First.Error, pair.Second))) };
        }
    }

    /// <summary>Error and variance of a state, where it is of a kind.</summary>
    internal static (double Error, double Variance)? Label(TargetKind kind, UncertainState uncertain)
    {
        var variance = kind == TargetKind.Strength ? uncertain.StrengthVariance : uncertain.EnergyVariance;
        return TargetKinds.Error(kind, uncertain.State) is { } error && variance is { } v ? (error, v) : null;
    }

    /// <summary>Blocks between two files.</summary>
    private const int KeptBlocks = 16;
}
