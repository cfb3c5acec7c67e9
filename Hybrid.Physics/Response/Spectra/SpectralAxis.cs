using Hybrid.Core.IO;
using Hybrid.Core.Units;

namespace Hybrid.Physics.Response.Spectra;

/// <summary>The points at which a spectrum is wanted, evenly spaced in energy or in wavelength. Immutable.</summary>
/// <remarks>
/// Lines are broadened in energy. ε and Δε are no densities: the absorptivity of light of one wavelength is the same number
/// whichever way its axis is labelled, so that there is no Jacobian between an axis in eV and one in nm.
/// </remarks>
public sealed class SpectralAxis
{
    private readonly double[] values;
    private readonly double[] energies;

    private SpectralAxis(SpectralUnit unit, double first, double last, int count)
    {
        if (!(first > 0.0 && last > first && double.IsFinite(last)))
            throw new ArgumentException(FormattableString.Invariant($"An axis from a positive to a larger number was expected, but it goes from {first} to {last}."), nameof(last));
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        Unit = unit;
        values = new double[count];
        energies = new double[count];
        for (var p = 0; p < count; p++)
        {
            values[p] = first + ((last - first) * p / (count - 1));
            energies[p] = unit.ToHartree(values[p]);
        }
    }

    /// <summary>The unit of <see cref="Values"/>.</summary>
    public SpectralUnit Unit { get; }

    /// <summary>The number of points.</summary>
    public int Count => values.Length;

    /// <summary>Each point in <see cref="Unit"/>, ascending.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>Each point as an energy, Eh; descending when the unit is a wavelength.</summary>
    public ReadOnlySpan<double> Energies => energies;

    /// <summary>Points evenly spaced in a unit.</summary>
    /// <param name="unit">Of the limits and of <see cref="Values"/>.</param>
    /// <param name="first">The first point, above zero.</param>
    /// <param name="last">The last point, above the first.</param>
    /// <param name="count">How many points, at least two.</param>
    /// <exception cref="ArgumentException">The limits or the count are out of their ranges.</exception>
    public static SpectralAxis Of(SpectralUnit unit, double first, double last, int count) => new(unit, first, last, count);

    /// <summary>Points evenly spaced in eV that hold all lines with a margin of some widths.</summary>
    /// <param name="sticks">The lines; at least one.</param>
    /// <param name="broadening">Their width.</param>
    /// <param name="count">How many points, at least two.</param>
    /// <exception cref="ArgumentException">There are no lines, or the count is too small.</exception>
    public static SpectralAxis Around(IReadOnlyCollection<Stick> sticks, Broadening broadening, int count)
    {
        ArgumentNullException.ThrowIfNull(sticks);
        if (sticks.Count == 0)
            throw new ArgumentException("At least one line was expected.", nameof(sticks));
        var margin = WidthsOfMargin * broadening.FullWidth;
        var lowest = Math.Max(sticks.Min(static stick => stick.Energy) - margin, SmallestEnergy);
        var highest = sticks.Max(static stick => stick.Energy) + margin;
        return new SpectralAxis(
            SpectralUnit.Electronvolt, lowest * Constants.ElectronvoltPerHartree, highest * Constants.ElectronvoltPerHartree, count);
    }

    private const double WidthsOfMargin = 2.0;

    /// <summary>Eh.</summary>
    private const double SmallestEnergy = 1e-3;
}
