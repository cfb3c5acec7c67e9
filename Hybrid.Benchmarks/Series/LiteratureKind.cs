namespace Hybrid.Benchmarks.Series;

/// <summary>What a value of the literature is, nearest to a vertical energy of the free molecule first.</summary>
internal enum LiteratureKind
{
    /// <summary>A calculated best estimate.</summary>
    Vertical,

    /// <summary>A measured band that its authors moved to the vertical energy of the free molecule.</summary>
    Corrected,

    /// <summary>A measured origin of the free molecule: lower by the relaxation of the excited state.</summary>
    Vapour,

    /// <summary>A measured maximum in solution: lower also by the polarisation of the solvent.</summary>
    Solution,
}
