namespace Hybrid.Learn.Corrections;

/// <summary>Where a learned term acts.</summary>
public enum LearnedTermKind
{
    /// <summary>A parameter of the method, moved alike for all sites that share its entry; values in prior widths.</summary>
    SharedParameter,

    /// <summary>A parameter moved atom by atom by the surroundings; values in prior widths.</summary>
    SiteParameter,

    /// <summary>What pairs of neighbours add to the Hamiltonian's blocks between their atoms; values in Eh.</summary>
    Hopping,

    /// <summary>What a neighbour adds to the Hamiltonian's block of an atom; values in Eh.</summary>
    CrystalField,
}
