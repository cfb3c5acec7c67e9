using System.Collections.Immutable;

namespace Hybrid.Learn.Models;

/// <summary>What a hybrid model of excitations is made of, apart from its representation.</summary>
public sealed record HybridSettings
{
    /// <summary>The physics: "stda-xtb".</summary>
    public string Base { get; init; } = "stda-xtb";

    /// <summary>Atomic numbers that the model is for; ascending.</summary>
    public ImmutableArray<int> Elements { get; init; } = [1, 6, 7, 8];

    /// <summary>Tables that are learned for all atoms alike.</summary>
    public ImmutableArray<string> Tables { get; init; } =
    [
        "extended_k_s", "extended_k_p", "extended_k_diffuse", "extended_k_diffuse_valence", "extended_kinetic_scale", "extended_coulomb_scale",
        "extended_level", "extended_hubbard", "virtual_shift", "exact_exchange", "coulomb_exponent", "exchange_exponent", "shift_height", "hardness",
        "triplet_shift", "spin_attraction_ss", "spin_attraction_sp", "spin_attraction_pp",
    ];

    /// <summary>Tables that the network moves from atom to atom.</summary>
    public ImmutableArray<string> SiteTables { get; init; } = ["extended_level", "extended_hubbard", "hardness"];

    /// <summary>True when the network adds hoppings and crystal fields to the Hamiltonian.</summary>
    public bool WithBlocks { get; init; } = true;

    /// <summary>The largest number that one directed pair of neighbours adds to a channel of the Hamiltonian, Eh; both directions of a pair add up.</summary>
    public double LargestBlock { get; init; } = 0.1;
}
