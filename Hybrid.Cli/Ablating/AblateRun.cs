using Hybrid.Cli.Configuration;
using Hybrid.Cli.Training;
using Hybrid.Cli.Writing;
using Hybrid.Learn.Comparison;
using Hybrid.Learn.Models;
using Hybrid.Learn.Training;
using Hybrid.Physics.Models;

namespace Hybrid.Cli.Ablating;

/// <summary>One run of the verb ablate: trains what isn't trained yet, scores it, and writes the comparison after every training.</summary>
internal sealed class AblateRun(AblateRequest request, CommandStreams streams, CancellationToken cancellation)
{
    private readonly List<AblationScore> scores = [];

    public int Execute()
    {
        if (!File.Exists(request.Configuration))
            throw new UsageException($"{request.Configuration} was expected to be a configuration, but there is no such file.");
        var configuration = TrainingConfiguration.Read(request.Configuration, request.Threads, request.Output);
        var arms = configuration.Ablation.Arms.Select(arm => (Arm: arm, Configuration: Merged(configuration, arm))).ToArray();
        Directory.CreateDirectory(configuration.Output);
        var tests = AblationTest.Read(configuration);
        Score(configuration, tests, AblationScore.Untrained, null, 0, StatePredictor.Of(ExcitationModel.Load(configuration.Model.Settings.Base)));
        foreach (var size in request.Sizes ?? configuration.Ablation.Sizes)
        {
            for (var seed = 0; seed < configuration.Ablation.SeedsOf(size, request.Seeds); seed++)
            {
                foreach (var (arm, merged) in arms.Where(arm => arm.Arm.Takes(size)))
                {
                    if (!Trained(arm, merged, size, merged.Settings.Seed + (ulong)seed, tests))
                        return ExitCode.Interrupted;
                }
            }
        }

        streams.Output.WriteLine($"table   {Sentence.Printable(Path.Combine(configuration.Output, AblationFiles.Markdown))}");
        streams.Output.WriteLine($"plot    {Sentence.Printable(Path.Combine(configuration.Output, AblationFiles.Page))}");
        return ExitCode.Success;
    }

    private bool Trained(AblationArm arm, TrainingConfiguration configuration, int? size, ulong seed, IReadOnlyList<AblationTest> tests)
    {
        var name = FormattableString.Invariant($"{arm.Name}-{(size is { } n ? FormattableString.Invariant($"{n}") : "all")}-{seed}");
        var folder = new TrainingFolder(Path.Combine(configuration.Output, name));
        var seeded = configuration with { Settings = configuration.Settings with { Seed = seed }, Card = configuration.Card with { Name = null } };
        TrainingRecord.Require(folder, TrainingRecord.Digest(seeded, arm, size), name);
        streams.Output.WriteLine($"{name}{(ModelFolder.HoldsModel(folder.Root) ? ": trained already" : "")}");
        if (configuration.Fit is not null)
            throw new UsageException("An ablation trains by adamw, but training.method is lbfgs.");
        var count = size;
        if (!ModelFolder.HoldsModel(folder.Root))
        {
            using var setup = TrainingSetup.Of(seeded, arm.Kind, size);
            seeded = seeded with { Settings = seeded.Settings with { Epochs = arm.Epochs(seeded.Settings, setup.Train.Count) } };
            var outcome = new TrainingSession(seeded, setup, folder, streams, cancellation).Run();
            if (outcome.Status == TrainingStatus.Cancelled)
            {
                streams.Error.WriteLine("hybrid: interrupted; the same command goes on.");
                return false;
            }

            if (outcome.Status == TrainingStatus.NoUsableSample)
                throw new InvalidDataException($"No structure of {name} could be used; its log names them.");
        }

        var model = ModelFolder.Read(folder.Root);
        count ??= model.Description.Training?.Train[0].Samples;
        Score(configuration, tests, arm.Name, count, seed, StatePredictor.Of(model));
        return true;
    }

    private void Score(TrainingConfiguration configuration, IReadOnlyList<AblationTest> tests, string arm, int? size, ulong seed, StatePredictor predictor)
    {
        var threads = configuration.Settings.Threads == 0 ? Environment.ProcessorCount : configuration.Settings.Threads;
        foreach (var test in tests)
        {
            var comparison = test.IsOfValenceStates
                ? StateComparison.OfLowestValenceStates(predictor, test.Samples, threads, cancellation: cancellation)
                : StateComparison.ByOrder(predictor, test.Samples, threads, cancellation: cancellation);
            foreach (var failure in comparison.Failures.Take(1))
                streams.Error.WriteLine(FormattableString.Invariant($"hybrid: {arm} on {test.Name}: {comparison.Failures.Count} structures failed; {Sentence.Printable(failure.Name)}: {Sentence.Of(failure.Reason)}"));
            scores.Add(new AblationScore(arm, size, seed, test, TargetErrors.Of(comparison.States), comparison.Failures.Count));
        }

        AblationFiles.Write(configuration.Output, scores);
    }

    /// <summary>Training data and seed of the ablation, everything else of the arm, where it has a file.</summary>
    private TrainingConfiguration Merged(TrainingConfiguration configuration, AblationArm arm)
    {
        if (arm.File is null)
            return configuration;
        var own = TrainingConfiguration.Read(arm.File, request.Threads, request.Output);
        return own with
        {
            Train = configuration.Train,
            Valid = own.Valid.Count > 0 ? own.Valid : configuration.Valid,
            Settings = own.Settings with { Seed = configuration.Settings.Seed },
            Output = configuration.Output,
            Cache = configuration.Cache,
        };
    }
}
