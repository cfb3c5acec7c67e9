using System.Globalization;
using System.Text.RegularExpressions;
using Hybrid.Core.Units;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Data;

/// <summary>What a key of a file means: a quantity, for states also which one, and its unit.</summary>
/// <remarks>
/// <para>Written as words: the quantity, then its unit.</para>
/// <list type="bullet">
/// <item><c>singlet_1_energy_ev</c>, <c>singlet_1_strength</c>, <c>singlet_1_suspect</c>, <c>singlet_1_weight</c>; the same for <c>triplet</c> and any number from 1.</item>
/// <item><c>singlet_energies_ev</c>, <c>singlet_strengths</c>: several states in one value, in any order of energy.</item>
/// <item>Short: <c>energy_ev</c> and <c>energy1_ev</c> for <c>singlet_1_energy_ev</c>, <c>energy2_ev</c>, …; <c>f1</c>, <c>f2</c>, … for strengths.</item>
/// <item><c>total_energy_eh</c>, <c>forces_ev_per_angstrom</c>, <c>charges</c>, <c>dipole_debye</c>, <c>quadrupole_au</c>, <c>orbital_energies_ev</c>, <c>gap_ev</c>.</item>
/// <item><c>weight</c>, <c>level</c>, <c>name</c>, <c>molecule</c>.</item>
/// </list>
/// <para>Units of energy: <c>ev</c>, <c>eh</c>, <c>cm1</c>, <c>kcal_per_mol</c>, <c>kj_per_mol</c>.</para>
/// </remarks>
public sealed partial record LabelTarget
{
    private LabelTarget(string name, LabelledQuantity quantity)
    {
        Name = name;
        Quantity = quantity;
    }

    /// <summary>As it was written.</summary>
    public string Name { get; }

    /// <summary>What the label is about.</summary>
    public LabelledQuantity Quantity { get; }

    /// <summary>The spin of the state; singlet for what is no state.</summary>
    public Multiplicity Multiplicity { get; private init; } = Multiplicity.Singlet;

    /// <summary>Which state of its spin, from one; zero for a list of states and for what is no state.</summary>
    public int State { get; private init; }

    /// <summary>The unit in atomic units: what a number of the file is multiplied by.</summary>
    public double Unit { get; private init; } = 1.0;

    /// <summary>Reads a target.</summary>
    /// <exception cref="ArgumentException">The words mean nothing.</exception>
    public static LabelTarget Parse(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return Plain(name) ?? OneState(name) ?? StateList(name) ?? Short(name) ?? WithUnit(name) ?? throw new ArgumentException(
            $"A target such as singlet_1_energy_ev, singlet_1_strength, total_energy_eh, forces_ev_per_angstrom, charges, dipole_debye or gap_ev was expected, but \"{name}\" came.", nameof(name));
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static LabelTarget? Plain(string name) => name switch
    {
        "charges" => new(name, LabelledQuantity.Charges),
        "weight" => new(name, LabelledQuantity.SampleWeight),
        "level" => new(name, LabelledQuantity.Level),
        "name" => new(name, LabelledQuantity.Name),
        "molecule" => new(name, LabelledQuantity.Molecule),
        "forces_eh_per_bohr" => new(name, LabelledQuantity.Forces),
        "forces_ev_per_angstrom" => new(name, LabelledQuantity.Forces) { Unit = Constants.AngstromPerBohr / Constants.ElectronvoltPerHartree },
        "dipole_au" => new(name, LabelledQuantity.Dipole),
        "dipole_debye" => new(name, LabelledQuantity.Dipole) { Unit = 1.0 / Constants.DebyePerAtomicUnit },
        "dipole_e_angstrom" => new(name, LabelledQuantity.Dipole) { Unit = Constants.BohrPerAngstrom },
        "quadrupole_au" => new(name, LabelledQuantity.Quadrupole),
        "quadrupole_e_angstrom2" => new(name, LabelledQuantity.Quadrupole) { Unit = Constants.BohrPerAngstrom * Constants.BohrPerAngstrom },
        _ => null,
    };

    private static LabelTarget? OneState(string name)
    {
        var match = OneStatePattern().Match(name);
        if (!match.Success || !IsState(match.Groups["state"].Value, out var state))
            return null;
        var unit = match.Groups["unit"].Value;
        var quantity = match.Groups["quantity"].Value switch
        {
            "strength" => LabelledQuantity.StateStrength,
            "suspect" => LabelledQuantity.StateSuspect,
            "weight" => LabelledQuantity.StateWeight,
            _ => LabelledQuantity.StateEnergy,
        };
        if (quantity != LabelledQuantity.StateEnergy)
            return new(name, quantity) { Multiplicity = Spin(match), State = state };
        return IsEnergyUnit(unit, out var value) ? new(name, quantity) { Multiplicity = Spin(match), State = state, Unit = value } : null;
    }

    private static LabelTarget? StateList(string name)
    {
        var match = StateListPattern().Match(name);
        if (!match.Success)
            return null;
        if (!match.Groups["unit"].Success)
            return new(name, LabelledQuantity.StateStrength) { Multiplicity = Spin(match) };
        return IsEnergyUnit(match.Groups["unit"].Value, out var value)
            ? new(name, LabelledQuantity.StateEnergy) { Multiplicity = Spin(match), Unit = value }
            : null;
    }

    private static LabelTarget? Short(string name)
    {
        var match = ShortPattern().Match(name);
        if (!match.Success)
            return null;
        if (match.Groups["strength"].Success)
            return IsState(match.Groups["strength"].Value, out var bright) ? new(name, LabelledQuantity.StateStrength) { State = bright } : null;
        var state = 1;
        if (match.Groups["state"].Length > 0 && !IsState(match.Groups["state"].Value, out state))
            return null;
        return IsEnergyUnit(match.Groups["unit"].Value, out var value) ? new(name, LabelledQuantity.StateEnergy) { State = state, Unit = value } : null;
    }

    private static LabelTarget? WithUnit(string name)
    {
        var match = WithUnitPattern().Match(name);
        if (!match.Success || !IsEnergyUnit(match.Groups["unit"].Value, out var value))
            return null;
        var quantity = match.Groups["quantity"].Value switch
        {
            "total_energy" => LabelledQuantity.TotalEnergy,
            "orbital_energies" => LabelledQuantity.OrbitalEnergies,
            _ => LabelledQuantity.Gap,
        };
        return new(name, quantity) { Unit = value };
    }

    private static Multiplicity Spin(Match match) => match.Groups["spin"].Value == "singlet" ? Multiplicity.Singlet : Multiplicity.Triplet;

    private static bool IsState(string text, out int state) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out state) && state is >= 1 and <= MostStates;

    private static bool IsEnergyUnit(string unit, out double value)
    {
        value = unit switch
        {
            "eh" => 1.0,
            "ev" => 1.0 / Constants.ElectronvoltPerHartree,
            "cm1" => 1.0 / Constants.InverseCentimetrePerHartree,
            "kcal_per_mol" => 1.0 / Constants.KilocaloriePerMolePerHartree,
            "kj_per_mol" => 1.0 / Constants.KilojoulePerMolePerHartree,
            _ => 0.0,
        };
        return value > 0.0;
    }

    [GeneratedRegex("^(?<spin>singlet|triplet)_(?<state>[0-9]+)_((?<quantity>energy)_(?<unit>[a-z0-9_]+)|(?<quantity>strength|suspect|weight))$", RegexOptions.CultureInvariant)]
    private static partial Regex OneStatePattern();

    [GeneratedRegex("^(?<spin>singlet|triplet)_(energies_(?<unit>[a-z0-9_]+)|strengths)$", RegexOptions.CultureInvariant)]
    private static partial Regex StateListPattern();

    [GeneratedRegex("^(f(?<strength>[0-9]+)|energy(?<state>[0-9]*)_(?<unit>[a-z0-9_]+))$", RegexOptions.CultureInvariant)]
    private static partial Regex ShortPattern();

    [GeneratedRegex("^(?<quantity>total_energy|orbital_energies|gap)_(?<unit>[a-z0-9_]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex WithUnitPattern();

    private const int MostStates = 1000;
}
