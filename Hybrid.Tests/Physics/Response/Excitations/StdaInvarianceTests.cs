using FluentAssertions;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Analysis;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Tests.Physics.Methods;
using Xunit;

namespace Hybrid.Tests.Physics.Response.Excitations;

/// <summary>What excitations of sTDA-xTB with the simplified kernel must not depend on.</summary>
public sealed class StdaInvarianceTests
{
    /// <summary>What is wanted for invariances, Eh.</summary>
    private const double Tolerance = 1e-8;

    [Theory]
    [InlineData(Multiplicity.Singlet, false)]
    [InlineData(Multiplicity.Singlet, true)]
    [InlineData(Multiplicity.Triplet, false)]
    public void Iterations_find_what_matrices_have(Multiplicity multiplicity, bool isFullResponse)
    {
        var structure = Solver.Structure("formamide");
        var settings = Stda.Settings(12, isFullResponse);
        var dense = Stda.Solve(Stda.Parameters, structure, multiplicity, settings with { LargestDenseProblem = int.MaxValue }).Excitations;
        var iterated = Stda.Solve(Stda.Parameters, structure, multiplicity, settings with { LargestDenseProblem = 0 }).Excitations;
        iterated.Outcome.IsConverged.Should().BeTrue();
        iterated.States.Should().HaveCountGreaterThanOrEqualTo(12);
        for (var k = 0; k < 12; k++)
            iterated.States[k].Energy.Should().BeApproximately(dense.States[k].Energy, Tolerance);
    }

    [Fact]
    public void Benzene_has_a_degenerate_bright_pair()
    {
        var excitations = Stda.Predict(ExactMolecules.Benzene(), new ExcitationOptions { States = 16, Tolerance = 1e-8 });
        var states = excitations.States;
        var bright = states.Where(state => state.OscillatorStrength > 0.5).ToArray();
        bright.Should().HaveCount(2);
        InElectronvolt(bright[1].Energy - bright[0].Energy).Should().BeLessThan(1e-6);
        bright[1].OscillatorStrength.Should().BeApproximately(bright[0].OscillatorStrength, 1e-6);
        bright[0].IsNearDegenerate.Should().BeTrue();
        excitations.IsGradientDefined(states.IndexOf(bright[0])).Should().BeFalse("which member is which is arbitrary");
        excitations.IsGradientDefined(0).Should().BeTrue();
    }

    [Fact]
    public void Fullerene_has_whole_triplets_of_states()
    {
        var states = Stda.Predict(ExactMolecules.Fullerene(), new ExcitationOptions { States = 24, Tolerance = 1e-8, WithAnalysis = false, WithVelocity = false }).States;
        var sets = new List<List<ExcitedState>>();
        foreach (var state in states)
        {
            if (sets.Count > 0 && state.Energy - sets[^1][^1].Energy < 1e-6)
                sets[^1].Add(state);
            else
                sets.Add([state]);
        }

        sets.Should().OnlyContain(set => set.Count == 1 || set.Count == 3 || set.Count == 4 || set.Count == 5, "these are the irreducible representations of Ih");
        sets.Should().Contain(set => set.Count == 3);
        sets.ForEach(set => InElectronvolt(set[^1].Energy - set[0].Energy).Should().BeLessThan(1e-6));
    }

    [Fact]
    public void Rotations_and_translations()
    {
        var structure = Solver.Structure("alanine");
        var moved = structure.At(ExactMolecules.Rotated(structure.Positions.ToArray()).Select((r, k) => r + (k % 3 == 0 ? 7.0 : -4.0)).ToArray());
        var options = new ExcitationOptions { States = 6, Multiplicities = [Multiplicity.Singlet, Multiplicity.Triplet], Tolerance = 1e-8 };
        var (a, b) = (Stda.Predict(structure, options).States, Stda.Predict(moved, options).States);
        for (var k = 0; k < a.Length; k++)
        {
            b[k].Energy.Should().BeApproximately(a[k].Energy, Tolerance);
            b[k].OscillatorStrength.Should().BeApproximately(a[k].OscillatorStrength, Tolerance);
            b[k].RotatoryStrength!.Value.Should().BeApproximately(a[k].RotatoryStrength!.Value, Tolerance);
        }
    }

    [Fact]
    public void Mirror_images_turn_light_the_other_way()
    {
        var structure = Solver.Structure("alanine");
        var mirrored = structure.At(structure.Positions.ToArray().Select((r, k) => k % 3 == 2 ? -r : r).ToArray());
        var options = new ExcitationOptions { States = 6, Tolerance = 1e-8 };
        var (a, b) = (Stda.Predict(structure, options).States, Stda.Predict(mirrored, options).States);
        a.Max(state => Math.Abs(state.RotatoryStrengthInCgs!.Value)).Should().BeGreaterThan(1.0);
        for (var k = 0; k < a.Length; k++)
            b[k].RotatoryStrength!.Value.Should().BeApproximately(-a[k].RotatoryStrength!.Value, Tolerance);
    }

    [Fact]
    public void Molecules_that_are_their_own_mirror_images_do_not_turn_light()
    {
        var states = Stda.Predict(ExactMolecules.Formaldehyde(), new ExcitationOptions { States = 8, Tolerance = 1e-9 }).States;
        states.Max(state => Math.Abs(state.RotatoryStrength!.Value)).Should().BeLessThan(1e-9);
    }

    /// <summary>
    /// A molecule 2,000 a0 away leaves local states as they are: the potential of its dipole in the Hamiltonian, which falls with the second
    /// power of the distance, is then below 1e-6 Eh, and the coupling of transition dipoles far below.
    /// </summary>
    [Fact]
    public void Far_molecules_leave_local_states_unchanged()
    {
        var (left, right) = (Solver.Structure("formaldehyde"), Solver.Structure("c2h4"));
        const double Distance = 2000.0;
        var both = new Structure(
            [.. left.AtomicNumbers, .. right.AtomicNumbers],
            [.. left.Positions, .. right.Positions.ToArray().Select((r, k) => k % 3 == 0 ? r + Distance : r)]);
        var options = new ExcitationOptions { States = 3, Tolerance = 1e-8, WithAnalysis = false };
        var alone = Stda.Predict(left, options).States.Concat(Stda.Predict(right, options).States).OrderBy(state => state.Energy).Take(3).ToArray();
        var together = Stda.Predict(both, options with { States = 12 });
        foreach (var state in alone)
        {
            var same = together.States.Where(other => Math.Abs(other.Energy - state.Energy) < 2e-6 && Math.Abs(other.OscillatorStrength - state.OscillatorStrength) < 1e-5);
            same.Should().NotBeEmpty("{0} eV with {1} is a local state", InElectronvolt(state.Energy), state.OscillatorStrength);
        }
    }

    /// <summary>An error of a few meV in a state turns it by about a per cent towards its neighbours; strengths follow.</summary>
    private const double StrengthTolerance = 0.03;

    [Theory]
    [InlineData("adenine")]
    [InlineData("alanine")]
    [InlineData("nitric_acid")]
    [InlineData("brclthiophene")]
    [InlineData("aniline")]
    [InlineData("caffeine")]
    public void Selected_states_lie_within_their_reported_error(string molecule)
    {
        const double asked = 5e-3;
        var structure = Solver.Structure(molecule);
        var full = Stda.Predict(structure, new ExcitationOptions { WithAnalysis = false, Tolerance = 1e-7 });
        var selected = Stda.Predict(structure, new ExcitationOptions { WithAnalysis = false, SelectionError = asked / Constants.ElectronvoltPerHartree });
        var reported = InElectronvolt(selected.SelectionError!.Value);
        reported.Should().BeLessThan(asked);
        for (var k = 0; k < 10; k++)
        {
            Math.Abs(InElectronvolt(selected.States[k].Energy - full.States[k].Energy)).Should().BeLessThan(Math.Min(asked, 2.0 * reported));
            selected.States[k].OscillatorStrength.Should().BeApproximately(full.States[k].OscillatorStrength, StrengthTolerance);
        }

        selected.IsGradientDefined(0).Should().BeFalse();
        full.IsGradientDefined(0).Should().BeTrue();
    }

    private static double InElectronvolt(double energy) => energy * Constants.ElectronvoltPerHartree;
}
