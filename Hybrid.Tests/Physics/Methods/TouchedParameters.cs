using Hybrid.Physics.Parameters;

namespace Hybrid.Tests.Physics.Methods;

/// <summary>Which entries of a table a molecule reads.</summary>
internal static class TouchedParameters
{
    public static IEnumerable<int> EntriesOf(ParameterSet parameters, ParameterTable table, IReadOnlyCollection<int> elements) => table.Domain switch
    {
        ParameterDomain.Global => [0],
        ParameterDomain.Element => elements.Select(z => z - 1),
        ParameterDomain.Shell => elements.SelectMany(z => Enumerable.Range(parameters.FirstShell(z, table.Step), parameters.Shells(z, table.Step).Length)),
        _ => elements.SelectMany(z => elements.Where(other => other >= z).Select(other => parameters.PairIndex(z, other))),
    };

    /// <summary>The set with one entry moved.</summary>
    public static ParameterSet Moved(ParameterSet parameters, ParameterTable table, int entry, double step)
    {
        var values = table.Values.ToArray();
        values[entry] += step;
        return parameters.With(table.WithValues(values));
    }

    /// <summary>A step that is small beside the value, or beside what the values of such a table usually are.</summary>
    public static double Step(ParameterTable table, int entry) =>
        1e-3 * Math.Max(table.Name.EndsWith("_kernel", StringComparison.Ordinal) ? 0.01 : 0.2, Math.Abs(table.Values[entry]));
}
