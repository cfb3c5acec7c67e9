using System.Globalization;

namespace Hybrid.Benchmarks.Accuracy;

/// <summary>What another program gave: a table of docs/accuracy, made by a script of tools and laid beside this program by the build.</summary>
internal sealed class PeerTable : IExcitationSource
{
    private readonly Dictionary<int, LowestSinglets> rows = [];

    private PeerTable(string name, string fileName)
    {
        Name = name;
        var path = Path.Combine(AppContext.BaseDirectory, "peers", fileName);
        var about = new List<string>();
        string[]? columns = null;
        foreach (var line in File.ReadLines(path))
        {
            if (line.StartsWith('#'))
                about.Add(line[1..].Trim());
            else if (columns is null)
                columns = line.Split(',');
            else
                Add(columns, line.Split(','), path);
        }

        Origin = string.Join(". ", about) + $". Table: docs/accuracy/{fileName}.";
    }

    public string Name { get; }

    public string Origin { get; }

    /// <summary>All tables, read from their files.</summary>
    /// <exception cref="IOException">The build did not lay a table beside the program.</exception>
    public static IReadOnlyList<PeerTable> All() => [new("sTDA-xTB (std2)", "stda-xtb.csv"), new("INDO/S (MOPAC)", "indo-s.csv")];

    public LowestSinglets LowestSinglets(LabelledMolecule molecule, CancellationToken cancellation) => rows[molecule.Index];

    public bool Covers(LabelledMolecule[] molecules) => molecules.All(molecule => rows.ContainsKey(molecule.Index));

    private void Add(string[] columns, string[] cells, string path)
    {
        if (cells.Length != columns.Length || !int.TryParse(cells[0], NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            throw new InvalidDataException($"{path}: {columns.Length} cells with the molecule's index first were expected, but \"{string.Join(',', cells)}\" came.");
        rows[index] = new LowestSinglets(Cell("E1_eV"), Cell("E2_eV"), Cell("f1"), Cell("f2"));

        double? Cell(string column)
        {
            var text = cells[Array.IndexOf(columns, column)];
            return text.Length == 0 ? null : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        }
    }
}
