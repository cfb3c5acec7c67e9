using FluentAssertions;
using Hybrid.Learn.Data;
using Xunit;

namespace Hybrid.Tests.Learn.Data;

public sealed class LabelMappingTests
{
    [Fact]
    public void A_question_mark_makes_a_label_optional()
    {
        var mapping = LabelMapping.Of(["energy_ev=E1", "triplet_1_energy_ev=T1?"]);
        mapping.Labels.Select(label => (label.Target.Name, label.Key, label.IsOptional))
            .Should().Equal(("energy_ev", "E1", false), ("triplet_1_energy_ev", "T1", true));
    }

    [Fact]
    public void Two_names_of_one_label_are_refused() =>
        FluentActions.Invoking(() => LabelMapping.Of(["energy_ev=E1", "singlet_1_energy_ev=E"])).Should().Throw<ArgumentException>().WithMessage("One key for each label*singlet_1_energy_ev*");

    [Fact]
    public void A_strength_needs_the_energy_of_its_state() =>
        FluentActions.Invoking(() => LabelMapping.Of(["energy_ev=E1", "f2=f"])).Should().Throw<ArgumentException>().WithMessage("An energy of the same state*f2*");

    [Fact]
    public void A_list_and_single_states_of_one_spin_are_refused() =>
        FluentActions.Invoking(() => LabelMapping.Of(["singlet_energies_ev=E", "energy1_ev=E1"])).Should().Throw<ArgumentException>().WithMessage("Either a list of states or single states*");

    [Theory]
    [InlineData("energy_ev")]
    [InlineData("energy_ev=")]
    [InlineData("=E1")]
    [InlineData("energy_ev=?")]
    public void A_target_without_a_key_is_refused(string text) =>
        FluentActions.Invoking(() => Label.Parse(text)).Should().Throw<ArgumentException>().WithMessage("A *key*expected*");
}
