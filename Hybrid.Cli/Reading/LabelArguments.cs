using System.CommandLine;
using Hybrid.Cli.Configuration;
using Hybrid.Learn.Data;

namespace Hybrid.Cli.Reading;

/// <summary>The options that say which labels a file of structures has, and which of its structures are meant.</summary>
internal sealed class LabelArguments
{
    private readonly Option<string[]> targets = new("--target")
    {
        Description = "Which keys of a frame hold which labels, such as energy_ev=E1_CC2_eV; several may follow one another",
        HelpName = "TARGET=KEY",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> transitions = OptionParsing.Text("--transitions", "FILE", "A table of transitions (CSV) instead of labels in the frames: compare lowest valence states");

    private readonly Option<string?> level = OptionParsing.Text(
        "--level", "NAME", "The level of theory of the labels, as the model's training names it: intervals for labels of another level than the model's are wider [default: the model's own, tbe for --transitions]");

    private readonly Option<string?> part = OptionParsing.Text("--part", "K/N", "Only one of N parts of the molecules, divided at seed 0");

    private readonly Option<string[]> where = new("--where")
    {
        Description = "Only frames whose key has this value, such as geometry_state=ground; several may follow one another",
        HelpName = "KEY=VALUE",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> newTo = OptionParsing.Text("--new-to", "FILE", "Without molecules that occur in this file of structures, such as a training set");

    private readonly Option<int?> largerThan = OptionParsing.Integer("--larger-than", "N", "Only structures with more than N atoms other than hydrogen", 0);

    public void AddTo(Command command)
    {
        command.Add(targets);
        command.Add(transitions);
        command.Add(level);
        command.Add(where);
        command.Add(part);
        command.Add(newTo);
        command.Add(largerThan);
    }

    /// <summary>True when one of the options was given.</summary>
    public bool AreGiven(ParseResult parsed) =>
        parsed.GetValue(targets) is { Length: > 0 } || parsed.GetValue(where) is { Length: > 0 } || parsed.GetValue(largerThan) is not null
        || new[] { transitions, level, part, newTo }.Any(option => parsed.GetValue(option) is not null);

    /// <summary>What they say of a file.</summary>
    /// <exception cref="UsageException">They contradict one another, or say nothing.</exception>
    public LabelledData Of(ParseResult parsed, string file)
    {
        var table = parsed.GetValue(transitions);
        return new LabelledData
        {
            File = file,
            Transitions = table,
            Labels = new LabelMapping(Labels(parsed.GetValue(targets) ?? [], table).Labels) { Level = parsed.GetValue(level) ?? (table is null ? "" : QuestDatabase.Level) },
            Choice = new SampleChoice
            {
                Where = Conditions(parsed.GetValue(where) ?? []),
                Part = parsed.GetValue(part) is { } text
                    ? SampleChoice.ParsedPart(text) ?? throw new UsageException($"--part: a part such as 1/2 was expected, but \"{text}\" came.")
                    : null,
                NewTo = parsed.GetValue(newTo),
                LargerThan = parsed.GetValue(largerThan),
            },
        };
    }

    private static LabelMapping Labels(string[] targets, string? transitions)
    {
        if (transitions is null && targets.Length == 0)
            throw new UsageException("--target: at least one label such as energy_ev=E1_CC2_eV was expected, but there is none.");
        var labels = FilesOnDisk.Loaded("--target", () => LabelMapping.Of(targets));
        if (transitions is not null && labels.Labels.Any(label => label.Target.Quantity is not (LabelledQuantity.Name or LabelledQuantity.Molecule)))
            throw new UsageException("--transitions and --target both say what the labels are; beside --transitions only the targets name and molecule were expected.");
        return labels.Labels.Any(label => label.Target.Quantity == LabelledQuantity.Name)
            ? labels
            : LabelMapping.Of([.. targets, transitions is null ? "name=name?" : "name=name"]);
    }

    /// <summary>Values of the same key are alternatives.</summary>
    private static IReadOnlyList<(string, IReadOnlyList<string>)> Conditions(string[] pairs) => [.. pairs
        .Select(pair => pair.IndexOf('=', StringComparison.Ordinal) is > 0 and var k
            ? (Key: pair[..k], Value: pair[(k + 1)..])
            : throw new UsageException($"--where: KEY=VALUE was expected, but \"{pair}\" came."))
        .GroupBy(pair => pair.Key).Select(group => (group.Key, (IReadOnlyList<string>)[.. group.Select(pair => pair.Value)]))];
}
