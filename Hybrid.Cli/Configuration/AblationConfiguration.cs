using System.Globalization;

namespace Hybrid.Cli.Configuration;

/// <summary>The section ablation: which models are trained on how much data, how often.</summary>
/// <param name="Sizes">Of the first training set; null for all of it.</param>
/// <param name="Seeds">How many trainings of each size, with the seeds that follow that of training.</param>
/// <param name="SeveralSeedsUpTo">The largest size that is trained more than once; null for all.</param>
/// <param name="Arms">The models.</param>
internal sealed record AblationConfiguration(IReadOnlyList<int?> Sizes, int Seeds, int? SeveralSeedsUpTo, IReadOnlyList<AblationArm> Arms)
{
    private const string All = "all";

    public static AblationConfiguration Of(ConfigurationMap? map)
    {
        AblationArm[] usual = [new("physics", "physics", null), new("direct", "direct", null), new("hybrid", "hybrid", null)];
        if (map is null)
            return new AblationConfiguration([null], 1, null, usual);
        IReadOnlyList<int?> sizes = map.Words("sizes") is { Count: > 0 } words
            ? Parsed(words) ?? throw map.Wrong("sizes", $"numbers of samples or {All} were expected as ablation.sizes, but [{string.Join(", ", words)}] came.")
            : [null];
        var arms = map.Map("arms") is { } named ? ArmsOf(named) : usual;
        var configuration = new AblationConfiguration(sizes, map.Integer("seeds", 1, 1), map.OptionalInteger("several_seeds_up_to", 1), arms);
        map.RefuseUnknown();
        return configuration;
    }

    /// <summary>How many trainings of a size.</summary>
    /// <param name="size">Null for all samples.</param>
    /// <param name="seeds">In place of the configuration's where several are made; null for that.</param>
    public int SeedsOf(int? size, int? seeds) => SeveralSeedsUpTo is { } largest && !(size <= largest) ? 1 : seeds ?? Seeds;

    /// <summary>Sizes such as 250, 1000, all; null when they are none.</summary>
    public static IReadOnlyList<int?>? Parsed(IEnumerable<string> words)
    {
        var sizes = new List<int?>();
        foreach (var word in words)
        {
            if (word == All)
                sizes.Add(null);
            else if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0)
                sizes.Add(size);
            else
                return null;
        }

        return sizes;
    }

    private static AblationArm[] ArmsOf(ConfigurationMap map) => [.. map.Keys.ToArray().Select(name =>
    {
        var arm = map.RequiredMap(name);
        if (name.AsSpan().ContainsAny(Path.GetInvalidFileNameChars()))
            throw map.Wrong(name, $"a name that can be that of a folder was expected in {map.Place}, but \"{name}\" came.");
        var file = arm.ExistingFile("file");
        var kind = arm.Choice("kind", "hybrid", "hybrid", "physics", "direct");
        var mostSteps = arm.OptionalInteger("most_steps", 1);
        var upTo = arm.OptionalInteger("up_to", 1);
        arm.RefuseUnknown();
        return new AblationArm(name, kind, file, mostSteps, upTo);
    })];
}
