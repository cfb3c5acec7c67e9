using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hybrid.Core.IO;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Networks;
using Hybrid.Learn.Training;
using Hybrid.Physics.Models;
using Hybrid.Physics.Parameters;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Models;

/// <summary>
/// A trained model on disk: <c>model.json</c> (what it is made of), <c>weights.safetensors</c>, and its card, <c>README.md</c>.
/// </summary>
/// <remarks>
/// Each file is written under a temporary name and renamed, <c>model.json</c> last; before a replacement it is removed, so that a folder whose
/// writing was interrupted holds no model. It also holds the digest of the weights: others are never read with it. The format is described in docs/training.md.
/// </remarks>
public static class ModelFolder
{
    /// <summary>The format's name.</summary>
    public const string Format = "hybrid-model";

    /// <summary>The format's version.</summary>
    public const int Version = 1;

    /// <summary>The file that makes a folder that of a trained model.</summary>
    public const string FileName = "model.json";

    /// <summary>The file of the weights.</summary>
    public const string WeightsName = "weights.safetensors";

    /// <summary>Writes a model; its files in the folder are replaced, others stay.</summary>
    /// <param name="folder">Where to; it is created where it doesn't exist.</param>
    /// <param name="model">What the weights belong to.</param>
    /// <param name="offsets">The levels of theory of the training, declared in the model's layout.</param>
    /// <param name="weights">All weights, in the order of the layout.</param>
    /// <param name="origin">Where it comes from.</param>
    /// <returns>The model as it will be read.</returns>
    /// <exception cref="ArgumentException">The number of weights is not that of the layout.</exception>
    /// <exception cref="NotSupportedException">The model is of a kind that folders don't hold.</exception>
    /// <exception cref="IOException">The folder can't be written.</exception>
    public static LearnedModel Write(string folder, ITrainable model, LevelOffsets offsets, ReadOnlyMemory<double> weights, ModelOrigin origin)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(offsets);
        ArgumentNullException.ThrowIfNull(origin);
        var made = ModelComposition.Of(model);
        Directory.CreateDirectory(folder);
        File.Delete(Path.Combine(folder, FileName));
        var weightsPath = Path.Combine(folder, WeightsName);
        WeightFile.Write(weightsPath, model.Layout, weights);
        var bytes = File.ReadAllBytes(weightsPath);
        var description = new ModelDescription(
            Format, Version, origin.Name ?? NameOf(folder), made.Kind, made.Physics, made.Settings, made.Representation, offsets.Predicted, [.. offsets.Others],
            origin.Targets, made.Elements, origin.Training, new WeightsDescription(WeightsName, bytes.Length, Digest(bytes), weights.Length), Provenance.Library, "",
            origin.ReferenceEnergies.Count > 0 ? origin.ReferenceEnergies : null, offsets.Spins);
        description = description with { Sha256 = DigestOf(description) };
        var learned = new LearnedModel(description, model, weights.ToArray()) { Folder = folder };
        AtomicFile.WriteText(Path.Combine(folder, ModelLocation.CardName), writer => LearnedModelCard.Write(writer, learned, origin));
        AtomicFile.WriteText(Path.Combine(folder, FileName), writer =>
        {
            writer.Write(JsonSerializer.Serialize(description, ModelJson.Default.ModelDescription).ReplaceLineEndings("\n"));
            writer.Write('\n');
        });
        return learned;
    }

    /// <summary>Reads a model.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">A file is truncated, edited, of a newer version or of a kind that is not known; the message names it.</exception>
    /// <exception cref="IOException">A file can't be read.</exception>
    public static LearnedModel Read(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var path = Path.Combine(folder, FileName);
        var description = Description(path);
        var model = Made(path, description);
        return new LearnedModel(description, model, Weights(Path.Combine(folder, Path.GetFileName(description.Weights.File)), description.Weights, model.Layout)) { Folder = folder };
    }

    /// <summary>True when a folder says that it holds a trained model.</summary>
    public static bool HoldsModel(string folder) => File.Exists(Path.Combine(folder, FileName));

    /// <summary>What a reader of JSON complains about, without its names of types.</summary>
    internal static string Reason(JsonException error)
    {
        // The reader's own complaint lies inside: then it is no JSON at all.
        if (error.InnerException is JsonException)
            return FormattableString.Invariant($"line {error.LineNumber + 1} is no JSON");
        return error.Path is { } place && place != "$" ? $"{place} is not what it should be" : "a member is missing or too many";
    }

    private static ModelDescription Description(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"A trained model was expected at {path}, but there is no such file.", path);
        var text = File.ReadAllText(path);
        try
        {
            var header = JsonSerializer.Deserialize(text, ModelJson.Default.ModelHeader);
            if (header?.Format != Format)
                throw new InvalidDataException($"{path}: the format \"{Format}\" was expected, but it is \"{header?.Format}\".");
            if (header.Version != Version)
                throw new InvalidDataException($"{path}: version {Version} of {Format} was expected, but it is version {header.Version}; {(header.Version > Version ? "a newer version of this program reads it" : "there is none")}.");
            return JsonSerializer.Deserialize(text, ModelJson.Default.ModelDescription)!;
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}: what docs/training.md describes was expected, but {Reason(error)}.", error);
        }
    }

    /// <summary>The model that a description is of, without its weights.</summary>
    private static ITrainable Made(string path, ModelDescription description)
    {
        try
        {
            if (description.Sha256 != DigestOf(description))
                throw new InvalidDataException($"the SHA-256 {DigestOf(description)} was expected, but \"sha256\" is {description.Sha256}: the file was edited");
            var model = ModelComposition.Made(description);
            OffsetsOf(description).Declare(model.Layout);
            return model.Layout.Length == description.Weights.Count
                ? model
                : throw new InvalidDataException($"{model.Layout.Length} weights were expected for these settings, but it names {description.Weights.Count}");
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}.", error);
        }
    }

    /// <summary>The offsets of a description; files that don't name spins have offsets of both.</summary>
    internal static LevelOffsets OffsetsOf(ModelDescription description) =>
        new(description.Level, description.OtherLevels, description.OffsetSpins ?? [Multiplicity.Singlet, Multiplicity.Triplet]);

    private static double[] Weights(string path, WeightsDescription expected, WeightLayout layout)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"The weights of the model were expected at {path}, but there is no such file.", path);
        var bytes = File.ReadAllBytes(path);
        if (bytes.Length < expected.Bytes)
            throw new InvalidDataException($"{path}: {expected.Bytes} bytes were expected, but there are {bytes.Length}: it is truncated.");
        if (Digest(bytes) is var digest && digest != expected.Sha256)
            throw new InvalidDataException($"{path}: the SHA-256 {expected.Sha256} was expected, but it is {digest}: these are not the weights that {FileName} belongs to.");
        try
        {
            return WeightFile.Read(path, layout);
        }
        catch (SafetensorsFormatException error)
        {
            throw new InvalidDataException(error.Message, error);
        }
    }

    private static string DigestOf(ModelDescription description)
    {
        var text = new StringBuilder();
        foreach (var part in new[]
        {
            description.Kind, description.Physics?.Parameters, description.Physics?.Sha256, Compact(description.Settings), description.Representation?.Kind,
            description.Representation is { } representation ? Compact(representation.Settings) : null, description.Level, LevelsOf(description),
            string.Join(' ', description.Elements), description.Weights.Sha256,
        })
            text.Append(part).Append('\n');
        foreach (var reference in description.ReferenceEnergies ?? [])
            text.Append(FormattableString.Invariant($"{reference.Level} {string.Join(' ', reference.PerElement.Select(static entry => FormattableString.Invariant($"{entry.Key} {entry.Value:R}")))}\n"));
        return Digest(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static string LevelsOf(ModelDescription description) =>
        string.Join('|', description.OtherLevels) + (description.OffsetSpins is { } spins ? $": {string.Join(' ', spins)}" : "");

    /// <summary>Without the spaces that an editor may have changed.</summary>
    private static string Compact(JsonElement settings)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            settings.WriteTo(writer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string Digest(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string NameOf(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
}
