namespace Hybrid.Physics.Response.Excitations;

/// <summary>The spin of an excited state of a closed-shell molecule; the value is 2S + 1.</summary>
public enum Multiplicity
{
    /// <summary>S = 0.</summary>
    Singlet = 1,

    /// <summary>S = 1.</summary>
    Triplet = 3,
}
