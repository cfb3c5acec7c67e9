using Hybrid.Physics.Models;

namespace Hybrid.Cli.Reading;

/// <summary>The words of --properties: every <see cref="Properties"/> in lower case with hyphens.</summary>
internal static class PropertyNames
{
    private static readonly SortedDictionary<string, Properties> Words = new(
        Enum.GetValues<Properties>().Where(property => property != Properties.Matrices).ToDictionary(Word, property => property),
        StringComparer.Ordinal);

    public static string All => string.Join(", ", Words.OrderBy(entry => entry.Value).Select(entry => entry.Key));

    /// <summary>The properties of a list with commas, or null where a word is none of them.</summary>
    public static Properties? Parse(string list)
    {
        var properties = Properties.Energy;
        foreach (var word in list.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!Words.TryGetValue(word, out var property))
                return null;
            properties |= property;
        }

        return properties;
    }

    private static string Word(Properties property) =>
        string.Concat(property.ToString().Select((letter, i) => i > 0 && char.IsUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
