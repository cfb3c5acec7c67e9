namespace Hybrid.Physics.Response.Kernels;

/// <summary>Which part of the linear-response problem a product is taken with.</summary>
internal enum Coupling
{
    /// <summary>A: excitations with excitations.</summary>
    Excitations,

    /// <summary>A + B, which acts on X + Y.</summary>
    Sum,

    /// <summary>A − B, which acts on X − Y.</summary>
    Difference,
}
