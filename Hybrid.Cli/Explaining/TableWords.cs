namespace Hybrid.Cli.Explaining;

/// <summary>What a learned parameter of sTDA-xTB does to an excitation, in the words of a reader who doesn't know the equations.</summary>
internal static class TableWords
{
    private const string SpinAttraction = "spin_attraction_";

    /// <summary>Null for tables whose own meaning has to do.</summary>
    public static string? Of(string table) => table switch
    {
        "extended_k_s" => "coupling of s orbitals of neighbouring atoms",
        "extended_k_p" => "coupling of p orbitals of neighbouring atoms",
        "extended_k_diffuse" => "coupling of diffuse orbitals",
        "extended_k_diffuse_valence" => "coupling of diffuse with valence orbitals",
        "extended_kinetic_scale" => "kinetic energy in the coupling of valence orbitals",
        "extended_coulomb_scale" => "strength of the potential of the atoms' charges",
        "extended_level" => "orbital energies of the atoms",
        "extended_level_cn_scale" => "change of orbital energies with the number of neighbours",
        "extended_hubbard" => "hardness of the atoms, in the potential of the charges",
        "hardness" => "hardness of the atoms, between electron and hole",
        "virtual_shift" => "constant on all empty orbitals",
        "exact_exchange" => "fraction of exact exchange, by which electron and hole attract each other",
        "coulomb_exponent" => "how the attraction of electron and hole fades with distance",
        "exchange_exponent" => "how the repulsion of transition charges fades with distance",
        "shift_height" => "constant on all excitations",
        "shift_width" => "width of the published shift",
        "one_centre_scale" => "fraction of what acts within an atom beyond its charges",
        "one_centre_exchange_sp" => "interaction of s and p orbitals within an atom",
        "one_centre_exchange_pp" => "interaction of p orbitals within an atom",
        _ when table.StartsWith(SpinAttraction, StringComparison.Ordinal) => $"attraction of parallel spins in {table[^2]} and {table[^1]} orbitals of an atom",
        _ => null,
    };
}
