using FluentAssertions;
using Hybrid.Physics.Response.Analysis;
using Hybrid.Physics.Response.Excitations;
using Xunit;

namespace Hybrid.Tests.Physics.Response.Analysis;

public sealed class StateChoiceTests
{
    private static readonly ExcitedState[] States =
    [
        State(0.30, 0.5), State(0.20, 0.0), State(0.25, 0.9), State(0.30 + 1e-8, 0.5), State(0.40, 1.5), State(0.30, 0.0, Multiplicity.Triplet),
    ];

    [Fact]
    public void The_lowest_come_by_energy() => StateChoice.Lowest(2).Of(States).Should().Equal(1, 2);

    [Fact]
    public void A_degenerate_set_comes_whole_and_its_spin_alone()
    {
        StateChoice.Lowest(3).Of(States).Should().Equal(1, 2, 0, 3);
        StateChoice.Brightest(3).Of(States).Should().Equal(2, 0, 3, 4);
    }

    [Fact]
    public void The_brightest_come_by_energy_too() => StateChoice.Brightest(2).Of(States).Should().Equal(2, 4);

    [Fact]
    public void A_window_has_both_its_ends() => StateChoice.Window(0.20, 0.25).Of(States).Should().Equal(1, 2);

    [Fact]
    public void Impossible_choices_are_refused()
    {
        var none = () => StateChoice.Lowest(0);
        none.Should().Throw<ArgumentOutOfRangeException>();
        var empty = () => StateChoice.Window(0.3, 0.2);
        empty.Should().Throw<ArgumentException>().WithMessage("A window*from 0.3 to 0.2*");
    }

    private static ExcitedState State(double energy, double strength, Multiplicity multiplicity = Multiplicity.Singlet) =>
        new(multiplicity, energy, []) { TransitionDipole = [Math.Sqrt(1.5 * strength / energy), 0.0, 0.0] };
}
