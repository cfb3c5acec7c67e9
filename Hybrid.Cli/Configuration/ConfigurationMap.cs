using System.Globalization;
using System.Text.Json;
using Hybrid.Cli.Writing;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Hybrid.Cli.Configuration;

/// <summary>
/// Keys and values of a YAML file. Every key must be asked for before <see cref="RefuseUnknown"/>: what nobody asked for is a mistake, and the
/// message names the nearest key that there is.
/// </summary>
internal sealed class ConfigurationMap
{
    private readonly YamlMappingNode node;
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly List<string> asked = [];

    private ConfigurationMap(string file, string place, YamlMappingNode node)
    {
        File = file;
        Place = place;
        this.node = node;
        foreach (var (key, value) in node.Children)
            entries.Add(Scalar(file, key, "a key"), new Entry(file, key, value));
    }

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>The keys that lead here, such as "model.representation"; empty for the whole file.</summary>
    public string Place { get; }

    /// <summary>The names of all keys.</summary>
    public IEnumerable<string> Keys => entries.Keys;

    /// <summary>Reads a file, and with the key <see cref="Extends"/> what another file has and this one hasn't.</summary>
    /// <exception cref="ConfigurationException">The file is no YAML, or no mapping, or extends a file that can't be.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static ConfigurationMap Read(string file)
    {
        var map = OfFile(file);
        if (map.ExistingFile(Extends) is not { } other)
            return map;
        var extended = OfFile(other);
        if (extended.Text(Extends) is not null)
            throw map.Wrong(Extends, $"a configuration that stands for itself was expected as {Extends}, but {other} extends another one.");
        foreach (var (key, entry) in extended.entries)
        {
            if (!map.entries.TryGetValue(key, out var own) || IsEmpty(own.Value))
                map.entries[key] = entry;
        }

        return map;
    }

    private static ConfigurationMap OfFile(string file)
    {
        using var reader = new StreamReader(file);
        var stream = new YamlStream();
        try
        {
            stream.Load(reader);
        }
        catch (YamlException error)
        {
            throw new ConfigurationException(file, error.Start.Line, $"YAML was expected, but: {error.Message.TrimEnd('.')}.");
        }

        if (stream.Documents.Count != 1 || stream.Documents[0].RootNode is not YamlMappingNode root)
            throw new ConfigurationException(file, 1, "a mapping with the keys model, data, targets and training was expected, but there is none.");
        return new ConfigurationMap(file, "", root);
    }

    public bool IsList(string key) => Find(key) is YamlSequenceNode;

    public string? Text(string key) => Find(key) is { } value ? Scalar(FileOf(key), value, $"a word as {Full(key)}") : null;

    public string RequiredText(string key) => Text(key) ?? throw Missing(key, "a word");

    /// <summary>A path, relative to the folder of the file that the key stands in, as a full one; null when the key isn't there.</summary>
    public string? FullPath(string key) => Text(key) is { } text ? Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(FileOf(key)))!, text)) : null;

    /// <summary>The same of a file that must be there.</summary>
    public string? ExistingFile(string key) => FullPath(key) is { } path && !System.IO.File.Exists(path)
        ? throw Wrong(key, $"a file was expected as {Full(key)}, but there is none at {path}.")
        : FullPath(key);

    public string Choice(string key, string otherwise, params ReadOnlySpan<string> words)
    {
        if (Text(key) is not { } word)
            return otherwise;
        return words.Contains(word) ? word : throw Wrong(key, $"{string.Join(" or ", words.ToArray())} was expected as {Full(key)}, but \"{word}\" came.");
    }

    public double Number(string key, double otherwise, double lowest, double highest = double.MaxValue) => OptionalNumber(key, lowest, highest) ?? otherwise;

    public double? OptionalNumber(string key, double lowest, double highest = double.MaxValue)
    {
        if (Text(key) is not { } word)
            return null;
        var range = highest == double.MaxValue ? FormattableString.Invariant($"of at least {lowest}") : FormattableString.Invariant($"from {lowest} to {highest}");
        return double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= lowest && value <= highest
            ? value
            : throw Wrong(key, $"a number {range} was expected as {Full(key)}, but \"{word}\" came.");
    }

    public int Integer(string key, int otherwise, int lowest) => OptionalInteger(key, lowest) ?? otherwise;

    public int? OptionalInteger(string key, int lowest)
    {
        if (Text(key) is not { } word)
            return null;
        return int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= lowest
            ? value
            : throw Wrong(key, FormattableString.Invariant($"a whole number from {lowest} was expected as {Full(key)}, but \"{word}\" came."));
    }

    public bool Flag(string key, bool otherwise) => Text(key) switch
    {
        null => otherwise,
        "true" or "yes" => true,
        "false" or "no" => false,
        var word => throw Wrong(key, $"true or false was expected as {Full(key)}, but \"{word}\" came."),
    };

    /// <summary>A list of words; null when the key isn't there.</summary>
    public IReadOnlyList<string>? Words(string key) => Find(key) switch
    {
        null => null,
        YamlSequenceNode list => [.. list.Children.Select(item => Scalar(FileOf(key), item, $"words in the list {Full(key)}"))],
        var other => throw new ConfigurationException(FileOf(key), other.Start.Line, $"a list such as [a, b] was expected as {Full(key)}, but it is {Kind(other)}."),
    };

    /// <summary>A mapping; null when the key isn't there.</summary>
    public ConfigurationMap? Map(string key) => Find(key) switch
    {
        null => null,
        YamlMappingNode map => new ConfigurationMap(FileOf(key), Full(key), map),
        var other => throw new ConfigurationException(FileOf(key), other.Start.Line, $"keys and values were expected below {Full(key)}, but it is {Kind(other)}."),
    };

    public ConfigurationMap RequiredMap(string key) => Map(key) ?? throw Missing(key, "keys and values");

    /// <summary>A list of mappings; empty when the key isn't there.</summary>
    public IReadOnlyList<ConfigurationMap> Maps(string key) => Find(key) switch
    {
        null => [],
        YamlSequenceNode list => [.. list.Children.Select((item, k) => item is YamlMappingNode map
            ? new ConfigurationMap(FileOf(key), FormattableString.Invariant($"{Full(key)}[{k + 1}]"), map)
            : throw new ConfigurationException(FileOf(key), item.Start.Line, $"keys and values were expected in the list {Full(key)}, but it is {Kind(item)}."))],
        var other => throw new ConfigurationException(FileOf(key), other.Start.Line, $"a list (- …) was expected as {Full(key)}, but it is {Kind(other)}."),
    };

    /// <summary>All keys with their values, in the order of their names, as one text: equal texts ask for the same.</summary>
    /// <param name="without">Keys that are left out.</param>
    public string Canonical(params string[] without) => Canonical(entries.Where(entry => entry.Key != Extends).Select(entry => (entry.Key, entry.Value.Value)), without);

    /// <summary>A complaint about the value of a key.</summary>
    public ConfigurationException Wrong(string key, string message) =>
        new(FileOf(key), entries.TryGetValue(key, out var entry) ? entry.Value.Start.Line : node.Start.Line, message);

    /// <summary>Runs what makes something of a key's value, and gives its complaints a line.</summary>
    public T Checked<T>(string key, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception error) when (error is ArgumentException or KeyNotFoundException or NotSupportedException)
        {
            throw Wrong(key, Sentence.Of(error));
        }
    }

    /// <exception cref="ConfigurationException">There is a key that nobody asked for.</exception>
    public void RefuseUnknown()
    {
        foreach (var (name, entry) in entries)
        {
            if (asked.Contains(name))
                continue;
            var place = Place.Length == 0 ? "" : $" of {Place}";
            var nearest = Suggestion.Nearest(name, asked);
            throw new ConfigurationException(entry.File, entry.Key.Start.Line, $"a key{place} was expected, but there is none called \"{name}\"; {(nearest is null ? $"there are {string.Join(", ", asked.Distinct())}" : $"perhaps {nearest}")}.");
        }
    }

    private YamlNode? Find(string key)
    {
        asked.Add(key);
        if (!entries.TryGetValue(key, out var entry))
            return null;
        // A key without a value is the same as none.
        return IsEmpty(entry.Value) ? null : entry.Value;
    }

    private static bool IsEmpty(YamlNode value) => value is YamlScalarNode { Value: null or "" or "null" or "~" };

    private ConfigurationException Missing(string key, string what) =>
        new(File, node.Start.Line, $"{what} was expected as {Full(key)}, but the key is missing.");

    private string FileOf(string key) => entries.TryGetValue(key, out var entry) ? entry.File : File;

    private string Full(string key) => Place.Length == 0 ? key : $"{Place}.{key}";

    private static string Scalar(string file, YamlNode value, string what) => value is YamlScalarNode { Value: { } text }
        ? text
        : throw new ConfigurationException(file, value.Start.Line, $"{what} was expected, but it is {Kind(value)}.");

    private static string Canonical(IEnumerable<(string Key, YamlNode Value)> entries, string[] without) =>
        $"{{{string.Join(", ", entries.Where(entry => !without.Contains(entry.Key)).OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}: {Canonical(entry.Value)}"))}}}";

    private static string Canonical(YamlNode value) => value switch
    {
        YamlMappingNode map => Canonical(map.Children.Select(entry => (Canonical(entry.Key), entry.Value)), []),
        YamlSequenceNode list => $"[{string.Join(", ", list.Children.Select(Canonical))}]",
        YamlScalarNode { Value: { } text } => JsonEncodedText.Encode(text).ToString(),
        _ => "",
    };

    /// <summary>The key that names a file whose other keys count too.</summary>
    private const string Extends = "extends";

    /// <param name="File">Where it stands.</param>
    /// <param name="Key">With its line.</param>
    /// <param name="Value">With its line.</param>
    private readonly record struct Entry(string File, YamlNode Key, YamlNode Value);

    private static string Kind(YamlNode value) => value switch
    {
        YamlMappingNode => "keys and values",
        YamlSequenceNode => "a list",
        YamlScalarNode scalar => $"\"{scalar.Value}\"",
        _ => "something else",
    };
}
