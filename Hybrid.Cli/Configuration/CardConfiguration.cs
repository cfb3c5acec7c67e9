using Hybrid.Learn.Models;

namespace Hybrid.Cli.Configuration;

/// <summary>The section card: what the model's README says beyond what the training knows.</summary>
internal sealed record CardConfiguration(string? Name, string? Summary, IReadOnlyList<CardSection> Sections)
{
    public static CardConfiguration Of(ConfigurationMap? map)
    {
        if (map is null)
            return new CardConfiguration(null, null, []);
        var card = new CardConfiguration(map.Text("name"), map.Text("summary"), [.. new[] { ("Limits", "limits"), ("Licence of the data", "licence") }
            .Select(section => (Title: section.Item1, Text: map.Text(section.Item2))).Where(section => section.Text is not null).Select(section => new CardSection(section.Title, section.Text!))]);
        map.RefuseUnknown();
        return card;
    }
}
