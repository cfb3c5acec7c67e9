namespace Hybrid.Physics.Response;

/// <summary>Under which conditions an ideal gas of molecules is described. Immutable.</summary>
public sealed record ThermochemicalConditions
{
    /// <summary>298.15 K, 1 atm, symmetry number 1, harmonic.</summary>
    public static ThermochemicalConditions Default { get; } = new();

    /// <summary>T, K.</summary>
    public double Temperature { get; init; } = 298.15;

    /// <summary>p, Pa; by default one atmosphere.</summary>
    public double PressureInPascal { get; init; } = 101325.0;

    /// <summary>
    /// σ, the number of rotations that turn the molecule into itself (2 for water, 3 for ammonia, 12 for benzene). The
    /// point group is not detected: give it.
    /// </summary>
    public int SymmetryNumber { get; init; } = 1;

    /// <summary>
    /// ω0 in cm⁻¹ around which modes change from harmonic oscillators into free rotors in entropy and heat capacity (50 in
    /// Grimme's quasi-RRHO); 0 for harmonic oscillators throughout.
    /// </summary>
    public double RotorCutoffInInverseCentimetres { get; init; }

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public ThermochemicalConditions Validated()
    {
        if (!(Temperature is > 0.0 and <= 1e5))
            throw new ArgumentException(FormattableString.Invariant($"A temperature above 0 and up to 1e5 K was expected, but {Temperature} was given."));
        if (!(PressureInPascal > 0.0 && double.IsFinite(PressureInPascal)))
            throw new ArgumentException(FormattableString.Invariant($"A positive pressure was expected, but {PressureInPascal} Pa was given."));
        if (SymmetryNumber < 1)
            throw new ArgumentException(FormattableString.Invariant($"A symmetry number of at least 1 was expected, but {SymmetryNumber} was given."));
        if (!(RotorCutoffInInverseCentimetres is >= 0.0 and <= 1e4))
            throw new ArgumentException(FormattableString.Invariant($"A rotor cutoff from 0 to 1e4 inverse centimetres was expected, but {RotorCutoffInInverseCentimetres} was given."));
        return this;
    }
}
