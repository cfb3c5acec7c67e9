using System.Text;

namespace Hybrid.Core.IO;

/// <summary>A measured spectrum from a table of text: points on an axis and an intensity at each. Owns its memory; immutable.</summary>
/// <remarks>
/// <para>
/// One point per line: the axis, then the intensity, separated by a comma, a semicolon, a tab or blanks; further columns are
/// not read. Numbers have a decimal point. Blank lines and lines that begin with # are skipped; lines before the first pair of
/// numbers are a header.
/// </para>
/// <para>
/// The header's first column tells the unit: nm or wavelength, cm-1 or wavenumber, eV or energy. Without such a word it is told
/// by the numbers: all below 50 are eV, all from 50 to 5000 nm, all above cm⁻¹.
/// </para>
/// </remarks>
public sealed class MeasuredCurve
{
    private const double LargestElectronvolt = 50.0;
    private const double LargestNanometre = 5000.0;

    private readonly double[] values;
    private readonly double[] intensities;

    private MeasuredCurve(SpectralUnit unit, double[] values, double[] intensities)
    {
        Unit = unit;
        this.values = values;
        this.intensities = intensities;
    }

    /// <summary>The unit of <see cref="Values"/>.</summary>
    public SpectralUnit Unit { get; }

    /// <summary>The number of points, at least one.</summary>
    public int Count => values.Length;

    /// <summary>The points on the axis, in the order of the file.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>The intensity at each point, in the unit of the file.</summary>
    public ReadOnlySpan<double> Intensities => intensities;

    /// <summary>The points as photon energies, Eh.</summary>
    public double[] Energies() => Array.ConvertAll(values, value => Unit.ToHartree(value));

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="unit">The unit of the axis, whatever the file says; null to be told by the file.</param>
    /// <exception cref="InvalidDataException">A line is no point; the message says which and what was expected.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static MeasuredCurve Read(string path, SpectralUnit? unit = null)
    {
        using var reader = new StreamReader(path, Encoding.UTF8);
        return Read(reader, path, unit);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="unit">The unit of the axis, whatever the text says; null to be told by it.</param>
    /// <exception cref="InvalidDataException">A line is no point; the message says which and what was expected.</exception>
    public static MeasuredCurve Read(TextReader reader, string name, SpectralUnit? unit = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(name);
        var values = new List<double>();
        var intensities = new List<double>();
        SpectralUnit? headed = null;
        for (var line = 1; reader.ReadLine() is { } text; line++)
        {
            if (string.IsNullOrWhiteSpace(text) || text.AsSpan().TrimStart().StartsWith("#"))
                continue;
            var fields = Split(text);
            if (values.Count == 0 && !Fields.IsReal(fields[0].Replace(',', '.'), out _))
            {
                headed ??= UnitOf(fields[0]);
                continue;
            }

            double value = 0, intensity = 0;
            if (fields.Length < 2 || !Fields.IsReal(fields[0], out value) || !Fields.IsReal(fields[1], out intensity))
                throw new InvalidDataException($"{name}, line {line}: expected two numbers with decimal points, the axis and the intensity, but came {StructureFormatException.Excerpt(text)}.");
            if (value <= 0.0)
                throw new InvalidDataException($"{name}, line {line}: expected a positive energy or wavelength, but came {StructureFormatException.Excerpt(fields[0])}.");
            values.Add(value);
            intensities.Add(intensity);
        }

        if (values.Count == 0)
            throw new InvalidDataException($"{name}: expected lines of two numbers, the axis and the intensity, but there are none.");
        return new MeasuredCurve(unit ?? headed ?? UnitOf(values, name), [.. values], [.. intensities]);
    }

    private static string[] Split(string line)
    {
        foreach (var separator in (ReadOnlySpan<char>)[';', ',', '\t'])
        {
            if (line.Contains(separator, StringComparison.Ordinal))
                return line.Split(separator, StringSplitOptions.TrimEntries);
        }

        return line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    private static SpectralUnit? UnitOf(string name)
    {
        var words = name.ToUpperInvariant();
        if (words.Contains("CM-1", StringComparison.Ordinal) || words.Contains("CM⁻¹", StringComparison.Ordinal) || words.Contains("CM^-1", StringComparison.Ordinal) || words.Contains("WAVENUMBER", StringComparison.Ordinal))
            return SpectralUnit.InverseCentimetre;
        if (words.Contains("NM", StringComparison.Ordinal) || words.Contains("WAVELENGTH", StringComparison.Ordinal))
            return SpectralUnit.Nanometre;
        return words.Contains("EV", StringComparison.Ordinal) || words.Contains("ENERGY", StringComparison.Ordinal) ? SpectralUnit.Electronvolt : null;
    }

    private static SpectralUnit UnitOf(List<double> values, string name)
    {
        var (least, most) = (values.Min(), values.Max());
        if (most < LargestElectronvolt)
            return SpectralUnit.Electronvolt;
        if (least >= LargestElectronvolt && most <= LargestNanometre)
            return SpectralUnit.Nanometre;
        return least > LargestNanometre
            ? SpectralUnit.InverseCentimetre
            : throw new InvalidDataException(FormattableString.Invariant($"{name}: expected a header that names the unit of the axis (eV, nm or cm-1), which can't be told from numbers between {least} and {most}."));
    }
}
