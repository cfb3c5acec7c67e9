using Hybrid.Physics.Models;
using Hybrid.Physics.Parameters;

namespace Hybrid.Cli.Predicting;

/// <summary>The parameters that a structure's energy depends on.</summary>
internal static class ParameterGradientEntries
{
    /// <summary>Label and ∂E/∂p of all entries that are not zero, table by table.</summary>
    public static IEnumerable<(string Label, double Value)> Of(Prediction prediction, ParameterSet parameters) =>
        from table in parameters.Tables
        where prediction.ParameterGradients.ContainsKey(table.Name)
        from entry in prediction.ParameterGradients[table.Name].ToArray().Index()
        where entry.Item != 0.0
        select (table.Label(entry.Index), entry.Item);
}
