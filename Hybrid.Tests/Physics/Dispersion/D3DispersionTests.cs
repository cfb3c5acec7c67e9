using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Physics.Dispersion;
using Xunit;

namespace Hybrid.Tests.Physics.Dispersion;

public sealed class D3DispersionTests
{
    /// <summary>Printed to 12 decimals; nothing but rounding lies between.</summary>
    private const double AgainstXtb = 1e-12;

    /// <summary>xtb leaves out pairs beyond 60 a0, which these structures reach.</summary>
    private const double AgainstXtbBeyondItsCutoffs = 3e-7;

    [Theory]
    [InlineData("h2o", AgainstXtb)]
    [InlineData("caffeine", AgainstXtb)]
    [InlineData("brclthiophene", AgainstXtb)]
    [InlineData("c60", AgainstXtb)]
    [InlineData("ferrocene", AgainstXtb)]
    [InlineData("sf6", AgainstXtb)]
    [InlineData("pbh4", AgainstXtb)]
    [InlineData("ticl4", AgainstXtb)]
    [InlineData("c66h134", AgainstXtbBeyondItsCutoffs)]
    [InlineData("gly24", AgainstXtbBeyondItsCutoffs)]
    public void EnergyIsThatOfXtb(string name, double tolerance)
    {
        var molecule = DispersionCase.Of(name);
        var tape = new Tape(new Arena(), isRecording: false);
        var inputs = Inputs(molecule);
        Layer(molecule, tape, DispersionCase.Leaves(tape, inputs)).Value.ToArray().Sum()
            .Should().BeApproximately(molecule.Gfn1Energy!.Value, tolerance);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AdjointsAreTheDerivativesByEveryInput(bool sameSeeds)
    {
        var molecule = DispersionCase.Mixed();
        LayerGradient.ShouldBeExact(DispersionCase.Jittered(Inputs(molecule)), (tape, v) => Layer(molecule, tape, v), sameSeeds);
    }

    [Fact]
    public void ElementsBeyondTheTableAreRefused()
    {
        var tape = new Tape(new Arena());
        var act = () => ReferenceMixture.D3(tape, [92], tape.Leaf([1.0], 1), tape.Leaf([4.0], 1));
        act.Should().Throw<ArgumentException>().WithMessage("*1 to 86*92*");
    }

    private static Variable Layer(DispersionCase molecule, Tape tape, IReadOnlyDictionary<string, Variable> v) => D3Dispersion.AtomicEnergies(
        tape, ReferenceMixture.D3(tape, molecule.AtomicNumbers, v["cn"], v["steepness"]), v["positions"], DispersionCase.Damping(v));

    private static Dictionary<string, double[]> Inputs(DispersionCase molecule) => new()
    {
        ["positions"] = molecule.Positions,
        ["cn"] = CoordinationNumbers(molecule),
        ["steepness"] = [4.0],
        ["s6"] = [1.0],
        ["s8"] = [2.4],
        ["a1"] = [0.63],
        ["a2"] = [5.0],
        ["radial moments"] = molecule.PerAtom(D3References.Published.RadialMoment),
    };

    /// <summary>Equation 15 of doi:10.1063/1.3382344 with xtb's cutoff of 40 a0.</summary>
    private static double[] CoordinationNumbers(DispersionCase molecule)
    {
        var radii = molecule.PerAtom(D3References.Published.CovalentRadius);
        var cn = new double[molecule.AtomCount];
        for (var a = 0; a < cn.Length; a++)
        {
            for (var b = 0; b < cn.Length; b++)
            {
                var R = Math.Sqrt(Enumerable.Range(0, 3).Sum(k => Math.Pow(molecule.Positions[(3 * a) + k] - molecule.Positions[(3 * b) + k], 2)));
                if (a != b && R < 40.0)
                    cn[a] += 1.0 / (1.0 + Math.Exp(-16.0 * (((radii[a] + radii[b]) / R) - 1.0)));
            }
        }

        return cn;
    }
}
