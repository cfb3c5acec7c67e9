using System.Globalization;
using Hybrid.Core.Units;
using Hybrid.Learn.Comparison;

namespace Hybrid.Cli;

/// <summary>Every compared state on a line.</summary>
internal static class PredictedStateCsv
{
    public static void Write(TextWriter writer, EvaluationReport report)
    {
        writer.WriteLine("structure,name,state,reference_ev,predicted_ev,reference_strength,predicted_strength,trusted");
        foreach (var state in report.Comparison.States)
        {
            writer.WriteLine(string.Join(
                ',', (state.Sample + 1).ToString(CultureInfo.InvariantCulture), CsvText.Quoted(report.Names[state.Sample]), TargetErrors.Name(state.Multiplicity, state.Rank),
                Number(state.ReferenceEnergy * Constants.ElectronvoltPerHartree), Number(state.PredictedEnergy * Constants.ElectronvoltPerHartree),
                Number(state.ReferenceStrength), Number(state.PredictedStrength), state.IsTrusted ? "1" : "0"));
        }
    }

    private static string Number(double? value) => value?.ToString("0.000000", CultureInfo.InvariantCulture) ?? "";
}
