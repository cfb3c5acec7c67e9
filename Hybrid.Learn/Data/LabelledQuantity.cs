namespace Hybrid.Learn.Data;

/// <summary>What a label is about.</summary>
public enum LabelledQuantity
{
    /// <summary>Vertical excitation energy of a state, or of several in a list.</summary>
    StateEnergy,

    /// <summary>Oscillator strength of a state, or of several in a list.</summary>
    StateStrength,

    /// <summary>A flag, one for a state whose label is reported but not trusted.</summary>
    StateSuspect,

    /// <summary>How much a state counts in a loss.</summary>
    StateWeight,

    /// <summary>Total energy.</summary>
    TotalEnergy,

    /// <summary>Forces, three numbers per atom.</summary>
    Forces,

    /// <summary>Atomic charges, one number per atom.</summary>
    Charges,

    /// <summary>Dipole moment, three numbers.</summary>
    Dipole,

    /// <summary>Traceless quadrupole moment xx, xy, yy, xz, yz, zz.</summary>
    Quadrupole,

    /// <summary>Energies of the valence orbitals, from the lowest on.</summary>
    OrbitalEnergies,

    /// <summary>Energy between the highest occupied and the lowest virtual orbital.</summary>
    Gap,

    /// <summary>What the sample as a whole counts in a loss.</summary>
    SampleWeight,

    /// <summary>Tag of the level of theory.</summary>
    Level,

    /// <summary>What messages call the sample.</summary>
    Name,

    /// <summary>What tells that two samples are the same molecule.</summary>
    Molecule,
}
