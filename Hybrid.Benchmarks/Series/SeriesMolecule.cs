using System.Globalization;
using Hybrid.Core.IO;
using Hybrid.Core.Structures;

namespace Hybrid.Benchmarks.Series;

/// <summary>A molecule of a file that tools/make_series.py made.</summary>
internal sealed class SeriesMolecule
{
    private static readonly string[] known = ["bright", "La", "Lb", "S1", "S2"];

    private SeriesMolecule(Structure structure)
    {
        Structure = structure;
        Name = Text("name");
        Series = Text("series");
        Size = int.Parse(Text("size"), NumberStyles.None, CultureInfo.InvariantCulture);
        States = Text("states").Split(',');
        if (States.Except(known).FirstOrDefault() is { } unknown)
            throw new FormatException($"states: {string.Join(", ", known)} were expected, but \"{unknown}\" came.");
        Literature =
        [
            .. from state in States
               from kind in Enum.GetValues<LiteratureKind>()
               let key = $"{state}_{kind.ToString().ToLowerInvariant()}"
               where structure.Properties.ContainsKey($"{key}_ev")
               select new LiteratureValue(state, kind, double.Parse(Text($"{key}_ev"), NumberStyles.Float, CultureInfo.InvariantCulture), Text($"{key}_source")),
        ];
    }

    public Structure Structure { get; }

    public string Name { get; }

    public string Series { get; }

    /// <summary>Double bonds, rings or vinylene units.</summary>
    public int Size { get; }

    /// <summary>The states that are looked for: see <see cref="StateRule"/>.</summary>
    public IReadOnlyList<string> States { get; }

    /// <summary>By state, then by kind.</summary>
    public IReadOnlyList<LiteratureValue> Literature { get; }

    /// <summary>The molecules of a file in its order.</summary>
    /// <exception cref="InvalidDataException">A frame can't be read or lacks a key.</exception>
    public static SeriesMolecule[] OfFile(string path)
    {
        var molecules = new List<SeriesMolecule>();
        foreach (var frame in StructureFile.Frames(path))
        {
            try
            {
                molecules.Add(new SeriesMolecule(frame.StructureOrThrow()));
            }
            catch (FormatException error)
            {
                throw new InvalidDataException(FormattableString.Invariant($"{path}, frame {frame.Number}: {error.Message}"), error);
            }
        }

        return [.. molecules];
    }

    private string Text(string key) => Structure.Properties.TryGetValue(key, out var text)
        ? text
        : throw new FormatException($"The key {key} was expected, but it is missing.");
}
