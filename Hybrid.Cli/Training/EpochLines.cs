using Hybrid.Cli.Writing;
using Hybrid.Learn.Models;
using Hybrid.Learn.Training;

namespace Hybrid.Cli.Training;

/// <summary>A line for each epoch of a training, and what came of it.</summary>
internal sealed class EpochLines(CommandStreams streams, int epochs)
{
    private readonly HashSet<string> named = new(StringComparer.Ordinal);

    public void Write(EpochReport report)
    {
        var valid = report.Valid is { } errors ? $"  valid {Errors(errors)}{(report.IsBest ? " *" : "")}" : "";
        var rate = report.Train.SampleCount / Math.Max(report.Seconds, 1e-3);
        streams.Output.WriteLine(FormattableString.Invariant($"epoch {report.Epoch}/{epochs}  train {Errors(report.Train)}{valid}  {rate:0.#}/s"));
        foreach (var sample in report.Train.Skipped)
        {
            if (named.Add(sample.Name))
                streams.Error.WriteLine($"hybrid: {Sentence.Printable(sample.Name)} is skipped: {Sentence.Of(sample.Reason)}");
        }

        if (report.Train.SkippedCount > 0)
            streams.Error.WriteLine(FormattableString.Invariant($"hybrid: {report.Train.SkippedCount} structures were skipped in epoch {report.Epoch}."));
    }

    public void Write(TrainingOutcome outcome, LearnedModel model, TrainingFolder folder)
    {
        var why = outcome.Status == TrainingStatus.StoppedEarly ? "stopped early, as validation got no better" : "done";
        streams.Output.WriteLine(FormattableString.Invariant($"{why} after {outcome.Epochs} epochs and {Duration(outcome.Elapsed)}{(outcome.BestEpoch is { } best ? $"; weights of epoch {best}" : "")}"));
        streams.Output.WriteLine($"model   {Sentence.Printable(folder.Root)}, SHA-256 {model.Digest[..12]}");
        streams.Output.WriteLine($"curve   {Sentence.Printable(folder.Curve)}");
    }

    /// <summary>Such as "singlet energies 0.123 eV, oscillator strengths 0.021".</summary>
    public static string Errors(SetErrors errors) => string.Join(", ", errors.Terms.Where(term => term.Count > 0).Select(term =>
        FormattableString.Invariant($"{term.Name} {term.MeanAbsoluteError:0.0000}{(term.Unit == "1" ? "" : $" {term.Unit}")}")));

    /// <summary>Such as "41 s", "3 min" or "2 h 5 min".</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 100 } => FormattableString.Invariant($"{time.TotalSeconds:0} s"),
        { TotalMinutes: < 100 } => FormattableString.Invariant($"{time.TotalMinutes:0} min"),
        _ => FormattableString.Invariant($"{(int)time.TotalHours} h {time.Minutes} min"),
    };
}
