using System.Globalization;
using Hybrid.Core.Elements;

namespace Hybrid.Physics.Parameters;

/// <summary>Reads the project's parameter files (docs/parameters.md) into atomic units.</summary>
internal static class ParameterFileReader
{
    public const string FileName = "parameters.json";

    private static readonly string[] DeclarationMembers = ["domain", "unit", "factor", "positive", "prior_width", "meaning"];
    private static readonly string[] ShellMembers = ["shell", "primitives", "valence", "values"];

    public static ParameterSet Read(ReadOnlyMemory<byte> bytes, string file)
    {
        using var document = JsonField.Parse(bytes, file);
        var root = JsonField.Root(document, file);
        var format = root["format"].Text();
        if (format != ParameterFileHeader.Format)
            throw root["format"].Error($"\"{ParameterFileHeader.Format}\" was expected, but \"{format}\" came");
        var version = root["version"].Integer(0, int.MaxValue);
        if (version != ParameterFileHeader.Version)
            throw root["version"].Error($"version {ParameterFileHeader.Version} was expected, but {version} came");
        CheckDigest(root, bytes.Span);
        root.HasOnly(
            "format", "version", "method", "name", "doi", "source", "licence", "electronvolt_per_hartree", "angstrom_per_bohr",
            "tables", "globals", "pairs", "elements", FileDigest.Member);

        var header = new ParameterFileHeader(
            root["method"].Text(), root["name"].Text(), root["doi"].Text(), root["source"].Text(), root["licence"].Text(),
            Positive(root["electronvolt_per_hartree"]), Positive(root["angstrom_per_bohr"]));
        var declarations = root["tables"].Members().Select(table => Declaration(table.Name, table.Value, header)).ToArray();
        var steps = declarations.Where(table => table.Domain == ParameterDomain.Shell).Select(table => table.Step).Distinct().ToArray();
        var elements = Elements(root["elements"], declarations, steps);
        var layout = new ParameterLayout(steps, Enumerable.Range(1, ParameterLayout.ElementCount)
            .Select(z => elements.TryGetValue(z, out var element) ? element.Shells : []).ToArray());

        var globals = Values(root["globals"], declarations, ParameterDomain.Global);
        var pairs = Pairs(root["pairs"], declarations);
        var tables = declarations.Select(table => table.Table(layout, table.Domain switch
        {
            ParameterDomain.Global => [globals[table.Name]],
            ParameterDomain.ElementPair => pairs[table.Name],
            ParameterDomain.Element => Enumerable.Range(1, ParameterLayout.ElementCount)
                .Select(z => elements.TryGetValue(z, out var element) ? element.Values[table.Name] : table.Neutral).ToArray(),
            _ => elements.OrderBy(entry => entry.Key)
                .SelectMany(entry => entry.Value.ValuesOf(table)).ToArray(),
        }));
        return new ParameterSet(header, layout, tables.ToArray());
    }

    private static void CheckDigest(JsonField root, ReadOnlySpan<byte> bytes)
    {
        var stated = root[FileDigest.Member].Text();
        var actual = FileDigest.Of(bytes);
        if (stated != actual)
        {
            throw root[FileDigest.Member].Error(
                $"the digest {actual} of the content was expected, but {stated} came: the file was edited or damaged (state the former if the change is meant)");
        }
    }

    private static TableDeclaration Declaration(string name, JsonField field, ParameterFileHeader header)
    {
        var domain = TableDeclaration.DomainOf(field["domain"].Text())
            ?? throw field["domain"].Error($"global, element, shell or pair was expected, but \"{field["domain"].Text()}\" came");
        var step = domain == ParameterDomain.Shell ? Step(field) : string.Empty;
        field.HasOnly(step.Length == 0 ? DeclarationMembers : [.. DeclarationMembers, "step"]);
        var (unit, scale) = field["unit"].Text() switch
        {
            "eV" => ("Eh", 1 / header.ElectronvoltPerHartree),
            "angstrom" => ("a0", 1 / header.AngstromPerBohr),
            "1" or "e" or "Eh" or "a0" or "1/a0" => (field["unit"].Text(), 1.0),
            var other => throw field["unit"].Error($"1, e, Eh, eV, a0, angstrom or 1/a0 was expected, but \"{other}\" came"),
        };
        var width = field["prior_width"].Number();
        if (width < 0)
            throw field["prior_width"].Error(string.Create(CultureInfo.InvariantCulture, $"a number from zero was expected, but {width} came"));
        return new TableDeclaration(
            name, domain, step, unit, Positive(field["factor"]) * scale, field["positive"].Flag(), width, field["meaning"].Text());
    }

    private static Dictionary<int, ElementEntry> Elements(JsonField field, TableDeclaration[] declarations, string[] steps)
    {
        var elements = new Dictionary<int, ElementEntry>();
        foreach (var item in field.Items())
        {
            item.HasOnly("symbol", "number", "values", "shells");
            var z = item["number"].Integer(1, ParameterLayout.ElementCount);
            if (item["symbol"].Text() != Element.Symbol(z))
                throw item["symbol"].Error($"\"{Element.Symbol(z)}\" was expected for number {z}, but \"{item["symbol"].Text()}\" came");
            var fields = item["shells"].Items().ToArray();
            if (fields.Length == 0)
                throw item["shells"].Error("at least one shell was expected, but none came");
            var shells = fields.Select(shell => Shell(shell, steps)).ToArray();
            var entry = new ElementEntry(
                Values(item["values"], declarations, ParameterDomain.Element),
                shells,
                fields.Select((shell, i) => Values(shell["values"], declarations, ParameterDomain.Shell, shells[i].Step)).ToArray());
            if (steps.Except(shells.Select(shell => shell.Step)).FirstOrDefault() is { } missing)
                throw item["shells"].Error($"shells of each step were expected, but none of \"{missing}\" came");
            if (entry.Shells.DistinctBy(shell => (shell.Step, shell.Label)).Count() != shells.Length)
                throw item["shells"].Error("different shells were expected, but one came twice");
            if (!elements.TryAdd(z, entry))
                throw item["number"].Error($"each element was expected once, but {Element.Symbol(z)} came twice");
        }

        return elements;
    }

    private static ShellDescription Shell(JsonField field, string[] steps)
    {
        var step = Step(field);
        field.HasOnly(step.Length == 0 ? ShellMembers : [.. ShellMembers, "step"]);
        if (!steps.Contains(step))
            throw field.Error($"a shell of one of the tables' steps ({string.Join(", ", steps)}) was expected, but \"{step}\" came");
        return ShellDescription.TryParse(field["shell"].Text(), out var n, out var l)
            ? new ShellDescription(n, l, field["primitives"].Integer(1, 6), field["valence"].Flag(), step)
            : throw field["shell"].Error($"a shell such as 2p was expected, but \"{field["shell"].Text()}\" came");
    }

    /// <summary>The step that a table of shells or a shell belongs to; methods with one basis name none.</summary>
    private static string Step(JsonField field) => field.Has("step") ? field["step"].Text() : string.Empty;

    private static Dictionary<string, double[]> Pairs(JsonField field, TableDeclaration[] declarations)
    {
        var tables = declarations.Where(table => table.Domain == ParameterDomain.ElementPair).ToArray();
        field.HasOnly(tables.Select(table => table.Name).ToArray());
        return tables.ToDictionary(table => table.Name, table => PairValues(field[table.Name], table), StringComparer.Ordinal);
    }

    private static double[] PairValues(JsonField field, TableDeclaration table)
    {
        field.HasOnly("default", "rows");
        var values = new double[ParameterLayout.PairCount];
        Array.Fill(values, Value(field["default"], table));
        foreach (var (rowSymbol, row) in field["rows"].Members())
        {
            var high = AtomicNumber(rowSymbol, row);
            foreach (var (columnSymbol, value) in row.Members())
            {
                var low = AtomicNumber(columnSymbol, value);
                if (low > high)
                    throw value.Error($"a row was expected to name elements up to its own, but {rowSymbol} names {columnSymbol}");
                values[ParameterLayout.PairIndex(low, high)] = Value(value, table);
            }
        }

        return values;
    }

    private static int AtomicNumber(string symbol, JsonField field) =>
        Element.TryParse(symbol, out var z) && z <= ParameterLayout.ElementCount && Element.Symbol(z) == symbol
            ? z
            : throw field.Error($"an element symbol from H to Rn was expected, but \"{symbol}\" came");

    private static Dictionary<string, double> Values(JsonField field, TableDeclaration[] declarations, ParameterDomain domain, string step = "")
    {
        var tables = declarations.Where(table => table.Domain == domain && table.Step == step).ToArray();
        field.HasOnly(tables.Select(table => table.Name).ToArray());
        return tables.ToDictionary(table => table.Name, table => Value(field[table.Name], table), StringComparer.Ordinal);
    }

    private static double Value(JsonField field, TableDeclaration table) =>
        (table.IsPositive ? Positive(field) : field.Number()) * table.Scale;

    private static double Positive(JsonField field)
    {
        var number = field.Number();
        return number > 0
            ? number
            : throw field.Error(string.Create(CultureInfo.InvariantCulture, $"a positive number was expected, but {number} came"));
    }

    private sealed record ElementEntry(
        Dictionary<string, double> Values, ShellDescription[] Shells, Dictionary<string, double>[] ShellValues)
    {
        public IEnumerable<double> ValuesOf(TableDeclaration table) => Shells.Zip(ShellValues)
            .Where(shell => shell.First.Step == table.Step)
            .Select(shell => shell.Second[table.Name]);
    }
}
