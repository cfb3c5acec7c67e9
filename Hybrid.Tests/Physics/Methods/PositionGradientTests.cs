using FluentAssertions;
using Xunit;

namespace Hybrid.Tests.Physics.Methods;

/// <summary>The gradient of the energy in every coordinate against differences of our own energies.</summary>
public sealed class PositionGradientTests
{
    private const double Step = 0.004;

    /// <summary>Five-point differences err by Step⁴/30 of the fifth derivative (10⁻⁹) and by rounding (10⁻¹³ Eh / Step).</summary>
    private const double ErrorOfDifferences = 1e-8;

    [Theory]
    [InlineData("ticl4", "four d shells")]
    [InlineData("ch3_radical", "an open shell")]
    [InlineData("acetate", "an anion")]
    [InlineData("br2_nh3", "a halogen bond")]
    [InlineData("nh4_cation", "a cation")]
    [InlineData("cocl4_quartet", "a d block element with three unpaired electrons")]
    [InlineData("xef2", "period five")]
    [InlineData("hgcl2", "period six")]
    [InlineData("laf3", "a lanthanide")]
    [InlineData("sulfuric_acid", "periods one to three")]
    public void The_gradient_is_the_derivative_of_the_energy(string name, string reason)
    {
        var structure = Solver.Structure(name);
        foreach (var method in new[] { "gfn1-xtb", "gfn2-xtb" })
        {
            var parameters = Solver.Parameters(method);
            var state = Solver.Solve(parameters, structure, isRecording: true);
            var guess = state.Scf.Populations.Value.ToArray();
            state.Positions.Adjoint.ToArray().Should().OnlyContain(g => g != 0.0, "{0} is in no symmetric place", reason);
            for (var k = 0; k < structure.Positions.Length; k++)
            {
                state.Positions.Adjoint[k].Should().BeApproximately(
                    Differences.FivePoint(h => Energy(k, h), Step), ErrorOfDifferences, "coordinate {0} of {1} ({2}) is a derivative in {3}", k, name, reason, method);
            }

            double Energy(int coordinate, double h)
            {
                var moved = structure.Positions.ToArray();
                moved[coordinate] += h;
                return Solver.Energy(parameters, structure.At(moved), guess);
            }
        }
    }

    [Theory]
    [InlineData("caffeine")]
    [InlineData("ferrocene")]
    [InlineData("icl_pyridine")]
    public void The_gradient_of_a_larger_molecule_is_the_derivative_along_any_direction(string name)
    {
        var structure = Solver.Structure(name);
        foreach (var method in new[] { "gfn1-xtb", "gfn2-xtb" })
        {
            var parameters = Solver.Parameters(method);
            var state = Solver.Solve(parameters, structure, isRecording: true);
            var guess = state.Scf.Populations.Value.ToArray();
            var random = new Random(3);
            double[] direction = [.. structure.Positions.ToArray().Select(_ => random.NextDouble() - 0.5)];
            var expected = Differences.FivePoint(
                h => Solver.Energy(parameters, structure.At([.. structure.Positions.ToArray().Zip(direction, (x, d) => x + (h * d))]), guess), Step);
            var slope = state.Positions.Adjoint.ToArray().Zip(direction, (g, d) => g * d).Sum();
            slope.Should().BeApproximately(expected, 10.0 * ErrorOfDifferences, method);
        }
    }
}
