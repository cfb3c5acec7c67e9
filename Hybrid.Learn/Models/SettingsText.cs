using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Hybrid.Learn.Models;

/// <summary>Settings in <c>model.json</c>: every one must be there, so that no default of a later version changes a model.</summary>
internal static class SettingsText
{
    /// <exception cref="InvalidDataException">A setting is missing, unknown or of another type; without the file's name.</exception>
    public static T Read<T>(JsonElement settings, JsonTypeInfo<T> type, T defaults, string place)
    {
        if (settings.ValueKind != JsonValueKind.Object)
            throw new InvalidDataException($"settings were expected as {place}, but there is {settings.ValueKind.ToString().ToLowerInvariant()}");
        foreach (var known in JsonSerializer.SerializeToElement(defaults, type).EnumerateObject())
        {
            if (!settings.TryGetProperty(known.Name, out _))
                throw new InvalidDataException($"{place}.{known.Name} was expected, but there is none");
        }

        try
        {
            return settings.Deserialize(type) ?? throw new InvalidDataException($"settings were expected as {place}, but there is null");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"settings of this version were expected as {place}, but {ModelFolder.Reason(error)}", error);
        }
    }
}
