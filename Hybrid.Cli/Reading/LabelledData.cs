using Hybrid.Cli.Configuration;
using Hybrid.Learn.Data;

namespace Hybrid.Cli.Reading;

/// <summary>Structures with labels that a command line names.</summary>
internal sealed record LabelledData
{
    public required string File { get; init; }

    public required LabelMapping Labels { get; init; }

    /// <summary>A table of transitions whose lowest valence states are compared; null for labels of the frames.</summary>
    public string? Transitions { get; init; }

    /// <summary>Which of the samples are meant.</summary>
    public required SampleChoice Choice { get; init; }

    /// <summary>Where the samples come from, in words.</summary>
    public string InWords => Choice.Part is var (part, count) ? FormattableString.Invariant($"{Path.GetFileName(File)} (part {part}/{count} by molecule)") : Path.GetFileName(File);

    public IReadOnlyList<Sample> Samples()
    {
        var samples = Choice.Stream(File, Labels);
        return Choice.Of(Transitions is { } table ? TransitionTable.Read(table, QuestDatabase.Columns).JoinedTo(samples, areSome: true) : samples);
    }
}
