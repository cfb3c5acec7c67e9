using System.Globalization;
using System.Text;
using System.Text.Json;
using Hybrid.Core.Elements;

namespace Hybrid.Physics.Parameters;

/// <summary>Writes a set in the project's format with atomic units, one block per element.</summary>
internal static class ParameterFileWriter
{
    public static byte[] Bytes(ParameterSet set, ParameterLayout layout)
    {
        var tables = set.Tables.ToArray();
        var text = new StringBuilder("{\n");
        foreach (var (key, value) in Header(set.Header))
            text.Append(CultureInfo.InvariantCulture, $"  \"{key}\": {value},\n");
        AppendJoined(text, "  \"tables\": {\n", tables.Select(Declaration), "\n  },\n");
        text.Append(CultureInfo.InvariantCulture, $"  \"globals\": {Values(tables, ParameterDomain.Global, 0)},\n");
        AppendJoined(text, "  \"pairs\": {\n", Of(tables, ParameterDomain.ElementPair).Select(Pairs), "\n  },\n");
        AppendJoined(text, "  \"elements\": [\n", set.Elements.Select(z => ElementBlock(tables, layout, z)), "\n  ],\n");
        var digest = FileDigest.Of(Encoding.UTF8.GetBytes(text.ToString()));
        text.Append(CultureInfo.InvariantCulture, $"  \"{FileDigest.Member}\": \"{digest}\"\n}}\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static IEnumerable<(string Key, string Value)> Header(ParameterFileHeader header) =>
    [
        ("format", Quoted(ParameterFileHeader.Format)),
        ("version", Number(ParameterFileHeader.Version)),
        ("method", Quoted(header.Method)),
        ("name", Quoted(header.Name)),
        ("doi", Quoted(header.Doi)),
        ("source", Quoted(header.Source)),
        ("licence", Quoted(header.Licence)),
        ("electronvolt_per_hartree", Number(header.ElectronvoltPerHartree)),
        ("angstrom_per_bohr", Number(header.AngstromPerBohr)),
    ];

    private static string Declaration(ParameterTable table) =>
        $"    {Quoted(table.Name)}: {{\"domain\": \"{TableDeclaration.Word(table.Domain)}\", {Step(table.Step)}\"unit\": {Quoted(table.Unit)}, \"factor\": 1, "
        + $"\"positive\": {(table.IsPositive ? "true" : "false")}, \"prior_width\": {Number(table.PriorWidth)}, \"meaning\": {Quoted(table.Meaning)}}}";

    private static string Pairs(ParameterTable table)
    {
        var rows = new List<string>();
        var usual = UsualValue(table);
        for (var high = 1; high <= ParameterLayout.ElementCount; high++)
        {
            var columns = new List<string>();
            for (var low = 1; low <= high; low++)
            {
                var value = table.Values[ParameterLayout.PairIndex(low, high)];
                if (value != usual)
                    columns.Add($"\"{Element.Symbol(low)}\": {Number(value)}");
            }

            if (columns.Count > 0)
                rows.Add($"        \"{Element.Symbol(high)}\": {{{string.Join(", ", columns)}}}");
        }

        return $"    {Quoted(table.Name)}: {{\n      \"default\": {Number(usual)},\n      \"rows\": {{\n{string.Join(",\n", rows)}\n      }}\n    }}";
    }

    /// <summary>What most pairs have.</summary>
    private static double UsualValue(ParameterTable table) =>
        table.Values.ToArray().GroupBy(value => value).MaxBy(values => values.Count())!.Key;

    private static string ElementBlock(ParameterTable[] tables, ParameterLayout layout, int z)
    {
        var shells = new List<string>();
        foreach (var step in layout.Steps)
        {
            var index = layout.FirstShell(z, step);
            foreach (var shell in layout.Shells(z, step))
            {
                shells.Add(
                    $"      {{\"shell\": \"{shell.Label}\", {Step(step)}\"primitives\": {Number(shell.PrimitiveCount)}, \"valence\": {(shell.IsValence ? "true" : "false")}, "
                    + $"\"values\": {Values(tables, ParameterDomain.Shell, index++, step)}}}");
            }
        }

        return $"    {{\"symbol\": \"{Element.Symbol(z)}\", \"number\": {Number(z)},\n     \"values\": {Values(tables, ParameterDomain.Element, z - 1)},\n"
            + $"     \"shells\": [\n{string.Join(",\n", shells)}]}}";
    }

    /// <summary>Nothing in a method with one basis.</summary>
    private static string Step(string step) => step.Length == 0 ? string.Empty : $"\"step\": {Quoted(step)}, ";

    private static string Values(ParameterTable[] tables, ParameterDomain domain, int index, string step = "") =>
        $"{{{string.Join(", ", Of(tables, domain).Where(table => table.Step == step).Select(table => $"{Quoted(table.Name)}: {Number(table.Values[index])}"))}}}";

    private static IEnumerable<ParameterTable> Of(ParameterTable[] tables, ParameterDomain domain) =>
        tables.Where(table => table.Domain == domain);

    private static void AppendJoined(StringBuilder text, string opening, IEnumerable<string> items, string closing) =>
        text.Append(opening).AppendJoin(",\n", items).Append(closing);

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    /// <summary>The shortest text that reads back to the same bits.</summary>
    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
