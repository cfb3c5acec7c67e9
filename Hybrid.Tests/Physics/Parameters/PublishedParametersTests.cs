using FluentAssertions;
using Hybrid.Physics.Parameters;
using Xunit;

namespace Hybrid.Tests.Physics.Parameters;

/// <summary>
/// Numbers typed from the parameter files of Debian's xtb 6.5.1 (/usr/share/xtb) and the publications
/// doi:10.1021/acs.jctc.7b00118 (GFN1-xTB) and doi:10.1021/acs.jctc.8b01176 (GFN2-xTB).
/// </summary>
public class PublishedParametersTests
{
    /// <summary>The conversion of xtb 6.5.1 (src/mctc/convert.f90).</summary>
    private const double EvPerHartree = 27.21138505;

    /// <summary>The conversion of xtb 6.5.1 (src/mctc/convert.f90).</summary>
    private const double AngstromPerBohr = 0.52917726;

    /// <summary>A few units in the last place of a converted number.</summary>
    private const double Rounding = 1e-14;

    private static readonly ParameterSet Gfn1 = ParameterSet.Embedded("gfn1-xtb");
    private static readonly ParameterSet Gfn2 = ParameterSet.Embedded("gfn2-xtb");

    [Theory]
    [InlineData("k_ss", 1.85)]
    [InlineData("k_pp", 2.25)]
    [InlineData("k_dd", 2.0)]
    [InlineData("k_sp", 2.08)]
    [InlineData("k_diff", 2.85)]
    [InlineData("en_scale", -0.007)]
    [InlineData("slater_ratio_power", 0.0)]
    [InlineData("coulomb_exponent", 2.0)]
    [InlineData("repulsion_exponent", 1.5)]
    [InlineData("repulsion_exponent_light", 1.5)]
    [InlineData("repulsion_radius_power", 1.0)]
    [InlineData("d_s6", 1.0)]
    [InlineData("d_s8", 2.4)]
    [InlineData("d_a1", 0.63)]
    [InlineData("d_a2", 5.0)]
    [InlineData("d_weighting", 4.0)]
    [InlineData("halogen_radius_scale", 1.3)]
    [InlineData("halogen_damping", 0.44)]
    public void Gfn1_globals_are_the_published_ones(string table, double expected) => Gfn1[table].Values.ToArray().Should().Equal(expected);

    [Theory]
    [InlineData("k_ss", 1.85)]
    [InlineData("k_pp", 2.23)]
    [InlineData("k_dd", 2.23)]
    [InlineData("k_sd", 2.0)]
    [InlineData("k_pd", 2.0)]
    [InlineData("en_scale", 0.02)]
    [InlineData("slater_ratio_power", 0.5)]
    [InlineData("coulomb_exponent", 2.0)]
    [InlineData("third_order_scale_s", 1.0)]
    [InlineData("third_order_scale_p", 0.5)]
    [InlineData("third_order_scale_d", 0.25)]
    [InlineData("repulsion_exponent", 1.5)]
    [InlineData("repulsion_exponent_light", 1.0)]
    [InlineData("repulsion_radius_power", 1.0)]
    [InlineData("d_s6", 1.0)]
    [InlineData("d_s8", 2.7)]
    [InlineData("d_a1", 0.52)]
    [InlineData("d_a2", 5.0)]
    [InlineData("d_s9", 5.0)]
    [InlineData("d_weighting", 6.0)]
    [InlineData("d_charge_height", 3.0)]
    [InlineData("d_charge_steepness", 2.0)]
    [InlineData("multipole_damping_dipole", 3.0)]
    [InlineData("multipole_damping_quadrupole", 4.0)]
    [InlineData("multipole_shift", 1.2)]
    [InlineData("multipole_radius_exponent", 4.0)]
    [InlineData("multipole_radius_max", 5.0)]
    public void Gfn2_globals_are_the_published_ones(string table, double expected) => Gfn2[table].Values.ToArray().Should().Equal(expected);

    [Theory]
    [InlineData("gfn1-xtb", "hubbard", 1, 0.470099)]
    [InlineData("gfn1-xtb", "hubbard_derivative", 2, 0.1500000)]
    [InlineData("gfn1-xtb", "repulsion_exponent_alpha", 1, 2.209700)]
    [InlineData("gfn1-xtb", "effective_nuclear_charge", 86, 86.0)]
    [InlineData("gfn1-xtb", "halogen_strength", 35, 0.0381742)]
    [InlineData("gfn1-xtb", "halogen_strength", 53, 0.0321944)]
    [InlineData("gfn1-xtb", "halogen_strength", 17, 0.0)]
    [InlineData("gfn2-xtb", "hubbard", 8, 0.451896)]
    [InlineData("gfn2-xtb", "hubbard_derivative", 7, -0.0639780)]
    [InlineData("gfn2-xtb", "repulsion_exponent_alpha", 6, 1.247655)]
    [InlineData("gfn2-xtb", "effective_nuclear_charge", 6, 4.231078)]
    [InlineData("gfn2-xtb", "dipole_kernel", 1, 0.05563889)]
    [InlineData("gfn2-xtb", "quadrupole_kernel", 1, 0.00027431)]
    [InlineData("gfn2-xtb", "multipole_radius", 1, 1.4)]
    [InlineData("gfn2-xtb", "multipole_radius", 14, 3.9)]
    [InlineData("gfn2-xtb", "multipole_valence_cn", 26, 6.0)]
    [InlineData("gfn2-xtb", "electronegativity", 9, 3.98)]
    [InlineData("gfn2-xtb", "covalent_radius", 26, 1.04 / AngstromPerBohr * 4 / 3)]
    [InlineData("gfn2-xtb", "atomic_radius", 6, 0.75 / AngstromPerBohr)]
    public void Element_parameters_are_the_published_ones(string method, string table, int z, double expected) =>
        ParameterSet.Embedded(method)[table].Values[z - 1].Should().BeApproximately(expected, Rounding * Math.Max(1, Math.Abs(expected)));

    [Theory]
    [InlineData("gfn1-xtb", "level", 1, 1, -2.171902 / EvPerHartree)]
    [InlineData("gfn1-xtb", "slater_exponent", 1, 0, 1.207940)]
    [InlineData("gfn1-xtb", "polynomial", 2, 0, 0.08084149)]
    [InlineData("gfn1-xtb", "hubbard_scale", 86, 1, 1 - 0.2380762)]
    [InlineData("gfn2-xtb", "level", 1, 0, -10.707211 / EvPerHartree)]
    [InlineData("gfn2-xtb", "slater_exponent", 2, 1, 1.5)]
    [InlineData("gfn2-xtb", "cn_shift", 1, 0, -0.05 / EvPerHartree)]
    [InlineData("gfn2-xtb", "polynomial", 1, 0, -0.00953618)]
    [InlineData("gfn2-xtb", "hubbard_scale", 86, 2, 1 - 0.23)]
    [InlineData("gfn2-xtb", "reference_occupation", 6, 0, 1.0)]
    [InlineData("gfn2-xtb", "reference_occupation", 6, 1, 3.0)]
    public void Shell_parameters_are_the_published_ones(string method, string table, int z, int shell, double expected)
    {
        var set = ParameterSet.Embedded(method);
        set[table].Values[set.FirstShell(z) + shell].Should().BeApproximately(expected, Rounding);
    }

    [Theory]
    [InlineData(6, 0, 0.006)] // C 2s
    [InlineData(6, 1, -0.003)] // C 2p
    [InlineData(17, 2, -0.005)] // Cl 3d
    [InlineData(22, 0, 0.005)] // Ti 3d, the first shell
    [InlineData(22, 1, 0.006)] // Ti 4s
    [InlineData(26, 0, 0)] // Fe 3d
    [InlineData(5, 0, 0)] // B 2s
    public void Gfn1_shifts_levels_with_the_coordination_number_as_published(int z, int shell, double constant)
    {
        var index = Gfn1.FirstShell(z) + shell;
        Gfn1["cn_shift"].Values[index].Should().BeApproximately(-Gfn1["level"].Values[index] * constant, Rounding);
    }

    [Theory]
    [InlineData(1, 1, 0.96)]
    [InlineData(1, 7, 1.04)]
    [InlineData(14, 7, 1.01)]
    [InlineData(5, 15, 0.97)]
    [InlineData(28, 1, 0.90)]
    [InlineData(78, 1, 0.80)]
    [InlineData(26, 26, 1.1)]
    [InlineData(26, 46, 1.15)]
    [InlineData(79, 57, 1.2)]
    [InlineData(30, 26, 1.0)] // zinc is no d-block metal here
    [InlineData(6, 1, 1.0)]
    public void Gfn1_scales_pairs_as_published(int z1, int z2, double expected)
    {
        Gfn1["pair_scale"].Values[Gfn1.PairIndex(z1, z2)].Should().Be(expected);
        Gfn1.PairIndex(z2, z1).Should().Be(Gfn1.PairIndex(z1, z2));
    }

    [Fact]
    public void Gfn2_scales_no_pair() => Gfn2["pair_scale"].Values.ToArray().Should().OnlyContain(value => value == 1);

    [Theory]
    [InlineData("gfn1-xtb", 1, "1s4 2s3*")]
    [InlineData("gfn1-xtb", 8, "2s6 2p6")]
    [InlineData("gfn1-xtb", 26, "3d4 4s6 4p6")]
    [InlineData("gfn1-xtb", 86, "6s6 6p6 5d4")]
    [InlineData("gfn2-xtb", 1, "1s3")]
    [InlineData("gfn2-xtb", 2, "1s3 2p4")]
    [InlineData("gfn2-xtb", 8, "2s4 2p4")]
    [InlineData("gfn2-xtb", 17, "3s4 3p4 3d3")]
    [InlineData("gfn2-xtb", 79, "5d3 6s6 6p6")]
    public void Shells_and_their_Gaussians_are_those_of_xtb(string method, int z, string expected) =>
        string.Join(' ', ParameterSet.Embedded(method).Shells(z).ToArray()
            .Select(shell => $"{shell.Label}{shell.PrimitiveCount}{(shell.IsValence ? string.Empty : "*")}"))
            .Should().Be(expected);

    [Theory]
    [InlineData(6, 4)]
    [InlineData(26, 8)]
    [InlineData(57, 3)]
    [InlineData(71, 3)] // 4f electrons belong to the core
    [InlineData(79, 11)]
    [InlineData(86, 8)]
    public void Reference_occupations_add_up_to_the_valence_electrons(int z, double electrons)
    {
        foreach (var set in new[] { Gfn1, Gfn2 })
        {
            set["reference_occupation"].Values.Slice(set.FirstShell(z), set.Shells(z).Length).ToArray()
                .Sum().Should().Be(electrons, "{0} has as many in {1}", z, set.Name);
        }
    }
}
