using System.Globalization;
using Hybrid.Core.Units;
using Hybrid.Learn.Explanations;

namespace Hybrid.Learn.Reports;

/// <summary>The unit that the reader of a page sees a predicted number in.</summary>
/// <param name="Name">Such as "eV".</param>
/// <param name="Factor">From the unit of the explanation.</param>
/// <param name="Decimals">That are worth showing in a table.</param>
internal sealed record DisplayUnit(string Name, double Factor, int Decimals)
{
    /// <summary>Digits that are written; parts still add up to what issue a reader could see.</summary>
    private const int Written = 9;

    public static DisplayUnit Of(Explanation explanation) => explanation.Quantity.Kind switch
    {
        QuantityKind.Excitation => new DisplayUnit("eV", Constants.ElectronvoltPerHartree, 3),
        QuantityKind.Energy => new DisplayUnit("Eh", 1.0, 4),
        QuantityKind.Dipole => new DisplayUnit("D", Constants.DebyePerAtomicUnit, 3),
        _ => new DisplayUnit(explanation.Unit, 1.0, 3),
    };

    public double Shown(double value, string what) => double.IsFinite(value)
        ? Math.Round(value * Factor, Written)
        : throw new ArgumentException(FormattableString.Invariant($"{what} should be a finite number, but is {value}."));

    /// <summary>With its unit, in a sentence.</summary>
    public string Words(double value, int decimals) => $"{Digits(value * Factor, decimals)} {Name}";

    /// <summary>With its sign, always, and its unit.</summary>
    public string Signed(double value, int decimals) => value * Factor >= 0.0 ? $"+{Words(value, decimals)}" : Words(value, decimals);

    /// <summary>With a true minus sign; zero has none.</summary>
    public static string Digits(double value, int decimals)
    {
        var text = value.ToString($"F{decimals}", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAnyExcept("-0.") ? text.Replace('-', '−') : text.TrimStart('-');
    }
}
