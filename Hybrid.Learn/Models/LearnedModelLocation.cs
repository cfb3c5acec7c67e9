using Hybrid.Physics.Parameters;

namespace Hybrid.Learn.Models;

/// <summary>Finds trained models by name where <see cref="ModelLocation"/> finds parameters: in the folders of <c>HYBRID_MODELS</c>, then in <c>models/</c> beside the executable.</summary>
public static class LearnedModelLocation
{
    /// <summary>A trained model.</summary>
    /// <param name="nameOrPath">A name such as "organic-excitations", or a path: what contains a directory separator or ends in .json.</param>
    /// <returns>Null when there is no trained model of the name, or the path leads to something else.</returns>
    /// <exception cref="DirectoryNotFoundException">HYBRID_MODELS names a folder that does not exist.</exception>
    /// <inheritdoc cref="ModelFolder.Read" path="/exception"/>
    public static LearnedModel? Find(string nameOrPath)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(nameOrPath);
        return FolderOf(nameOrPath) is { } folder ? ModelFolder.Read(folder) : null;
    }

    /// <summary>Every trained model that <see cref="Find"/> finds by name, with what its card says first, by name.</summary>
    /// <exception cref="DirectoryNotFoundException">HYBRID_MODELS names a folder that does not exist.</exception>
    public static IReadOnlyList<ModelCard> All() => ModelLocation.Folders()
        .SelectMany(Directory.EnumerateDirectories)
        .Where(ModelFolder.HoldsModel)
        .Select(folder => new ModelCard(Path.GetFileName(folder), Summary(folder), folder))
        .DistinctBy(card => card.Name, StringComparer.Ordinal)
        .OrderBy(card => card.Name, StringComparer.Ordinal)
        .ToArray();

    private static string? FolderOf(string nameOrPath)
    {
        if (!ModelLocation.IsPath(nameOrPath))
            return ModelLocation.Folders().Select(folder => Path.Combine(folder, nameOrPath)).FirstOrDefault(ModelFolder.HoldsModel);
        var folder = Path.GetFileName(nameOrPath) == ModelFolder.FileName ? Path.GetDirectoryName(Path.GetFullPath(nameOrPath))! : nameOrPath;
        return ModelFolder.HoldsModel(folder) || File.Exists(Path.Combine(folder, ModelFolder.WeightsName)) ? folder : null;
    }

    private static string Summary(string folder)
    {
        var card = Path.Combine(folder, ModelLocation.CardName);
        return File.Exists(card) ? ModelLocation.Summary(File.ReadAllText(card)) : "No card.";
    }
}
