using System.Globalization;
using System.Text.Json;
using Hybrid.Cli.Writing;
using Hybrid.Core.Units;
using Hybrid.Learn.Comparison;
using Hybrid.Learn.Uncertainty;

namespace Hybrid.Cli.Evaluating;

/// <summary>Every compared state on a line.</summary>
internal static class PredictedStateCsv
{
    public static void Write(TextWriter writer, EvaluationReport report)
    {
        writer.WriteLine($"structure,name,state,reference_ev,predicted_ev,reference_strength,predicted_strength,trusted{(report.Uncertainty is null ? "" : ",uncertainty_ev,half_width_95_ev,strength_uncertainty,strength_half_width_95,raw_variance_ev2,raw_variance_strength,class")}");
        for (var k = 0; k < report.Comparison.States.Count; k++)
        {
            var state = report.Comparison.States[k];
            writer.Write(string.Join(
                ',', (state.Sample + 1).ToString(CultureInfo.InvariantCulture), CsvText.Quoted(report.Names[state.Sample]), TargetErrors.Name(state.Multiplicity, state.Rank),
                Number(state.ReferenceEnergy * Constants.ElectronvoltPerHartree), Number(state.PredictedEnergy * Constants.ElectronvoltPerHartree),
                Number(state.ReferenceStrength), Number(state.PredictedStrength), state.IsTrusted ? "1" : "0"));
            if (report.Uncertainty is { } uncertainty)
                writer.Write(Uncertainty(uncertainty, uncertainty.States[k]));
            writer.WriteLine();
        }
    }

    private static string Uncertainty(EvaluatedUncertainty uncertainty, UncertainState state)
    {
        var (energy, strength) = (Calibration(TargetKinds.EnergyOf(state.State.Multiplicity)), Calibration(TargetKind.Strength));
        var (variance, strengthVariance) = (state.EnergyVariance, state.StrengthVariance);
        return string.Concat(
            new[] { variance is { } v ? energy.Uncertainty(v) : (double?)null, variance is { } w ? energy.HalfWidth95(w) : null, strengthVariance is { } s ? strength.Uncertainty(s) : null, strengthVariance is { } t ? strength.HalfWidth95(t) : null }
                .Select(number => $",{Number(number)}").Concat(new[] { variance, strengthVariance }.Select(number => $",{number?.ToString("0.000000e+0", CultureInfo.InvariantCulture)}"))) + $",{JsonNamingPolicy.SnakeCaseLower.ConvertName(state.Class.ToString())}";

        TargetCalibration Calibration(TargetKind kind) => uncertainty.Model.Calibration(kind, state.State.Rank, state.Class);
    }

    private static string Number(double? value) => value?.ToString("0.000000", CultureInfo.InvariantCulture) ?? "";
}
