namespace Hybrid.Physics.Models;

/// <summary>What a prediction is asked for. Values combine.</summary>
[Flags]
public enum Properties
{
    /// <summary>The total energy and its terms, by atom. Always there.</summary>
    Energy = 0,

    /// <summary>The gradient of the energy with respect to the positions, and its negative, the forces.</summary>
    Forces = 1 << 0,

    /// <summary>Atomic and shell charges; atomic dipoles and quadrupoles where the method has them.</summary>
    Charges = 1 << 1,

    /// <summary>The dipole moment of the molecule.</summary>
    Dipole = 1 << 2,

    /// <summary>The quadrupole moment of the molecule.</summary>
    Quadrupole = 1 << 3,

    /// <summary>Orbital energies and occupations.</summary>
    Orbitals = 1 << 4,

    /// <summary>Wiberg/Mayer bond orders.</summary>
    BondOrders = 1 << 5,

    /// <summary>The matrices H, H0, S, P and C.</summary>
    Matrices = 1 << 6,

    /// <summary>The gradient of the energy with respect to every parameter.</summary>
    ParameterGradient = 1 << 7,

    /// <summary>The second derivatives of the energy with respect to the positions. Takes two gradients for each coordinate.</summary>
    Hessian = 1 << 8,

    /// <summary>Harmonic vibrations with infrared intensities, and the thermochemistry that follows from them. Takes the Hessian.</summary>
    Vibrations = 1 << 9,

    /// <summary>The static polarizability.</summary>
    Polarizability = 1 << 10,

    /// <summary>Excited states: energies, strengths and what they are made of.</summary>
    Excitations = 1 << 11,
}
