using System.Globalization;
using Hybrid.Core.Elements;
using Hybrid.Core.IO;
using Hybrid.Learn.Domain;

namespace Hybrid.Learn.Uncertainty;

/// <summary>A training domain as tensors and metadata of <see cref="UncertaintyFile"/>.</summary>
internal static class DomainTensors
{
    /// <summary>Atoms other than hydrogen in the largest training molecule; empty where it isn't known.</summary>
    private const string LargestMolecule = "largest_molecule";

    /// <summary>The kinds of all elements, one after the other, and those of too few atoms to have a mean.</summary>
    private const string KindNames = "domain_kinds", RareKindNames = "domain_rare_kinds";

    private const string Whiteners = "domain.", Means = "domain_means.";

    public static IEnumerable<SafetensorsTensor> Of(AtomDomain domain) => domain.Kinds.SelectMany(kinds => new[]
    {
        new SafetensorsTensor(FormattableString.Invariant($"{Whiteners}{kinds.AtomicNumber}"), [kinds.Width, kinds.Width], kinds.Whitener.ToArray()),
        new SafetensorsTensor(FormattableString.Invariant($"{Means}{kinds.AtomicNumber}"), [kinds.Names.Length, kinds.Width], kinds.Means.ToArray()),
    });

    /// <summary>What isn't a number; empty words where the domain isn't known.</summary>
    public static IReadOnlyDictionary<string, string> Metadata(AtomDomain? domain) => new Dictionary<string, string>
    {
        [LargestMolecule] = domain?.LargestMolecule?.ToString(CultureInfo.InvariantCulture) ?? "",
        [KindNames] = string.Join(' ', domain?.Kinds.SelectMany(kinds => kinds.Names) ?? []),
        [RareKindNames] = string.Join(' ', domain?.Kinds.SelectMany(kinds => kinds.RareNames) ?? []),
    };

    /// <summary>Null where the file has none.</summary>
    /// <exception cref="SafetensorsFormatException">The names of the kinds are not as many as their means.</exception>
    public static AtomDomain? Read(SafetensorsFile file)
    {
        int[] elements = [.. file.Tensors.Where(tensor => tensor.Name.StartsWith(Whiteners, StringComparison.Ordinal))
            .Select(tensor => int.TryParse(tensor.Name.AsSpan(Whiteners.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var z) ? z : 0).Where(z => z > 0).Order()];
        if (elements.Length == 0)
            return null;
        var width = elements.Length * NeighbourShells.Count;
        var names = Words(file, KindNames);
        var rare = Words(file, RareKindNames);
        var first = 0;
        var kinds = new List<ElementKinds>();
        foreach (var z in elements)
        {
            var name = FormattableString.Invariant($"{Means}{z}");
            var count = file.Tensors.FirstOrDefault(tensor => tensor.Name == name)?.Shape is [var rows, ..] ? rows : 0;
            var means = UncertaintyFile.Finite(file, name, [count, width]);
            if (count == 0 || names.Length < first + count)
                throw new SafetensorsFormatException(file.Path, $"kinds of atoms with means in {name} and names in {KindNames} were expected, but there are {count} means and {names.Length - first} names");
            kinds.Add(new ElementKinds(z, [.. names.AsSpan(first, count)], [.. rare.Where(kind => kind.StartsWith($"{Element.Symbol(z)}(", StringComparison.Ordinal))], means, UncertaintyFile.Finite(file, FormattableString.Invariant($"{Whiteners}{z}"), [width, width])));
            first += count;
        }

        if (names.Length != first)
            throw new SafetensorsFormatException(file.Path, $"the names of {first} kinds of atoms were expected as {KindNames}, but there are {names.Length}");
        return new AtomDomain(kinds, file.Metadata.GetValueOrDefault(LargestMolecule, "").Length > 0 ? UncertaintyFile.Count(file, LargestMolecule) : null);
    }

    private static string[] Words(SafetensorsFile file, string key) => file.Metadata.GetValueOrDefault(key, "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
