using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Physics.Repulsion;
using Xunit;

namespace Hybrid.Tests.Physics.Repulsion;

/// <summary>Pairs of light atoms (H–H, H–He), of heavy ones and of both.</summary>
public sealed class PairRepulsionTests : LayerContract
{
    private static readonly LayerCase Case = LayerCase.Gfn2(1, 8, 26, 1, 2, 53);

    protected override IReadOnlyDictionary<string, double[]> Inputs { get; } = new Dictionary<string, double[]>
    {
        ["positions"] = Case.Positions,
        ["α"] = Case.PerAtom("repulsion_exponent_alpha"),
        ["charges"] = Case.PerAtom("effective_nuclear_charge"),
        ["power"] = Case.Global("repulsion_exponent"),
        ["light power"] = Case.Global("repulsion_exponent_light"),
        ["radius power"] = Case.Global("repulsion_radius_power"),
    };

    protected override Variable Output(Tape tape, IReadOnlyDictionary<string, Variable> inputs) => Energies(tape, inputs, Case.AtomicNumbers);

    [Theory]
    [InlineData(1, 1, 1.1)]
    [InlineData(1, 2, 1.1)]
    [InlineData(1, 8, 1.5)]
    [InlineData(8, 1, 1.5)]
    [InlineData(26, 53, 1.5)]
    public void Two_atoms_share_the_energy_of_their_pair(int z1, int z2, double power)
    {
        const double R = 2.3, α1 = 1.7, α2 = 0.9, q1 = 3.1, q2 = 5.2;
        var tape = new Tape(new Arena());
        var v = LayerGradient.Leaves(tape, new Dictionary<string, double[]>
        {
            ["positions"] = [0.0, 0.0, 0.0, 0.0, 0.0, R],
            ["α"] = [α1, α2],
            ["charges"] = [q1, q2],
            ["power"] = [1.5],
            ["light power"] = [1.1],
            ["radius power"] = [1.2],
        });
        var expected = q1 * q2 * Math.Exp(-Math.Sqrt(α1 * α2) * Math.Pow(R, power)) / Math.Pow(R, 1.2);
        var energies = Energies(tape, v, [z1, z2]).Value;
        energies[0].Should().BeApproximately(0.5 * expected, 1e-15 * expected);
        energies[1].Should().Be(energies[0]);
    }

    private static Variable Energies(Tape tape, IReadOnlyDictionary<string, Variable> v, int[] atomicNumbers) => new PairRepulsion
    {
        Exponents = v["α"],
        Charges = v["charges"],
        Power = v["power"],
        LightPower = v["light power"],
        RadiusPower = v["radius power"],
    }.AtomicEnergies(tape, LayerCase.Pairs(tape, v), atomicNumbers);
}
