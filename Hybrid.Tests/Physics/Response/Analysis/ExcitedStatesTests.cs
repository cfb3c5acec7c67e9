using FluentAssertions;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Physics.Response.Analysis;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Tests.Physics.Methods;
using Xunit;

namespace Hybrid.Tests.Physics.Response.Analysis;

public sealed class ExcitedStatesTests
{
    /// <summary>Eh: field to 1e-11, residuals of states to 1e-9, energies to their square.</summary>
    private const double Energy = 1e-9;

    /// <summary>Moments are of the first order in the residuals, over the gaps between states.</summary>
    private const double Moment = 1e-6;

    [Fact]
    public void Length_moments_are_those_of_the_solver()
    {
        var excited = ExcitedCase.Of("alanine");
        for (var N = 0; N < excited.States.Count; N++)
            excited.States[N].TransitionDipole.Should().Equal(excited.Solution.TransitionDipoles.Value.Slice(3 * N, 3).ToArray(), (a, b) => Math.Abs(a - b) < 1e-12);
        excited.States.Should().Contain(state => state.OscillatorStrength > 1e-3);
    }

    [Fact]
    public void The_states_of_a_solution_are_those_of_its_amplitudes()
    {
        var excited = ExcitedCase.Of("formamide");
        var plain = ExcitedStates.Of(excited.Solution);
        var full = ExcitedStates.Of(excited.Solution, excited.Operators);
        for (var N = 0; N < plain.Length; N++)
        {
            plain[N].OscillatorStrength.Should().BeApproximately(excited.States[N].OscillatorStrength, 1e-12);
            plain[N].RotatoryStrength.Should().BeNull();
            plain[N].VelocityOscillatorStrength.Should().BeNull();
            full[N].RotatoryStrength.Should().Be(excited.States[N].RotatoryStrength);
            full[N].TransitionDipole.Should().Equal(excited.Solution.TransitionDipoles.Value.Slice(3 * N, 3).ToArray());
        }
    }

    [Fact]
    public void A_mirror_image_has_the_same_strengths_and_opposite_rotatory_strengths()
    {
        var here = ExcitedCase.Of("alanine");
        var there = ExcitedCase.Of(Mapped(here.Structure, static (x, y, z) => (x, y, -z)));
        for (var N = 0; N < here.States.Count; N++)
        {
            there.States[N].Energy.Should().BeApproximately(here.States[N].Energy, Energy);
            there.States[N].OscillatorStrength.Should().BeApproximately(here.States[N].OscillatorStrength, Moment);
            there.States[N].RotatoryStrength.Should().BeApproximately(-here.States[N].RotatoryStrength!.Value, Moment);
            there.States[N].LengthRotatoryStrength.Should().BeApproximately(-here.States[N].LengthRotatoryStrength!.Value, Moment);
        }

        here.States.Max(state => Math.Abs(state.RotatoryStrength!.Value)).Should().BeGreaterThan(1e-3, "alanine is chiral");
    }

    [Fact]
    public void A_molecule_with_a_mirror_plane_has_no_rotatory_strength()
    {
        // Methanol, exactly symmetric in z, and turned so that the mirror is no plane of the coordinates.
        var methanol = new Structure(
            [6, 8, 1, 1, 1, 1],
            [0.0, 0.0, 0.0, 2.68, 0.0, 0.0, 3.30, 1.70, 0.0, -0.70, -1.94, 0.0, -0.70, 0.95, 1.68, -0.70, 0.95, -1.68]);
        var (c, s) = (Math.Cos(0.3), Math.Sin(0.3));
        var states = ExcitedCase.Of(Mapped(methanol, (x, y, z) => ((c * x) - (s * z) + 4.0, y - 2.0, (s * x) + (c * z)))).States;
        states.Should().Contain(state => state.OscillatorStrength > 1e-3);
        foreach (var state in states)
        {
            state.IsNearDegenerate.Should().BeFalse();
            state.RotatoryStrength.Should().BeApproximately(0.0, Moment);
        }
    }

    [Fact]
    public void A_shifted_and_turned_molecule_has_the_same_strengths()
    {
        var here = ExcitedCase.Of("alanine");
        var (c, s) = (Math.Cos(0.7), Math.Sin(0.7));
        var there = ExcitedCase.Of(Mapped(here.Structure, (x, y, z) => ((c * x) - (s * z) + 11.0, y - 23.0, (s * x) + (c * z) + 5.0)));
        for (var N = 0; N < here.States.Count; N++)
        {
            there.States[N].Energy.Should().BeApproximately(here.States[N].Energy, Energy);
            there.States[N].OscillatorStrength.Should().BeApproximately(here.States[N].OscillatorStrength, Moment);
            there.States[N].VelocityOscillatorStrength.Should().BeApproximately(here.States[N].VelocityOscillatorStrength!.Value, Moment);
            there.States[N].RotatoryStrength.Should().BeApproximately(here.States[N].RotatoryStrength!.Value, Moment);
        }

        here.States.Zip(there.States).Max(pair => Math.Abs(pair.First.LengthRotatoryStrength!.Value - pair.Second.LengthRotatoryStrength!.Value))
            .Should().BeGreaterThan(1e-3, "the length form depends on the origin");
    }

    [Fact]
    public void An_electron_that_moves_along_a_right_handed_helix_has_a_positive_rotatory_strength()
    {
        // Hydrogen atoms on a right-handed helix: HOMO → LUMO moves charge along it.
        const int atoms = 8;
        var positions = new double[3 * atoms];
        for (var A = 0; A < atoms; A++)
        {
            var φ = 0.7 * A;
            (positions[3 * A], positions[(3 * A) + 1], positions[(3 * A) + 2]) = (2.0 * Math.Cos(φ), 2.0 * Math.Sin(φ), 0.9 * A);
        }

        var states = ExcitedCase.Of(new Structure([.. Enumerable.Repeat(1, atoms)], positions), 1).States;
        states[0].OscillatorStrength.Should().BeGreaterThan(0.1);
        states[0].RotatoryStrength.Should().BePositive();
        states[0].LengthRotatoryStrength.Should().BePositive();
        states[0].TransitionDipole.Zip(states[0].VelocityTransitionDipole, static (x, y) => x * y).Sum().Should().BePositive("both forms have the same sign");
    }

    [Fact]
    public void A_triplet_has_no_strength_and_keeps_its_configurations()
    {
        var excited = ExcitedCase.Of("formaldehyde", 1);
        var homo = excited.Reference.Orbitals.OccupiedCount - 1;
        var state = ExcitedStates.Of(excited.Reference, excited.Operators, [excited.Single(homo - 1, 1, Multiplicity.Triplet)])[0];
        state.OscillatorStrength.Should().Be(0.0);
        state.RotatoryStrength.Should().Be(0.0);
        var configuration = state.Configurations.Should().ContainSingle().Which;
        configuration.Label.Should().Be("HOMO−1 → LUMO+1");
        configuration.Weight.Should().Be(1.0);
        configuration.Virtual.Should().Be(homo + 2);
    }

    [Fact]
    public void Deexcitations_add_to_length_and_subtract_from_velocity()
    {
        var excited = ExcitedCase.Of("hydrogen_peroxide", 2);
        var x = excited.Solution.States[0].Excitations.ToArray();
        var y = Array.ConvertAll(x, static value => 0.1 * value);
        var plain = ExcitedStates.Of(excited.Reference, excited.Operators, [new TransitionAmplitudes(Multiplicity.Singlet, 0.3, x)])[0];
        var full = ExcitedStates.Of(excited.Reference, excited.Operators, [new TransitionAmplitudes(Multiplicity.Singlet, 0.3, x, y)])[0];
        for (var k = 0; k < 3; k++)
        {
            full.TransitionDipole[k].Should().BeApproximately(1.1 * plain.TransitionDipole[k], 1e-12);
            full.VelocityTransitionDipole[k].Should().BeApproximately(0.9 * plain.VelocityTransitionDipole[k], 1e-12);
            full.MagneticTransitionDipole[k].Should().BeApproximately(0.9 * plain.MagneticTransitionDipole[k], 1e-12);
        }
    }

    [Fact]
    public void Close_states_are_called_nearly_degenerate()
    {
        var excited = ExcitedCase.Of("formaldehyde", 1);
        var orbitals = excited.Reference.Orbitals;
        var X = excited.Single(0, 0).Excitations.ToArray();
        TransitionAmplitudes At(Multiplicity multiplicity, double energy) => new(multiplicity, energy, X);
        var states = ExcitedStates.Of(excited.Reference, excited.Operators,
            [At(Multiplicity.Singlet, 0.2), At(Multiplicity.Singlet, 0.2005), At(Multiplicity.Singlet, 0.3), At(Multiplicity.Triplet, 0.3)]);
        states.Select(static state => state.IsNearDegenerate).Should().Equal(true, true, false, false);
        states[2].GapToNearest.Should().BeApproximately(0.0995, 1e-12);
        states[3].GapToNearest.Should().Be(double.PositiveInfinity);
        orbitals.ConfigurationCount.Should().Be(X.Length);
    }

    [Fact]
    public void Leading_configurations_are_the_heaviest_in_order()
    {
        var excited = ExcitedCase.Of("naphthalene", 4);
        foreach (var (state, amplitudes) in excited.States.Zip(excited.Solution.States))
        {
            var weights = amplitudes.Excitations.ToArray().Select(static x => x * x).OrderDescending().ToArray();
            state.Configurations.Select(static c => c.Weight).Should().Equal(weights.Take(state.Configurations.Length));
            weights.Skip(state.Configurations.Length).Take(1).Should().OnlyContain(w => w < 0.02 || state.Configurations.Length == 8);
        }
    }

    [Fact]
    public void The_unit_of_the_literature_is_that_of_textbooks() =>
        Constants.RotatoryStrengthInCgsPerAtomicUnit.Should().BeApproximately(471.444, 1e-3, "J. Autschbach's and others' 471.44 (10⁻⁴⁰ cgs)");

    [Fact]
    public void Operators_of_other_orbitals_are_refused()
    {
        var (one, other) = (ExcitedCase.Of("formaldehyde", 1), ExcitedCase.Of("methanol", 1));
        var mixed = () => ExcitedStates.Of(one.Reference, other.Operators, one.Solution.States);
        mixed.Should().Throw<ArgumentException>().WithMessage("Operators between*");
        var amplitudes = () => ExcitedStates.Of(one.Reference, one.Operators, other.Solution.States);
        amplitudes.Should().Throw<ArgumentException>().WithMessage("*amplitudes were expected*");
    }

    private static Structure Mapped(Structure structure, Func<double, double, double, (double X, double Y, double Z)> map)
    {
        var R = structure.Positions.ToArray();
        for (var A = 0; A < structure.AtomCount; A++)
            (R[3 * A], R[(3 * A) + 1], R[(3 * A) + 2]) = map(R[3 * A], R[(3 * A) + 1], R[(3 * A) + 2]);
        return structure.At(R);
    }
}
