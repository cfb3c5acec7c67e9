namespace Hybrid.Physics.Coulomb;

/// <summary>How the Hubbard parameters of two shells are averaged in γ.</summary>
public enum HubbardAverage
{
    /// <summary>(η + η')/2, as in GFN2-xTB.</summary>
    Arithmetic,

    /// <summary>2 / (1/η + 1/η'), as in GFN1-xTB.</summary>
    Harmonic,
}
