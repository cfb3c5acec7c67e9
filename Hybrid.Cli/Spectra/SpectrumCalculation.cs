using System.Diagnostics;
using Hybrid.Cli.Excitations;
using Hybrid.Cli.Reading;
using Hybrid.Cli.Writing;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Uncertainty;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response;
using Hybrid.Physics.Response.Spectra;

namespace Hybrid.Cli.Spectra;

/// <summary>From frames to the lines of curves, on several threads. A geometry that fails is left out of its curve and told.</summary>
internal sealed class SpectrumCalculation(
    SpectrumRequest request, IReadOnlyList<SpectralModel> models, Action<InputFrame, string> tell, CancellationToken cancellation)
{
    private const double RoomTemperature = 298.15;

    public IReadOnlyList<SpectralSeries> Series(IEnumerable<InputFrame> frames, IProgress<int>? progress)
    {
        var curves = new OrderedDictionary<CurveKey, List<GeometryResult>>();
        var done = 0;
        foreach (var computed in Results(frames.SelectMany(Tasks)))
        {
            progress?.Report(++done);
            if (!curves.TryGetValue(computed.Task.Curve, out var members))
                curves.Add(computed.Task.Curve, members = []);
            var result = OfTheSameMolecule(computed, members);
            if (result.Error is { } error)
                tell(result.Task.Frame, error);
            members.Add(result);
        }

        return [.. curves.Values.Select(Joined).OfType<SpectralSeries>()];
    }

    /// <summary>A mean is over geometries of one molecule: other atoms than those of the first are an error of their frame.</summary>
    private static GeometryResult OfTheSameMolecule(GeometryResult result, List<GeometryResult> members)
    {
        if (result.Excitations is null || members.Find(member => member.Excitations is not null) is not { } first
            || result.Task.Structure!.AtomicNumbers.SequenceEqual(first.Task.Structure!.AtomicNumbers))
            return result;
        return result with
        {
            Excitations = null,
            Error = $"A mean is over geometries of one molecule: {Formula.Of(first.Task.Structure!)} with its atoms in the same order was expected, but this frame is {Formula.Of(result.Task.Structure!)}.",
        };
    }

    /// <summary>In order; with one thread on the caller's.</summary>
    private IEnumerable<GeometryResult> Results(IEnumerable<GeometryTask> tasks)
    {
        var threads = Math.Min(request.Threads ?? Environment.ProcessorCount, MostThreads);
        if (threads == 1)
            return tasks.Select(Computed);
        return tasks.AsParallel().AsOrdered().WithDegreeOfParallelism(threads).WithMergeOptions(ParallelMergeOptions.NotBuffered)
            .WithCancellation(cancellation).Select(Computed);
    }

    private IEnumerable<GeometryTask> Tasks(InputFrame frame)
    {
        foreach (var model in models)
        {
            var curve = new CurveKey(frame.Source, request.Averages ? 0 : frame.Number, model);
            if (frame.Content is not { } structure)
            {
                yield return new GeometryTask(curve, frame, null, false, false, frame.Error);
                yield break;
            }

            if (request.Ensemble is not { } count)
            {
                yield return new GeometryTask(curve, frame, structure, IsListed: !request.Averages || frame.Number == 1, IsAveraged: true);
                continue;
            }

            foreach (var member in Vibrating(curve, frame, structure, count))
                yield return member;
        }
    }

    private List<GeometryTask> Vibrating(CurveKey curve, InputFrame frame, Structure structure, int count)
    {
        try
        {
            var options = PredictionOptions.Default with { Displacement = new DisplacementSettings { Threads = request.Threads } };
            var prediction = curve.Model.Ground.Predict(structure, Properties.Vibrations, options, cancellation: cancellation);
            if (!prediction.Certificate.IsConverged)
                return [new GeometryTask(curve, frame, null, false, false, prediction.Certificate.ToString())];
            var ensemble = VibrationalEnsemble.Wigner(structure, prediction.Vibrations, request.Temperature ?? RoomTemperature, (ulong)(request.Seed ?? 1));
            return
            [
                new GeometryTask(curve, frame, structure, IsListed: true, IsAveraged: false, Notes: prediction.Certificate.Warnings),
                .. ensemble.Members(count).Select(member => new GeometryTask(curve, frame, member, IsListed: false, IsAveraged: true)),
            ];
        }
        catch (Exception error) when (IsOfStructure(error))
        {
            return [new GeometryTask(curve, frame, null, false, false, Sentence.Of(error))];
        }
    }

    private GeometryResult Computed(GeometryTask task)
    {
        cancellation.ThrowIfCancellationRequested();
        var clock = Stopwatch.StartNew();
        if (task.Structure is not { } structure)
            return new GeometryResult(task, null, task.Error, clock.Elapsed);
        try
        {
            var options = task.IsListed ? request.Excitations : request.Excitations with { WithAnalysis = false };
            var source = task.Curve.Model.Excitations.For(structure);
            var excitations = source.Model.Predict(structure, options, cancellation: cancellation);
            var failure = excitations.Failure
                ?? (excitations.States.All(state => double.IsFinite(state.Energy)) ? null : "An excitation energy is not a finite number.");
            return new GeometryResult(task, failure is null ? excitations : null, failure, clock.Elapsed)
            {
                Uncertain = failure is null ? UncertainExcitations.Of(source, structure, excitations) : null,
            };
        }
        catch (Exception error) when (IsOfStructure(error))
        {
            return new GeometryResult(task, null, Sentence.Of(error), clock.Elapsed);
        }
    }

    private SpectralSeries? Joined(List<GeometryResult> results)
    {
        var good = results.Where(result => result.Excitations is not null).OrderBy(result => result.Task.IsListed ? 0 : 1).ToArray();
        var averaged = good.Where(result => result.Task.IsAveraged).ToArray();
        if (averaged.Length == 0)
            return null;
        var listed = good[0];
        return new SpectralSeries(
            listed.Task.Frame, listed.Task.Structure!, listed.Task.Curve.Model, listed.Excitations!,
            [.. averaged.Select(result => result.Excitations!.States.Select(Stick.Of).ToArray())], Geometries(averaged.Length, listed.Task.Curve.Model),
            [.. (listed.Task.Notes ?? []).Concat(listed.Excitations!.Warnings)], TimeSpan.FromTicks(results.Sum(result => result.Time.Ticks)))
        {
            Uncertain = listed.Uncertain,
            Ensemble = Ensemble(listed, averaged),
        };
    }

    /// <summary>The lines of every member, geometry by geometry; null where one of them has no uncertainty.</summary>
    private static IReadOnlyList<IReadOnlyList<IReadOnlyList<Stick>>>? Ensemble(GeometryResult listed, GeometryResult[] averaged)
    {
        if (averaged.Any(result => result.Uncertain is null) || listed.Task.Curve.Model.Excitations.For(listed.Task.Structure!).Uncertainty is not { } uncertainty)
            return null;
        var ensemble = new ShallowEnsemble(uncertainty, @class: listed.Uncertain?.Class ?? CalibrationClass.Inside);
        // The noise that data wouldn't mend is that of the molecule, the same in all geometries.
        var geometries = averaged.Select(result => ensemble.FirstOrder([.. result.Uncertain!.Gradients.OfType<StateGradient>()])).ToArray();
        return [.. Enumerable.Range(0, ensemble.Count).Select(m => geometries.Select(members => Sticks(members[m])).ToArray())];

        static IReadOnlyList<Stick> Sticks(MemberStates states) =>
            [.. states.Energies.Select((energy, k) => new Stick(Math.Max(energy, SmallestEnergy) / Constants.ElectronvoltPerHartree, states.Strengths[k]))];
    }

    private string? Geometries(int count, SpectralModel model)
    {
        if (request.Ensemble is not null)
            return FormattableString.Invariant($"mean of {count} geometries, {model.Ground.Parameters.Name} vibrations at {request.Temperature ?? RoomTemperature:0.##} K (Wigner), seed {request.Seed ?? 1}");
        return request.Averages ? FormattableString.Invariant($"mean of {count} frame{(count == 1 ? "" : "s")}") : null;
    }

    private static bool IsOfStructure(Exception error) =>
        error is PredictionException or ArgumentException or NotSupportedException or FormatException or OutOfMemoryException or OverflowException;

    /// <summary>Of a parallel query.</summary>
    private const int MostThreads = 512;

    /// <summary>eV; no member's line lies below.</summary>
    private const double SmallestEnergy = 0.01;
}
