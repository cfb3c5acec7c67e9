using Hybrid.Learn.Data;

namespace Hybrid.Cli.Configuration;

/// <summary>One data set of data.train or data.valid.</summary>
internal sealed record DataConfiguration
{
    /// <summary>What tables call the set; null for the name of its file.</summary>
    public string? Name { get; init; }

    /// <summary>The file of structures, as a full path.</summary>
    public required string File { get; init; }

    public required LabelMapping Labels { get; init; }

    /// <summary>A table of transitions, as a full path; null for labels of the frames.</summary>
    public string? Transitions { get; init; }

    /// <summary>True to keep of each spin its lowest state, where it isn't Rydberg, and to compare it by order.</summary>
    public bool KeepsLowestValence { get; init; }

    /// <summary>Which of the file's samples are meant.</summary>
    public required SampleChoice Choice { get; init; }

    /// <summary>Atoms other than hydrogen at most.</summary>
    public int? HeavyAtoms { get; init; }

    /// <summary>True to leave out structures with elements that the model isn't for; otherwise they are an error.</summary>
    public bool SkipsOtherElements { get; init; }

    /// <summary>So many samples, chosen by molecule; null for all.</summary>
    public int? Size { get; init; }

    /// <summary>Which choice; null for the training's seed.</summary>
    public int? Seed { get; init; }

    /// <summary>How often an epoch meets each sample.</summary>
    public int Repeat { get; init; }

    /// <summary>Factor on the weights of the samples.</summary>
    public double Weight { get; init; }

    /// <summary>A line of the file for what only shows when the data are read.</summary>
    public required ConfigurationMap Section { get; init; }

    /// <summary>Which of the file's structures, for the card; null for all.</summary>
    public string? ChoiceInWords
    {
        get
        {
            var words = new List<string>();
            if (Choice.Part is var (part, count))
                words.Add(FormattableString.Invariant($"part {part}/{count} by molecule"));
            words.AddRange(Choice.Where.Select(condition => $"{condition.Key} = {string.Join(" or ", condition.Values)}"));
            if (HeavyAtoms is { } most)
                words.Add(FormattableString.Invariant($"at most {most} heavy atoms"));
            if (Choice.LargerThan is { } least)
                words.Add(FormattableString.Invariant($"more than {least} heavy atoms"));
            if (Choice.NewTo is { } known)
                words.Add($"no molecules of {Path.GetFileName(known)}");
            if (KeepsLowestValence)
                words.Add("lowest valence states");
            if (Repeat > 1)
                words.Add(FormattableString.Invariant($"each {Repeat} times an epoch"));
            return words.Count > 0 ? string.Join(", ", words) : null;
        }
    }

    public static DataConfiguration Of(ConfigurationMap map, string level)
    {
        var file = map.ExistingFile("file") ?? throw map.Wrong("file", $"a file was expected as {map.Place}.file, but the key is missing.");
        var transitions = map.ExistingFile("transitions");
        var labels = map.Map("labels");
        if (labels is null && transitions is null)
            throw map.Wrong("file", $"labels or transitions were expected in {map.Place}, but there are none.");
        var pairs = labels is null ? [new KeyValuePair<string, string>("name", "name")] : labels.Keys.Select(key => KeyValuePair.Create(key, labels.RequiredText(key))).ToList();
        var mapping = (labels ?? map).Checked(labels is null ? "transitions" : pairs.FirstOrDefault().Key ?? "", () => LabelMapping.Of(pairs));
        var data = new DataConfiguration
        {
            Name = map.Text("name"),
            File = file,
            Transitions = transitions,
            Labels = new LabelMapping(mapping.Labels)
            {
                Level = map.Text("level") ?? level,
                SuspectWeight = map.Number("suspect_weight", 0.0, 0.0, 1.0),
                StatesAreLowest = map.Flag("states_are_lowest", true),
            },
            KeepsLowestValence = map.Choice("states", "all", "all", "lowest_valence") == "lowest_valence",
            Choice = new SampleChoice
            {
                Where = WhereOf(map.Map("where")),
                Part = PartOf(map),
                LargerThan = map.OptionalInteger("larger_than", 0),
                NewTo = map.ExistingFile("new_to"),
            },
            HeavyAtoms = map.OptionalInteger("heavy_atoms", 1),
            SkipsOtherElements = map.Choice("other_elements", transitions is null ? "error" : "skip", "error", "skip") == "skip",
            Size = map.OptionalInteger("size", 1),
            Seed = map.OptionalInteger("seed", 0),
            Repeat = map.Integer("repeat", 1, 1),
            Weight = map.Number("weight", 1.0, 0.0),
            Section = map,
        };
        map.RefuseUnknown();
        return data;
    }

    private static List<(string Key, IReadOnlyList<string> Values)> WhereOf(ConfigurationMap? map) =>
        map is null ? [] : [.. map.Keys.Select(key => (key, map.IsList(key) ? map.Words(key)! : [map.RequiredText(key)]))];

    private static (int, int)? PartOf(ConfigurationMap map) => map.Text("part") is { } text
        ? SampleChoice.ParsedPart(text) ?? throw map.Wrong("part", $"a part such as 1/2 was expected as {map.Place}.part, but \"{text}\" came.")
        : null;
}
