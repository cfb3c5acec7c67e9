using Hybrid.Physics.Parameters;

namespace Hybrid.Learn.Corrections;

/// <summary>Which entries of a table belong to some elements.</summary>
internal static class TableEntries
{
    /// <summary>The entries, ascending; the only one of a global parameter.</summary>
    public static int[] Of(ParameterSet parameters, string table, IReadOnlyCollection<int> elements)
    {
        foreach (var z in elements)
        {
            if (!parameters.Covers(z))
                throw new ArgumentException($"Elements that {parameters.Name} covers were expected, but {Hybrid.Core.Elements.Element.Symbol(z)} is none.", nameof(elements));
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
}
