using System.Collections.Immutable;
using System.Numerics.Tensors;
using Hybrid.Core.Units;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Physics.Response.Analysis;

/// <summary>
/// One excited state in numbers: its energy, how strongly light makes it, and what it is made of. Owns its memory; immutable.
/// </summary>
/// <remarks>
/// <para>
/// ⟨0|O|N⟩ = √2 Σ_ia (X ± Y)_ia ⟨i|O|a⟩ for a singlet, + for a real symmetric operator (r) and − for an antisymmetric one
/// (∇, r × ∇). A triplet has none without spin–orbit coupling: its moments and strengths are zero.
/// </para>
/// <para>
/// The sign of all moments of a state together is arbitrary; strengths don't depend on it. In a complete basis
/// ⟨0|∇|N⟩ = ω ⟨0|r|N⟩, and both forms agree; how far they don't is a measure of the basis.
/// </para>
/// </remarks>
public sealed record ExcitedState
{
    internal ExcitedState(Multiplicity multiplicity, double energy, ImmutableArray<LeadingConfiguration> configurations)
    {
        Multiplicity = multiplicity;
        Energy = energy;
        Configurations = configurations;
    }

    /// <summary>The spin.</summary>
    public Multiplicity Multiplicity { get; }

    /// <summary>ω, the energy above the ground state, Eh.</summary>
    public double Energy { get; }

    /// <summary>The heaviest configurations, heaviest first.</summary>
    public ImmutableArray<LeadingConfiguration> Configurations { get; }

    /// <summary>μ = −⟨0|r|N⟩, the transition dipole in the length form, e·a0: x, y, z.</summary>
    public ImmutableArray<double> TransitionDipole { get; internal init; } = Zero;

    /// <summary>−⟨0|∇|N⟩/ω, the transition dipole in the velocity form, e·a0: x, y, z; empty without velocity integrals.</summary>
    public ImmutableArray<double> VelocityTransitionDipole { get; internal init; } = [];

    /// <summary>
    /// Im⟨0|m|N⟩ = ½⟨0|r × ∇|N⟩, the magnetic transition dipole about the origin of the coordinates, eħ/me: x, y, z; empty
    /// without velocity integrals.
    /// </summary>
    public ImmutableArray<double> MagneticTransitionDipole { get; internal init; } = [];

    /// <summary>The energy to the nearest state of the same multiplicity in the list that the state came in, Eh; infinite when it is alone.</summary>
    public double GapToNearest { get; internal init; } = double.PositiveInfinity;

    /// <summary>
    /// True when another state of the same multiplicity is closer than <see cref="ExcitedStates.NearDegeneracy"/>: the two mix
    /// easily, and numbers of one of them alone are sensitive. The state above the last of a list is not known.
    /// </summary>
    public bool IsNearDegenerate => GapToNearest < ExcitedStates.NearDegeneracy;

    /// <summary>f = ⅔ ω |μ|², length form.</summary>
    public double OscillatorStrength => 2.0 / 3.0 * Energy * TensorPrimitives.SumOfSquares(TransitionDipole.AsSpan());

    /// <summary>f = ⅔ ω |μ|², velocity form; null without velocity integrals.</summary>
    public double? VelocityOscillatorStrength => VelocityTransitionDipole.IsEmpty
        ? null
        : 2.0 / 3.0 * Energy * TensorPrimitives.SumOfSquares(VelocityTransitionDipole.AsSpan());

    /// <summary>
    /// R = Im(⟨0|μ|N⟩·⟨N|m|0⟩) in the velocity form, which does not depend on the origin, (e·a0)(eħ/me); null without velocity
    /// integrals.
    /// </summary>
    /// <remarks>R = ⟨0|∇|N⟩·⟨0|r × ∇|N⟩/(2ω). See docs/conventions.md.</remarks>
    public double? RotatoryStrength => VelocityTransitionDipole.IsEmpty
        ? null
        : -TensorPrimitives.Dot(VelocityTransitionDipole.AsSpan(), MagneticTransitionDipole.AsSpan());

    /// <summary>
    /// The same in the length form, R = ½⟨0|r|N⟩·⟨0|r × ∇|N⟩, which depends on the origin in any finite basis; null without
    /// velocity integrals.
    /// </summary>
    public double? LengthRotatoryStrength => VelocityTransitionDipole.IsEmpty
        ? null
        : -TensorPrimitives.Dot(TransitionDipole.AsSpan(), MagneticTransitionDipole.AsSpan());

    /// <summary><see cref="RotatoryStrength"/> in 10⁻⁴⁰ esu² cm² (erg cm³), as the literature lists it.</summary>
    public double? RotatoryStrengthInCgs => RotatoryStrength * Constants.RotatoryStrengthInCgsPerAtomicUnit;

    /// <summary><see cref="LengthRotatoryStrength"/> in 10⁻⁴⁰ esu² cm² (erg cm³).</summary>
    public double? LengthRotatoryStrengthInCgs => LengthRotatoryStrength * Constants.RotatoryStrengthInCgsPerAtomicUnit;

    private static ImmutableArray<double> Zero { get; } = [0.0, 0.0, 0.0];
}
