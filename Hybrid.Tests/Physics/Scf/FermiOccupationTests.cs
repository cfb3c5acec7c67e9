using FluentAssertions;
using Hybrid.Physics.Scf;
using Xunit;

namespace Hybrid.Tests.Physics.Scf;

public sealed class FermiOccupationTests
{
    private const double RoomTemperature = 9.5e-4;

    private static readonly double[] Levels = [-0.7, -0.512, -0.5119, -0.5, -0.4985, -0.31, 0.2];

    [Theory]
    [InlineData(1.5, RoomTemperature)]
    [InlineData(3.0, RoomTemperature)]
    [InlineData(2.5, RoomTemperature)]
    [InlineData(4.0, 0.05)]
    [InlineData(6.999, RoomTemperature)]
    [InlineData(0.001, RoomTemperature)]
    public void Occupations_add_up_to_the_electrons_and_follow_one_Fermi_level(double electrons, double kT)
    {
        var f = new double[Levels.Length];
        FermiOccupation.Fill(Levels, electrons, kT, f);
        f.Sum().Should().BeApproximately(electrons, 1e-12);
        f.Should().BeInDescendingOrder().And.OnlyContain(occupation => occupation >= 0.0 && occupation <= 1.0);
        var partly = Enumerable.Range(0, f.Length).Where(i => f[i] is > 1e-6 and < 1.0 - 1e-6).ToArray();
        var levels = partly.Select(i => Levels[i] + (kT * Math.Log(f[i] / (1.0 - f[i])))).ToArray();
        levels.Should().NotBeEmpty();
        levels.Should().OnlyContain(μ => Math.Abs(μ - levels[0]) < 1e-9);
    }

    [Fact]
    public void The_entropy_term_is_kT_times_the_mixing_of_each_level()
    {
        var f = new double[Levels.Length];
        var entropy = FermiOccupation.Fill(Levels, 3.0, RoomTemperature, f);
        entropy.Should().BeApproximately(RoomTemperature * f.Where(x => x is > 0.0 and < 1.0).Sum(x => (x * Math.Log(x)) + ((1.0 - x) * Math.Log(1.0 - x))), 1e-18);
        entropy.Should().BeNegative();
    }

    [Fact]
    public void Two_electrons_in_three_equal_levels_share_them()
    {
        var f = new double[4];
        var entropy = FermiOccupation.Fill([-1.0, -0.5, -0.5, -0.5], 3.0, RoomTemperature, f);
        f[0].Should().BeApproximately(1.0, 1e-15);
        f[1..].Should().OnlyContain(x => Math.Abs(x - (2.0 / 3.0)) < 1e-14);
        entropy.Should().BeApproximately(3.0 * RoomTemperature * ((2.0 / 3.0 * Math.Log(2.0 / 3.0)) + (1.0 / 3.0 * Math.Log(1.0 / 3.0))), 1e-15);
    }

    [Fact]
    public void Towards_zero_temperature_the_lowest_levels_are_full()
    {
        double[] cold = new double[Levels.Length], zero = new double[Levels.Length];
        FermiOccupation.Fill(Levels, 3.0, 1e-7, cold).Should().BeApproximately(0.0, 1e-15);
        FermiOccupation.Fill(Levels, 3.0, 0.0, zero).Should().Be(0.0);
        zero.Should().Equal(1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < zero.Length; i++)
            cold[i].Should().BeApproximately(zero[i], 1e-15);
    }

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(7.0, 1.0)]
    public void Nothing_and_everything_have_no_entropy(double electrons, double expected)
    {
        var f = new double[Levels.Length];
        FermiOccupation.Fill(Levels, electrons, RoomTemperature, f).Should().Be(0.0);
        f.Should().OnlyContain(x => x == expected);
    }

    [Fact]
    public void A_common_shift_of_all_levels_changes_no_occupation()
    {
        double[] here = new double[Levels.Length], there = new double[Levels.Length];
        FermiOccupation.Fill(Levels, 3.0, RoomTemperature, here);
        FermiOccupation.Fill([.. Levels.Select(ε => ε + 3.0)], 3.0, RoomTemperature, there);
        for (var i = 0; i < here.Length; i++)
            there[i].Should().BeApproximately(here[i], 1e-12);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1e-16)]
    [InlineData(1e-12)]
    [InlineData(1e-8)]
    [InlineData(1e-6)]
    [InlineData(1e-4)]
    [InlineData(1.9e-3)]
    [InlineData(1.91e-3)]
    [InlineData(0.1)]
    public void A_divided_difference_keeps_its_digits_down_to_equal_levels(double difference)
    {
        const double kT = RoomTemperature, ε = 3e-4;
        double fi = Occupation(ε + difference), fj = Occupation(ε);

        // (f_i − f_j)/Δ = −f_i (1 − f_j) (e^{Δ/kT} − 1)/Δ, by a function that is exact for small arguments.
        var x = difference / kT;
        var expected = -fi * (1.0 - fj) / kT * (x == 0.0 ? 1.0 : x > 1e-3 ? (Math.Exp(x) - 1.0) / x : 1.0 + (x / 2.0) + (x * x / 6.0) + (x * x * x / 24.0));
        FermiOccupation.DividedDifference(ε + difference, ε, fi, fj, kT).Should().BeApproximately(expected, 1e-11 * Math.Abs(expected));
        FermiOccupation.DividedDifference(ε, ε + difference, fj, fi, kT).Should().BeApproximately(expected, 1e-11 * Math.Abs(expected));

        static double Occupation(double energy) => 1.0 / (1.0 + Math.Exp(energy / kT));
    }

    [Fact]
    public void At_equal_levels_the_divided_difference_is_the_slope()
    {
        const double f = 0.3;
        FermiOccupation.DividedDifference(-0.5, -0.5, f, f, RoomTemperature).Should().BeApproximately(FermiOccupation.Slope(f, RoomTemperature), 1e-11);
        FermiOccupation.Slope(f, RoomTemperature).Should().BeApproximately(-f * (1.0 - f) / RoomTemperature, 1e-11);
    }

    [Fact]
    public void Without_temperature_only_levels_of_different_occupation_differ()
    {
        FermiOccupation.DividedDifference(-0.5, -0.5, 1.0, 1.0, 0.0).Should().Be(0.0);
        FermiOccupation.DividedDifference(-0.5, -0.3, 1.0, 1.0, 0.0).Should().Be(0.0);
        FermiOccupation.DividedDifference(-0.5, -0.3, 1.0, 0.0, 0.0).Should().BeApproximately(-5.0, 1e-14);
        FermiOccupation.Slope(0.5, 0.0).Should().Be(0.0);
    }
}
