using System.Text.Json;

namespace Hybrid.Learn.Training;

/// <summary>The first place where two JSON texts differ.</summary>
internal static class JsonDifference
{
    /// <summary>"place was this and is that now"; null when there is no difference.</summary>
    public static string? First(string then, string now)
    {
        using var before = JsonDocument.Parse(then);
        using var after = JsonDocument.Parse(now);
        return First(before.RootElement, after.RootElement, "");
    }

    private static string? First(JsonElement? then, JsonElement? now, string place)
    {
        if (then is not { ValueKind: JsonValueKind.Object } before || now is not { ValueKind: JsonValueKind.Object } after)
            return Text(then) == Text(now) ? null : $"{(place.Length > 0 ? place : "it")} was {Text(then)} and is {Text(now)} now";
        var names = before.EnumerateObject().Concat(after.EnumerateObject()).Select(static property => property.Name).Distinct(StringComparer.Ordinal);
        return names.Select(name => First(Member(before, name), Member(after, name), place.Length > 0 ? $"{place}.{name}" : name)).FirstOrDefault(static difference => difference is not null);
    }

    private static JsonElement? Member(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value : null;

    private static string Text(JsonElement? element) => element?.GetRawText() ?? "absent";
}
