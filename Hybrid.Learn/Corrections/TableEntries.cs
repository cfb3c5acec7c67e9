using Hybrid.Core.Elements;
using Hybrid.Physics.Parameters;

namespace Hybrid.Learn.Corrections;

/// <summary>Which entries of a table belong to some elements.</summary>
internal static class TableEntries
{
    /// <summary>The names of tables to learn, each known, for learning, and there once.</summary>
    /// <exception cref="ArgumentException">One is not; the message names it.</exception>
    public static string[] Learnable(ParameterSet parameters, IEnumerable<string> tables)
    {
        var names = tables.ToArray();
        for (var k = 0; k < names.Length; k++)
        {
            if (!parameters.Has(names[k]))
                throw new ArgumentException($"Tables of {parameters.Name} were expected to be learned, but it has no {names[k]}.", nameof(tables));
            if (parameters[names[k]].PriorWidth <= 0.0)
                throw new ArgumentException($"Tables with a prior width were expected to be learned, but {names[k]} has none: it is not for learning.", nameof(tables));
            if (Array.IndexOf(names, names[k]) < k)
                throw new ArgumentException($"Each table once was expected to be learned, but {names[k]} is there twice.", nameof(tables));
        }

        return names;
    }

    /// <summary>The entries, ascending; the only one of a global parameter.</summary>
    public static int[] Of(ParameterSet parameters, string table, IReadOnlyCollection<int> elements)
    {
        foreach (var z in elements)
        {
            if (!parameters.Covers(z))
                throw new ArgumentException($"Elements that {parameters.Name} covers were expected, but {Element.Symbol(z)} is none.", nameof(elements));
        }

        var description = parameters[table];
        var entries = new SortedSet<int>();
        switch (description.Domain)
        {
            case ParameterDomain.Global:
                entries.Add(0);
                break;
            case ParameterDomain.Element:
                entries.UnionWith(elements.Select(z => z - 1));
                break;
            case ParameterDomain.Shell:
                foreach (var z in elements)
                    entries.UnionWith(Enumerable.Range(parameters.FirstShell(z, description.Step), parameters.Shells(z, description.Step).Length));
                break;
            default:
                foreach (var z in elements)
                    entries.UnionWith(elements.Select(other => parameters.PairIndex(z, other)));
                break;
        }

        return [.. entries];
    }

    /// <summary>The atoms that the sites of a table belong to in a structure: none for a global parameter, one for an element or a shell, two for a pair.</summary>
    public static (int PerRow, int[] Atoms) Atoms(ParameterSet parameters, string table, ReadOnlySpan<int> atomicNumbers)
    {
        var description = parameters[table];
        var atoms = new List<int>();
        for (var A = 0; A < atomicNumbers.Length; A++)
        {
            switch (description.Domain)
            {
                case ParameterDomain.Global:
                    return (0, []);
                case ParameterDomain.Element:
                    atoms.Add(A);
                    break;
                case ParameterDomain.Shell:
                    atoms.AddRange(Enumerable.Repeat(A, parameters.Shells(atomicNumbers[A], description.Step).Length));
                    break;
                default:
                    for (var B = A + 1; B < atomicNumbers.Length; B++)
                        atoms.AddRange([A, B]);
                    break;
            }
        }

        return (description.Domain == ParameterDomain.ElementPair ? 2 : 1, [.. atoms]);
    }
}
