namespace Hybrid.Benchmarks.Series;

/// <summary>Which predicted state is meant. The rule looks at no literature value.</summary>
internal static class StateRule
{
    /// <summary>How many singlets are computed.</summary>
    public const int States = 8;

    /// <summary>|μ|² in (e·a0)² below which a transition has no direction.</summary>
    public const double Forbidden = 1e-6;

    private const double Bright = 0.1;
    private const double Polarised = 0.9;
    private const double Leading = 0.5;

    /// <summary>The rule in words, for the report.</summary>
    public static string InWords { get; } = FormattableString.Invariant($"""
        - **Polyenes**, ¹Bu: the brightest of the {States} lowest singlets.
        - **Cyanines and merocyanines**: the lowest singlet with a strength of at least {Bright}.
        - **Acenes**: ¹La is the lowest singlet that is polarised along the short axis (at least {Polarised:P0} of |μ|²) with HOMO → LUMO as more than half of it; ¹Lb the lowest that is polarised along the long axis with HOMO → LUMO as less than half. Axes: second moments of the atoms.
        - **Isomers** (naphthalene, azulene): S1 and S2 in the order of their energies.
        - Learning alone has neither orbitals nor directions and only the states that it was trained for: its ¹La is the brighter of its two lowest, ¹Lb the other.
        """).Replace(" %", "\u00a0%", StringComparison.Ordinal);

    /// <summary>The state of a name; null where the model has none that fits.</summary>
    public static SeriesState? Chosen(SeriesMolecule molecule, string state, IReadOnlyList<SeriesState> states) => state switch
    {
        "bright" when molecule.Series == "polyenes" => states.MaxBy(candidate => candidate.Strength),
        "bright" => states.FirstOrDefault(candidate => candidate.Strength >= Bright),
        "S1" => states.ElementAtOrDefault(0),
        "S2" => states.ElementAtOrDefault(1),
        _ when states.All(candidate => candidate.Dipole is null) => ByStrength(state, states),
        _ => ByDirection(MolecularAxes.Of(molecule.Structure), state, states),
    };

    private static SeriesState? ByStrength(string state, IReadOnlyList<SeriesState> states)
    {
        var lowest = states.Take(2);
        return state == "La" ? lowest.MaxBy(candidate => candidate.Strength) : lowest.MinBy(candidate => candidate.Strength);
    }

    private static SeriesState? ByDirection(MolecularAxes axes, string state, IReadOnlyList<SeriesState> states) => states.FirstOrDefault(candidate =>
        MolecularAxes.Share(candidate.Dipole!, state == "La" ? axes.Short : axes.Long) >= Polarised && candidate.HomoToLumo > Leading == (state == "La"));
}
