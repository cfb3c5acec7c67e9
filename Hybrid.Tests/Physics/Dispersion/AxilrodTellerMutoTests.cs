using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Physics.Dispersion;
using Xunit;

namespace Hybrid.Tests.Physics.Dispersion;

public sealed class AxilrodTellerMutoTests
{
    private static readonly DispersionCase Mixed = DispersionCase.Mixed();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AdjointsAreTheDerivativesByEveryInput(bool sameSeeds)
    {
        var inputs = DispersionCase.Jittered(Mixed.D4Inputs());
        inputs.Remove("s6");
        inputs.Remove("s8");
        inputs["s9"] = [5.0];
        LayerGradient.ShouldBeExact(inputs, (tape, v) => Layer(Mixed, tape, v), sameSeeds);
    }

    [Theory]
    [InlineData("caffeine")]
    [InlineData("c60")]
    [InlineData("gly24")]
    [InlineData("c66h134")]
    public void OmittedTriplesChangeTheEnergyByLessThanANanohartreePerAtom(string name)
    {
        var molecule = DispersionCase.Of(name);
        Energies(molecule).Sum().Should().BeApproximately(PlainSum(molecule), 1e-9 * molecule.AtomCount);
    }

    /// <summary>Eight molecules of C60 in a cube, 19 a0 apart: neighbours in every direction.</summary>
    [Fact]
    public void OmittedTriplesAreAsNegligibleInADenseCluster()
    {
        const double Spacing = 19.0;
        var c60 = DispersionCase.Of("c60");
        var corners = Enumerable.Range(0, 8).ToArray();
        var cluster = c60 with
        {
            AtomicNumbers = [.. corners.SelectMany(_ => c60.AtomicNumbers)],
            Positions = [.. corners.SelectMany(k => c60.Positions.Select((x, i) => x + (((k >> (i % 3)) & 1) * Spacing)))],
        };
        Energies(cluster).Sum().Should().BeApproximately(PlainSum(cluster), 1e-9 * cluster.AtomCount);
    }

    [Fact]
    public void SharesArePermutedWithTheAtoms()
    {
        var reversed = Mixed with
        {
            AtomicNumbers = [.. Mixed.AtomicNumbers.Reverse()],
            Positions = [.. Enumerable.Range(0, Mixed.AtomCount).Reverse().SelectMany(i => Mixed.Positions.Skip(3 * i).Take(3))],
        };
        var shares = Energies(Mixed);
        var permuted = Energies(reversed);
        for (var i = 0; i < shares.Length; i++)
            permuted[shares.Length - 1 - i].Should().BeApproximately(shares[i], 1e-15);
        shares.Should().Contain(e => Math.Abs(e) > 1e-8);
    }

    [Fact]
    public void TwoAtomsHaveNone()
    {
        var pair = new DispersionCase("pair", [6, 8], [0.0, 0.0, 0.0, 1.0, 1.0, 1.5], [0.0, 0.0], null, 0.0);
        Energies(pair).Should().OnlyContain(e => e == 0.0);
    }

    private static Variable Layer(DispersionCase molecule, Tape tape, IReadOnlyDictionary<string, Variable> v)
    {
        var damping = new RationalDamping(tape.Constant([1.0], 1), tape.Constant([0.0], 1), v["a1"], v["a2"], v["radial moments"]);
        return AxilrodTellerMuto.AtomicEnergies(tape, molecule.D4Mixture(tape, v), v["positions"], damping, v["s9"]);
    }

    private static double[] Energies(DispersionCase molecule)
    {
        var tape = new Tape(new Arena(), isRecording: false);
        var inputs = molecule.D4Inputs();
        inputs["s9"] = [5.0];
        return Layer(molecule, tape, DispersionCase.Leaves(tape, inputs)).Value.ToArray();
    }

    /// <summary>The textbook formula with angles, one triple after the other, from the pairs' C6.</summary>
    private static double PlainSum(DispersionCase molecule)
    {
        var tape = new Tape(new Arena(), isRecording: false);
        var v = DispersionCase.Leaves(tape, molecule.D4Inputs());
        var coefficients = new ChargeFreeCoefficients(tape, molecule.D4Mixture(tape, v));
        var n = molecule.AtomCount;
        double[,] R = new double[n, n], C6 = new double[n, n], ratio = new double[n, n];
        var Q = v["radial moments"].Value.ToArray();
        for (var a = 0; a < n; a++)
        {
            for (var b = 0; b < n; b++)
            {
                if (a == b)
                    continue;
                R[a, b] = Math.Sqrt(Enumerable.Range(0, 3).Sum(k => Math.Pow(molecule.Positions[(3 * a) + k] - molecule.Positions[(3 * b) + k], 2)));
                C6[a, b] = coefficients.Matrix[(coefficients.Layout.Slots[a] * coefficients.Layout.SlotCount) + coefficients.Layout.Slots[b]];
                ratio[a, b] = Math.Pow(((0.52 * Math.Sqrt(3.0 * Q[a] * Q[b])) + 5.0) / R[a, b], 16.0 / 3.0);
            }
        }

        var sum = 0.0;
        for (var a = 0; a < n; a++)
        {
            for (var b = 0; b < a; b++)
            {
                for (var c = 0; c < b; c++)
                {
                    double ab = R[a, b], bc = R[b, c], ca = R[c, a];
                    var cosines = ((ab * ab) + (ca * ca) - (bc * bc)) / (2.0 * ab * ca)
                        * (((ab * ab) + (bc * bc) - (ca * ca)) / (2.0 * ab * bc))
                        * (((bc * bc) + (ca * ca) - (ab * ab)) / (2.0 * bc * ca));
                    sum += 5.0 * Math.Sqrt(C6[a, b] * C6[b, c] * C6[c, a]) * ((3.0 * cosines) + 1.0) / (ab * bc * ca * ab * bc * ca * ab * bc * ca)
                        / (1.0 + (6.0 * ratio[a, b] * ratio[b, c] * ratio[c, a]));
                }
            }
        }

        return sum;
    }
}
