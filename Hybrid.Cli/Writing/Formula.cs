using System.Globalization;
using Hybrid.Core.Elements;
using Hybrid.Core.Structures;

namespace Hybrid.Cli.Writing;

/// <summary>Molecular formulas in Hill's order: carbon, hydrogen, then by symbol; without carbon all by symbol.</summary>
internal static class Formula
{
    public static string Of(Structure structure)
    {
        var counts = structure.AtomicNumbers.ToArray().CountBy(Element.Symbol).ToDictionary();
        var hasCarbon = counts.ContainsKey("C");
        return string.Concat(counts
            .OrderBy(entry => hasCarbon ? entry.Key switch { "C" => 0, "H" => 1, _ => 2 } : 2)
            .ThenBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => entry.Value == 1 ? entry.Key : string.Create(CultureInfo.InvariantCulture, $"{entry.Key}{entry.Value}")));
    }
}
