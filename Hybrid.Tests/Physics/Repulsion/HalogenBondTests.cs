using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Physics.Repulsion;
using Xunit;

namespace Hybrid.Tests.Physics.Repulsion;

/// <summary>Bromine on carbon, iodine on nitrogen, with oxygen, phosphorus and nitrogen as acceptors.</summary>
public sealed class HalogenBondTests : LayerContract
{
    private static readonly int[] AtomicNumbers = [6, 35, 8, 15, 7, 53];

    protected override IReadOnlyDictionary<string, double[]> Inputs { get; } = new Dictionary<string, double[]>
    {
        ["positions"] = [0.1, -0.2, 0.3, 3.7, 0.1, 0.2, 9.1, 0.4, -0.9, 5.2, 5.1, 1.2, -4.1, -5.3, 0.6, -3.9, -9.2, 0.9],
        ["strengths"] = [0.01, 0.0384, 0.02, 0.03, 0.04, 0.0321],
        ["radii"] = [1.45, 2.31, 1.26, 2.02, 1.34, 2.65],
        ["radius scale"] = [1.3],
        ["damping"] = [0.44],
    };

    protected override Variable Output(Tape tape, IReadOnlyDictionary<string, Variable> inputs) => Energies(tape, inputs, AtomicNumbers);

    [Fact]
    public void A_linear_bond_has_the_full_radial_energy_on_the_halogen()
    {
        const double R = 5.4, t6 = 0.3, k = 0.44;
        var scale = R * Math.Pow(t6, 1.0 / 6.0) / (2.3 + 1.3);
        var energies = Linear(scale, [0.0, 0.0, 0.0, 0.0, 0.0, 3.6, 0.0, 0.0, 3.6 + R], [6, 35, 8]);
        energies[1].Should().BeApproximately(0.04 * ((t6 * t6) - (k * t6)) / (1.0 + (t6 * t6)), 1e-16);
        energies[0].Should().Be(0.0);
        energies[2].Should().Be(0.0);
    }

    [Theory]
    [InlineData(9, 8, "fluorine makes no halogen bond")]
    [InlineData(35, 6, "carbon accepts none")]
    public void Other_elements_have_no_energy(int donor, int acceptor, string because) =>
        Linear(1.3, [0.0, 0.0, 0.0, 0.0, 0.0, 3.6, 0.0, 0.0, 9.0], [6, donor, acceptor]).Should().OnlyContain(e => e == 0.0, because);

    [Fact]
    public void The_halogens_own_neighbour_is_no_acceptor() =>
        Linear(1.3, [0.0, 0.0, 0.0, 0.0, 0.0, 3.6, 0.0, 0.0, 30.0], [8, 35, 6]).Should().OnlyContain(e => e == 0.0);

    [Fact]
    public void An_acceptor_behind_the_neighbour_feels_nothing() =>
        Linear(1.3, [0.0, 0.0, 0.0, 0.0, 0.0, 3.6, 0.0, 0.0, -4.0], [6, 35, 8])[1].Should().BeApproximately(0.0, 1e-30);

    private static double[] Linear(double scale, double[] positions, int[] atomicNumbers)
    {
        var tape = new Tape(new Arena());
        var v = LayerGradient.Leaves(tape, new Dictionary<string, double[]>
        {
            ["positions"] = positions,
            ["strengths"] = [0.04, 0.04, 0.04],
            ["radii"] = [1.5, 2.3, 1.3],
            ["radius scale"] = [scale],
            ["damping"] = [0.44],
        });
        return Energies(tape, v, atomicNumbers).Value.ToArray();
    }

    private static Variable Energies(Tape tape, IReadOnlyDictionary<string, Variable> v, int[] atomicNumbers) => new HalogenBond
    {
        Strengths = v["strengths"],
        Radii = v["radii"],
        RadiusScale = v["radius scale"],
        Damping = v["damping"],
    }.AtomicEnergies(tape, LayerCase.Pairs(tape, v), atomicNumbers);
}
