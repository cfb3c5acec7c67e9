namespace Hybrid.Learn.Explanations;

/// <summary>What kind of number an explanation is of.</summary>
public enum QuantityKind
{
    /// <summary>The energy of the ground state.</summary>
    Energy,

    /// <summary>An excitation energy.</summary>
    Excitation,

    /// <summary>The charge, atom by atom.</summary>
    Charge,

    /// <summary>A component of the dipole moment.</summary>
    Dipole,
}
