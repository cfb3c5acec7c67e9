namespace Hybrid.Physics.Optimisation;

/// <summary>Whether a surface has an energy at a structure, or why not.</summary>
public enum SurfaceStatus
{
    /// <summary>Energy and gradient are there.</summary>
    Defined,

    /// <summary>The field or the excitations could not be solved.</summary>
    FieldFailed,

    /// <summary>The excited state is not there any more: it fell below the ground state, or no state resembles it.</summary>
    StateLost,
}
