using Set = Hybrid.Physics.Parameters.ParameterSet;

namespace Hybrid.Physics.Parameters;

/// <summary>
/// Finds models by name: in the folders of <c>HYBRID_MODELS</c>, in <c>models/</c> beside the executable, then embedded.
/// The working directory is never searched.
/// </summary>
public static class ModelLocation
{
    /// <summary>The environment variable with one or more folders of models, separated as in PATH.</summary>
    public const string EnvironmentVariable = "HYBRID_MODELS";

    /// <summary>The file of a model's folder that says what it is.</summary>
    public const string CardName = "README.md";

    internal static IReadOnlyList<string> EmbeddedNames { get; } = ["gfn1-xtb", "gfn2-xtb", "stda-xtb"];

    /// <summary>The parameters of a model.</summary>
    /// <param name="nameOrPath">
    /// A model's name such as "gfn2-xtb", or a path: what contains a directory separator or ends in .json.
    /// </param>
    /// <exception cref="ArgumentException">No model has this name.</exception>
    /// <exception cref="FileNotFoundException">The path leads to no parameter file.</exception>
    /// <exception cref="DirectoryNotFoundException">HYBRID_MODELS names a folder that does not exist.</exception>
    /// <exception cref="InvalidDataException">The file is truncated, edited, or not what docs/parameters.md describes.</exception>
    public static ParameterSet ParameterSet(string nameOrPath)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(nameOrPath);
        if (IsPath(nameOrPath))
            return Set.Load(nameOrPath);
        var folder = Folders().Select(folder => Path.Combine(folder, nameOrPath)).FirstOrDefault(HoldsModel);
        if (folder is not null)
            return Set.Load(folder);
        return EmbeddedNames.Contains(nameOrPath, StringComparer.Ordinal)
            ? Set.Embedded(nameOrPath)
            : throw new ArgumentException($"No model is called \"{nameOrPath}\"; there are {string.Join(", ", Models().Select(card => card.Name))}.", nameof(nameOrPath));
    }

    /// <summary>Every model that <see cref="ParameterSet"/> finds by name, with what its card says first, by name.</summary>
    /// <exception cref="DirectoryNotFoundException">HYBRID_MODELS names a folder that does not exist.</exception>
    public static IReadOnlyList<ModelCard> Models() => Folders()
        .SelectMany(Directory.EnumerateDirectories)
        .Where(HoldsModel)
        .Select(folder => new ModelCard(Path.GetFileName(folder), Summary(CardOf(folder)), folder))
        .Concat(EmbeddedNames.Select(name => new ModelCard(name, Summary(EmbeddedCard(name)), "embedded")))
        .DistinctBy(card => card.Name, StringComparer.Ordinal)
        .OrderBy(card => card.Name, StringComparer.Ordinal)
        .ToArray();

    /// <summary>The card of what <see cref="ParameterSet"/> finds for a name or path; null for a file without a folder's card.</summary>
    internal static ModelCard? Card(string nameOrPath)
    {
        if (!IsPath(nameOrPath))
            return Models().FirstOrDefault(card => card.Name == nameOrPath);
        return Directory.Exists(nameOrPath)
            ? new ModelCard(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(nameOrPath))), Summary(CardOf(nameOrPath)), nameOrPath)
            : null;
    }

    /// <summary>The first paragraph below the headings, on one line.</summary>
    public static string Summary(string card) => string.Join(' ', card.ReplaceLineEndings("\n").Split('\n')
        .Select(line => line.Trim())
        .SkipWhile(line => line.Length == 0 || line.StartsWith('#'))
        .TakeWhile(line => line.Length > 0));

    /// <summary>True for what names a place rather than a model: it contains a directory separator or ends in .json.</summary>
    public static bool IsPath(string nameOrPath) =>
        nameOrPath.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal)
        || nameOrPath.Contains(Path.AltDirectorySeparatorChar, StringComparison.Ordinal)
        || nameOrPath.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    /// <summary>The folders that models are searched in, in this order: those of <c>HYBRID_MODELS</c>, then <c>models/</c> beside the executable.</summary>
    /// <exception cref="DirectoryNotFoundException">HYBRID_MODELS names a folder that does not exist.</exception>
    public static IEnumerable<string> Folders()
    {
        var listed = Environment.GetEnvironmentVariable(EnvironmentVariable) ?? string.Empty;
        foreach (var folder in listed.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            yield return Directory.Exists(folder)
                ? folder
                : throw new DirectoryNotFoundException($"{EnvironmentVariable} was expected to name folders, but there is no {folder}.");
        }

        var shipped = Path.Combine(AppContext.BaseDirectory, "models");
        if (Directory.Exists(shipped))
            yield return shipped;
    }

    private static bool HoldsModel(string folder) => File.Exists(Path.Combine(folder, ParameterFileReader.FileName));

    private static string CardOf(string folder)
    {
        var card = Path.Combine(folder, CardName);
        return File.Exists(card) ? File.ReadAllText(card) : "No card.";
    }

    private static string EmbeddedCard(string name)
    {
        using var stream = typeof(ModelLocation).Assembly.GetManifestResourceStream($"models/{name}/{CardName}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
