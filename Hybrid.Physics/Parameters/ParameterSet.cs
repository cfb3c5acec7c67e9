using System.Collections.Concurrent;
using System.Collections.Frozen;
using Hybrid.Core.Elements;
using Hybrid.Core.IO;

namespace Hybrid.Physics.Parameters;

/// <summary>All parameters of a method, in atomic units. Immutable and safe to share between threads.</summary>
/// <remarks>The file format and every table are described in docs/parameters.md.</remarks>
public sealed class ParameterSet
{
    private static readonly ConcurrentDictionary<string, ParameterSet> EmbeddedSets = new(StringComparer.Ordinal);

    private readonly ParameterLayout layout;
    private readonly ParameterTable[] tables;
    private readonly FrozenDictionary<string, int> indices;

    internal ParameterSet(ParameterFileHeader header, ParameterLayout layout, ParameterTable[] tables)
    {
        Header = header;
        this.layout = layout;
        this.tables = tables;
        indices = tables.Index().ToFrozenDictionary(entry => entry.Item.Name, entry => entry.Index, StringComparer.Ordinal);
    }

    /// <summary>The method whose equations these parameters fill, such as "gfn2-xtb".</summary>
    public string Method => Header.Method;

    /// <summary>The name for people, such as "GFN2-xTB".</summary>
    public string Name => Header.Name;

    /// <summary>The digital object identifier of the method's publication.</summary>
    public string Doi => Header.Doi;

    /// <summary>Where the numbers come from: program, version, file, script.</summary>
    public string Source => Header.Source;

    /// <summary>The licence of the numbers, as an SPDX identifier.</summary>
    public string Licence => Header.Licence;

    /// <summary>SHA-256 of method, shells, table names and values in atomic units: equal digests, equal numbers.</summary>
    public string Digest => ParameterDigest.Of(this);

    /// <summary>SHA-256 of the digest and of which tables are positive, with their prior widths: equal ones, and learned weights mean the same.</summary>
    public string LearningDigest => ParameterDigest.OfLearning(this);

    /// <summary>The covered atomic numbers, ascending.</summary>
    public IEnumerable<int> Elements => Enumerable.Range(1, ParameterLayout.ElementCount).Where(layout.Covers);

    /// <summary>The tables in the order of the file.</summary>
    public IEnumerable<ParameterTable> Tables => tables;

    internal ParameterFileHeader Header { get; }

    /// <summary>The covered elements in words: "H to Rn", "H, Li to Cl, K to Br".</summary>
    internal string Coverage
    {
        get
        {
            var ranges = new List<(int First, int Last)>();
            foreach (var z in Elements)
            {
                if (ranges.Count > 0 && ranges[^1].Last == z - 1)
                    ranges[^1] = (ranges[^1].First, z);
                else
                    ranges.Add((z, z));
            }

            return string.Join(", ", ranges.Select(range => Range(range.First, range.Last)));
        }
    }

    /// <summary>A table by its name.</summary>
    /// <exception cref="KeyNotFoundException">The set has no such table.</exception>
    public ParameterTable this[string name] => indices.TryGetValue(name, out var index)
        ? tables[index]
        : throw new KeyNotFoundException($"{Method} has no parameter table \"{name}\"; it has {string.Join(", ", tables.Select(table => table.Name))}.");

    /// <summary>The set that ships inside this assembly.</summary>
    /// <param name="method">"gfn1-xtb", "gfn2-xtb" or "stda-xtb".</param>
    /// <exception cref="ArgumentException">No such set is embedded.</exception>
    public static ParameterSet Embedded(string method) => EmbeddedSets.GetOrAdd(method, static name =>
    {
        var resource = $"models/{name}/{ParameterFileReader.FileName}";
        using var stream = typeof(ParameterSet).Assembly.GetManifestResourceStream(resource)
            ?? throw new ArgumentException($"\"{name}\" is no embedded parameter set; there are {string.Join(", ", ModelLocation.EmbeddedNames)}.", nameof(method));
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return ParameterFileReader.Read(bytes, $"embedded {resource}");
    });

    /// <summary>Reads a parameter file.</summary>
    /// <param name="path">A file, or a folder that holds a <c>parameters.json</c>.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is truncated, edited, or not what docs/parameters.md describes.</exception>
    public static ParameterSet Load(string path)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, ParameterFileReader.FileName) : path;
        return File.Exists(file)
            ? ParameterFileReader.Read(File.ReadAllBytes(file), file)
            : throw new FileNotFoundException($"A parameter file was expected at {file}, but there is none.", file);
    }

    /// <summary>True when the method has parameters for this element.</summary>
    public bool Covers(int atomicNumber) => layout.Covers(atomicNumber);

    /// <summary>
    /// The steps of the method that have a basis of their own, in their order: "valence" and "extended" in sTDA-xTB; one
    /// empty name in a method with one basis.
    /// </summary>
    public IReadOnlyList<string> Steps => layout.Steps;

    /// <summary>The shells of an element, in the order of their entries in the tables of <see cref="ParameterDomain.Shell"/>.</summary>
    /// <param name="atomicNumber">The element.</param>
    /// <param name="step">One of <see cref="Steps"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The element is not covered.</exception>
    /// <exception cref="ArgumentException">The method has no such step.</exception>
    public ReadOnlySpan<ShellDescription> Shells(int atomicNumber, string step = "") => layout.Shells(Covered(atomicNumber), Known(step));

    /// <summary>The entry of an element's first shell in the tables of <see cref="ParameterDomain.Shell"/>.</summary>
    /// <inheritdoc cref="Shells" path="/param|/exception"/>
    public int FirstShell(int atomicNumber, string step = "") => layout.FirstShell(Covered(atomicNumber), Known(step));

    /// <summary>The entry of a pair of elements, in either order, in the tables of <see cref="ParameterDomain.ElementPair"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An element is not covered.</exception>
    public int PairIndex(int z1, int z2) => ParameterLayout.PairIndex(Covered(z1), Covered(z2));

    /// <summary>True when the set has a table of this name.</summary>
    public bool Has(string name) => indices.ContainsKey(name);

    /// <summary>The same set with one table in place of its namesake.</summary>
    /// <exception cref="ArgumentException">The set has no such table, or the table belongs to a set with other shells.</exception>
    public ParameterSet With(ParameterTable changed)
    {
        if (!indices.TryGetValue(changed.Name, out var index))
            throw new ArgumentException($"{Method} has no parameter table \"{changed.Name}\" to replace.", nameof(changed));
        if (!changed.SharesLayoutWith(tables[index]))
            throw new ArgumentException($"The table {changed.Name} was expected to come from this {Method} set, but it comes from another one.", nameof(changed));
        var copy = (ParameterTable[])tables.Clone();
        copy[index] = changed;
        return new ParameterSet(Header, layout, copy);
    }

    /// <summary>The same parameters under another name and with another source, as learned ones need before they are saved.</summary>
    public ParameterSet WithOrigin(string name, string source) => new(Header with { Name = name, Source = source }, layout, tables);

    /// <summary>
    /// Writes the set in atomic units; reading it again gives the same bits. The file appears complete or not at all.
    /// </summary>
    /// <param name="path">A file, or an existing folder that receives a <c>parameters.json</c>.</param>
    /// <exception cref="IOException">The file can't be written.</exception>
    public void Save(string path)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, ParameterFileReader.FileName) : path;
        AtomicFile.WriteBytes(file, stream => stream.Write(ParameterFileWriter.Bytes(this, layout)));
    }

    private int Covered(int z) => layout.Covers(z)
        ? z
        : throw new ArgumentOutOfRangeException(nameof(z), z, $"{Name} has no parameters for {(Element.IsKnown(z) ? Element.Symbol(z) : "this atomic number")}; it covers {Coverage}.");

    private string Known(string step) => layout.Steps.Contains(step)
        ? step
        : throw new ArgumentException($"A step of {Name} was expected ({string.Join(", ", layout.Steps.Select(name => $"\"{name}\""))}), but \"{step}\" came.", nameof(step));

    private static string Range(int first, int last) =>
        first == last ? Element.Symbol(first) : $"{Element.Symbol(first)}{(last == first + 1 ? ", " : " to ")}{Element.Symbol(last)}";
}
