using Hybrid.Core.Solvers;

namespace Hybrid.Physics.Scf;

/// <summary>How a self-consistent field is solved. Immutable.</summary>
public sealed record ScfSettings
{
    /// <summary>The defaults.</summary>
    public static ScfSettings Default { get; } = new();

    /// <summary>Scales <see cref="PopulationTolerance"/>; smaller is tighter. From 10⁻⁶ to 10⁴.</summary>
    public double Accuracy { get; init; } = 1.0;

    /// <summary>Electronic temperature in K of the Fermi distribution; 0 fills the lowest orbitals.</summary>
    public double ElectronicTemperature { get; init; } = 300.0;

    /// <summary>The largest number of iterations.</summary>
    public int MaxIterations { get; init; } = 250;

    /// <summary>
    /// Converged when √(Σ (x_out − x_in)² / nAtoms) over all populations falls below this (e, e·a0, e·a0²). The energy is
    /// then exact to the square of it, the gradient to its first power.
    /// </summary>
    public double PopulationTolerance => 1e-6 * Accuracy;

    /// <summary>Makes the mixer that accelerates the iteration; by default <see cref="BroydenMixer"/>.</summary>
    public Func<IMixer> Mixer { get; init; } = static () => new BroydenMixer();

    /// <summary>Every iteration diagonalises in full: slower, the reference of the faster way.</summary>
    public bool AlwaysDiagonalise { get; init; }

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public ScfSettings Validated()
    {
        if (!(Accuracy is >= 1e-6 and <= 1e4))
            throw new ArgumentException(FormattableString.Invariant($"An accuracy from 1e-6 to 1e4 was expected, but {Accuracy} was given."));
        if (!(ElectronicTemperature is >= 0.0 and <= 1e6))
            throw new ArgumentException(FormattableString.Invariant($"An electronic temperature from 0 to 1e6 K was expected, but {ElectronicTemperature} was given."));
        if (MaxIterations < 1)
            throw new ArgumentException(FormattableString.Invariant($"At least one iteration was expected, but {MaxIterations} was given."));
        return this;
    }
}
