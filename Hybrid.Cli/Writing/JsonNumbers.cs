using System.Text.Json;

namespace Hybrid.Cli.Writing;

/// <summary>Numbers of a prediction, which are finite: what is not makes the prediction a failure before it comes here.</summary>
internal static class JsonNumbers
{
    public static void WriteNumbers(this Utf8JsonWriter json, string name, ReadOnlySpan<double> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteNumberValue(value);
        json.WriteEndArray();
    }

    /// <summary>A number, or null for that of an orbital which does not exist.</summary>
    public static void WriteOrbitalNumber(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }
}
