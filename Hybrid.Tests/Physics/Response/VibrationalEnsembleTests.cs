using FluentAssertions;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Physics.Response;
using Xunit;

namespace Hybrid.Tests.Physics.Response;

public sealed class VibrationalEnsembleTests
{
    private const int Samples = 4000;

    /// <summary>Five standard deviations of a variance from that many normally distributed numbers.</summary>
    private static readonly double RelativeVariance = 5.0 * Math.Sqrt(2.0 / Samples);

    private static readonly Structure Water = new([8, 1, 1], [0.0, 0.0, 0.0, 1.43, 1.11, 0.0, -1.43, 1.11, 0.0]);
    private static readonly Vibrations Modes = Hybrid.Physics.Response.Vibrations.Of(Water, Springs(), Responses.Algebra);

    [Fact]
    public void Members_are_spread_as_the_ground_state_of_each_oscillator()
    {
        var ensemble = VibrationalEnsemble.Wigner(Water, Modes, temperature: 0.0, seed: 5);
        var sums = new double[Modes.Count];
        foreach (var member in ensemble.Members(Samples))
        {
            for (var mode = 0; mode < Modes.Count; mode++)
            {
                var Q = MassWeighted(member, mode);
                sums[mode] += Q * Q;
            }
        }

        for (var mode = 0; mode < Modes.Count; mode++)
        {
            var expected = 0.5 / Modes.Frequencies[mode];
            (sums[mode] / Samples).Should().BeApproximately(expected, RelativeVariance * expected);
        }
    }

    [Fact]
    public void The_potential_energy_is_half_the_zero_point_energy_at_0_K_and_half_kT_a_mode_when_hot()
    {
        Mean(VibrationalEnsemble.Wigner(Water, Modes, 0.0, 1)).Should().BeApproximately(0.25 * Modes.Frequencies.ToArray().Sum(), 1e-9);
        var kT = 20_000.0 * Constants.BoltzmannHartreePerKelvin;
        Mean(VibrationalEnsemble.Classical(Water, Modes, 20_000.0, 1)).Should().BeApproximately(0.5 * kT * Modes.Count, 1e-9);
        Mean(VibrationalEnsemble.Wigner(Water, Modes, 20_000.0, 1)).Should().BeApproximately(0.5 * kT * Modes.Count, 0.02 * kT * Modes.Count);

        static double Mean(VibrationalEnsemble ensemble) =>
            Modes.ForceConstants().Zip(ensemble.Deviations.ToArray(), static (k, q) => 0.5 * k * q * q).Sum();
    }

    [Fact]
    public void A_seed_and_a_number_are_one_geometry()
    {
        var one = VibrationalEnsemble.Wigner(Water, Modes, 300.0, 9);
        var again = VibrationalEnsemble.Wigner(Water, Modes, 300.0, 9).Member(17);
        again.Positions.ToArray().Should().Equal(one.Members(18).Last().Positions.ToArray());
        one.Member(16).Positions.ToArray().Should().NotEqual(again.Positions.ToArray());
        VibrationalEnsemble.Wigner(Water, Modes, 300.0, 10).Member(17).Positions.ToArray().Should().NotEqual(again.Positions.ToArray());
        VibrationalEnsemble.Classical(Water, Modes, 0.0, 9).Member(3).Positions.ToArray().Should().Equal(Water.Positions.ToArray());
    }

    [Fact]
    public void What_is_no_minimum_is_refused()
    {
        var upsideDown = Hybrid.Physics.Response.Vibrations.Of(Water, Array.ConvertAll(Springs(), static k => -k), Responses.Algebra);
        var imaginary = () => VibrationalEnsemble.Wigner(Water, upsideDown, 0.0, 1);
        imaginary.Should().Throw<ArgumentException>().WithMessage("*3 are imaginary*");
        var cold = () => VibrationalEnsemble.Wigner(Water, Modes, -1.0, 1);
        cold.Should().Throw<ArgumentException>().WithMessage("A temperature*");
    }

    /// <summary>Q of a mode, √m-weighted, from the positions.</summary>
    private static double MassWeighted(Structure member, int mode)
    {
        // uᵀ M ΔR / √μ: modes are orthogonal with masses.
        var sum = 0.0;
        for (var k = 0; k < 9; k++)
            sum += Modes.Displacements[(9 * mode) + k] * Modes.Masses[k / 3] * (member.Positions[k] - Water.Positions[k]);
        return sum / Math.Sqrt(Modes.ReducedMasses[mode]);
    }

    /// <summary>The Hessian of springs between all atoms at their lengths of rest.</summary>
    private static double[] Springs()
    {
        var H = new double[81];
        foreach (var (A, B, k) in new[] { (0, 1, 0.5), (0, 2, 0.5), (1, 2, 0.1) })
        {
            var d = Enumerable.Range(0, 3).Select(c => Water.Positions[(3 * A) + c] - Water.Positions[(3 * B) + c]).ToArray();
            var r = Math.Sqrt(d.Sum(static x => x * x));
            for (var c = 0; c < 3; c++)
            {
                for (var e = 0; e < 3; e++)
                {
                    var value = k * d[c] * d[e] / (r * r);
                    H[(((3 * A) + c) * 9) + (3 * A) + e] += value;
                    H[(((3 * B) + c) * 9) + (3 * B) + e] += value;
                    H[(((3 * A) + c) * 9) + (3 * B) + e] -= value;
                    H[(((3 * B) + c) * 9) + (3 * A) + e] -= value;
                }
            }
        }

        return H;
    }
}
