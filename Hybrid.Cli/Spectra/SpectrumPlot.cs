using System.Globalization;
using System.Text;
using Hybrid.Core.IO;
using Hybrid.Physics.Response.Spectra;

namespace Hybrid.Cli.Spectra;

/// <summary>A curve as columns of characters, eight steps to a line.</summary>
internal static class SpectrumPlot
{
    private const int Columns = 60;
    private const int Rows = 8;
    private const int Steps = 8;

    /// <summary>Columns between two numbers below the axis.</summary>
    private const int TickDistance = 15;

    /// <summary>Columns left of the axis.</summary>
    private const int Margin = 8;

    private const string Blocks = " ▁▂▃▄▅▆▇█";

    /// <summary>The lines, the axis with numbers in eV and nm last; the highest column is a full one.</summary>
    public static IEnumerable<string> Lines(Spectrum spectrum)
    {
        var heights = Heights(spectrum);
        var highest = heights.Max();
        for (var row = Rows - 1; row >= 0; row--)
        {
            var label = row == Rows - 1 ? Rounded(highest) : string.Empty;
            yield return $"{label,Margin - 1} {(row == Rows - 1 ? '┤' : '│')}{Row(heights, highest, row)}".TrimEnd();
        }

        yield return $"{"0",Margin - 1} └{Axis()}";
        var isEnergy = spectrum.Axis.Unit == SpectralUnit.Electronvolt;
        yield return Ticks(spectrum.Axis, isEnergy ? SpectralUnit.Electronvolt : SpectralUnit.Nanometre);
        yield return Ticks(spectrum.Axis, isEnergy ? SpectralUnit.Nanometre : SpectralUnit.Electronvolt);
    }

    /// <summary>The highest point of each column's part of the axis.</summary>
    private static double[] Heights(Spectrum spectrum)
    {
        var ε = spectrum.MolarAbsorptivity;
        var heights = new double[Columns];
        for (var p = 0; p < ε.Length; p++)
        {
            var column = Math.Min(p * Columns / ε.Length, Columns - 1);
            heights[column] = Math.Max(heights[column], ε[p]);
        }

        return heights;
    }

    private static string Row(double[] heights, double highest, int row)
    {
        var line = new StringBuilder(Columns);
        foreach (var height in heights)
        {
            var steps = highest > 0.0 ? (int)Math.Round(height / highest * Rows * Steps) : 0;
            line.Append(Blocks[Math.Clamp(steps - (row * Steps), 0, Steps)]);
        }

        return line.ToString();
    }

    private static string Axis() => string.Concat(Enumerable.Range(0, Columns + 1).Select(column => column % TickDistance == 0 ? '┬' : '─'));

    private static string Ticks(SpectralAxis axis, SpectralUnit unit)
    {
        var line = new StringBuilder(new string(' ', Margin + Columns + 8));
        for (var column = 0; column <= Columns; column += TickDistance)
        {
            var energy = axis.Energies[Math.Min(column * axis.Count / Columns, axis.Count - 1)];
            var text = unit.FromHartree(energy).ToString(unit == SpectralUnit.Electronvolt ? "F2" : "F0", CultureInfo.InvariantCulture);
            var first = Margin + 1 + column - (text.Length / 2);
            line.Remove(first, text.Length).Insert(first, text);
        }

        return $"{line.ToString().TrimEnd()} {(unit == SpectralUnit.Electronvolt ? "eV" : "nm")}";
    }

    /// <summary>Three digits are more than the eye sees.</summary>
    private static string Rounded(double value)
    {
        if (!(value > 0.0))
            return "0";
        var unit = Math.Pow(10.0, Math.Floor(Math.Log10(value)) - 2.0);
        var rounded = Math.Round(value / unit) * unit;
        return rounded.ToString(rounded >= 1.0 ? "F0" : "G3", CultureInfo.InvariantCulture);
    }
}
