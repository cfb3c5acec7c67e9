using FluentAssertions;
using Hybrid.Core.Units;
using Hybrid.Learn.Data;
using Hybrid.Physics.Response.Excitations;
using Xunit;

namespace Hybrid.Tests.Learn.Data;

public sealed class LabelTargetTests
{
    [Theory]
    [InlineData("singlet_1_energy_ev", Multiplicity.Singlet, 1)]
    [InlineData("triplet_12_energy_ev", Multiplicity.Triplet, 12)]
    [InlineData("energy_ev", Multiplicity.Singlet, 1)]
    [InlineData("energy1_ev", Multiplicity.Singlet, 1)]
    [InlineData("energy2_ev", Multiplicity.Singlet, 2)]
    [InlineData("triplet_energies_ev", Multiplicity.Triplet, 0)]
    public void Excitation_energies_have_a_spin_and_a_number(string name, Multiplicity multiplicity, int state)
    {
        var target = LabelTarget.Parse(name);
        target.Quantity.Should().Be(LabelledQuantity.StateEnergy);
        target.Multiplicity.Should().Be(multiplicity);
        target.State.Should().Be(state);
        target.Unit.Should().Be(1.0 / Constants.ElectronvoltPerHartree);
    }

    [Theory]
    [InlineData("f2", LabelledQuantity.StateStrength, 2)]
    [InlineData("singlet_2_strength", LabelledQuantity.StateStrength, 2)]
    [InlineData("singlet_1_suspect", LabelledQuantity.StateSuspect, 1)]
    [InlineData("triplet_3_weight", LabelledQuantity.StateWeight, 3)]
    [InlineData("singlet_strengths", LabelledQuantity.StateStrength, 0)]
    [InlineData("molecule", LabelledQuantity.Molecule, 0)]
    public void What_has_no_unit_is_taken_as_it_is(string name, LabelledQuantity quantity, int state)
    {
        var target = LabelTarget.Parse(name);
        (target.Quantity, target.State, target.Unit).Should().Be((quantity, state, 1.0));
    }

    [Theory]
    [InlineData("total_energy_eh", 1.0)]
    [InlineData("total_energy_kcal_per_mol", 1.0 / 627.5094740631)]
    [InlineData("gap_cm1", 1.0 / 219474.6313632)]
    [InlineData("forces_ev_per_angstrom", 0.529177210903 / 27.211386245988)]
    [InlineData("dipole_debye", 1.0 / 2.541746473)]
    [InlineData("dipole_e_angstrom", 1.0 / 0.529177210903)]
    public void A_unit_is_part_of_the_name(string name, double inAtomicUnits) =>
        LabelTarget.Parse(name).Unit.Should().BeApproximately(inAtomicUnits, 1e-12);

    [Theory]
    [InlineData("energy")]
    [InlineData("total_energy_parsec")]
    [InlineData("singlet_0_energy_ev")]
    [InlineData("singlet_1_energy")]
    [InlineData("quintet_1_energy_ev")]
    [InlineData("f")]
    [InlineData("Energy_eV")]
    public void Other_words_are_refused_with_examples(string name) =>
        FluentActions.Invoking(() => LabelTarget.Parse(name)).Should().Throw<ArgumentException>().WithMessage($"A target such as singlet_1_energy_ev*\"{name}\" came.*");
}
