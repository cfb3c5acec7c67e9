using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Hybrid.Learn.Models;

/// <summary>What a hybrid model is made of, apart from its representation. The defaults are those on stda-xtb; <see cref="On"/> gives those on others.</summary>
public sealed record HybridSettings
{
    /// <summary>The physics: "stda-xtb" (excited states alone), "gfn1-xtb" or "gfn2-xtb".</summary>
    public string Base { get; init; } = "stda-xtb";

    /// <summary>Atomic numbers that the model is for; ascending.</summary>
    public ImmutableArray<int> Elements { get; init; } = [1, 6, 7, 8];

    /// <summary>Tables that are learned for all atoms alike.</summary>
    public ImmutableArray<string> Tables { get; init; } =
    [
        "extended_k_s", "extended_k_p", "extended_k_diffuse", "extended_k_diffuse_valence", "extended_kinetic_scale", "extended_coulomb_scale",
        "extended_level", "extended_hubbard", "virtual_shift", "exact_exchange", "coulomb_exponent", "exchange_exponent", "shift_height", "hardness",
        "one_centre_scale", "one_centre_exchange_sp", "one_centre_exchange_pp", "triplet_shift", "spin_attraction_ss", "spin_attraction_sp", "spin_attraction_pp",
    ];

    /// <summary>Tables that the network moves from atom to atom.</summary>
    public ImmutableArray<string> SiteTables { get; init; } = ["extended_level", "extended_hubbard", "hardness"];

    /// <summary>True when the network adds hoppings and crystal fields to the Hamiltonian.</summary>
    public bool WithBlocks { get; init; } = true;

    /// <summary>The largest number that one directed pair of neighbours adds to a channel of the Hamiltonian, Eh; both directions of a pair add up.</summary>
    public double LargestBlock { get; init; } = 0.1;

    /// <summary>The largest energy that the network adds for one directed pair of neighbours, Eh; null when it adds none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? LargestEnergy { get; init; }

    /// <summary>The names of the physics that a model can be made on.</summary>
    public static ImmutableArray<string> Bases { get; } = ["stda-xtb", "gfn1-xtb", "gfn2-xtb"];

    /// <summary>The default settings on some physics.</summary>
    /// <param name="physics">One of <see cref="Bases"/>.</param>
    /// <exception cref="ArgumentException">It is none of them.</exception>
    public static HybridSettings On(string physics) => physics switch
    {
        "stda-xtb" => new HybridSettings(),
        "gfn1-xtb" => GroundState(physics, "k_ss", "k_pp", "k_sp"),
        "gfn2-xtb" => GroundState(physics, "k_ss", "k_pp", "dipole_kernel", "quadrupole_kernel"),
        _ => throw new ArgumentException($"{string.Join(" or ", Bases)} was expected, but {physics} came.", nameof(physics)),
    };

    /// <summary>What both self-consistent methods share: levels and hoppings, hardnesses, repulsion and the damping of the dispersion.</summary>
    private static HybridSettings GroundState(string physics, params ReadOnlySpan<string> own) => new()
    {
        Base = physics,
        Tables =
        [
            .. own, "en_scale", "level", "cn_shift", "polynomial", "hubbard", "hubbard_scale", "hubbard_derivative", "repulsion_exponent_alpha",
            "effective_nuclear_charge", "d_s8", "d_a1", "d_a2",
        ],
        SiteTables = ["level", "hubbard", "repulsion_exponent_alpha"],
        LargestBlock = 0.05,
    };
}
