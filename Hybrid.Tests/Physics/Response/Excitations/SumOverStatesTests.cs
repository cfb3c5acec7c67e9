using FluentAssertions;
using Hybrid.Tests.Physics.Methods;
using Xunit;

namespace Hybrid.Tests.Physics.Response.Excitations;

/// <summary>All excited states together are the answer of the ground state to a field: α_cd = 2 Σ_k μ_c μ_d / ω_k.</summary>
public sealed class SumOverStatesTests
{
    /// <summary>Of the largest element of α, whose finite-field values are tested to as much.</summary>
    private const double RelativeTolerance = 1e-6;

    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var name in new[] { "h2o", "methanol", "formaldehyde", "formic_acid", "nh3", "oh_anion", "h3o_cation", "hcn", "c2h4", "nitric_acid" })
        {
            data.Add(name, "gfn1-xtb");
            data.Add(name, "gfn2-xtb");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_sum_over_states_is_the_polarizability(string name, string method)
    {
        var structure = Solver.Structure(name);
        var (_, excitations) = Own.Solve(
            Solver.Parameters(method), structure, Own.Settings(int.MaxValue, isFullResponse: true) with { LargestDenseProblem = int.MaxValue });
        excitations.Outcome.IsConverged.Should().BeTrue();
        var α = new double[9];
        for (var k = 0; k < excitations.States.Count; k++)
        {
            var μ = excitations.TransitionDipoles.Value.Slice(3 * k, 3);
            for (var c = 0; c < 9; c++)
                α[c] += 2.0 * μ[c / 3] * μ[c % 3] / excitations.States[k].Energy;
        }

        var expected = Responses.Dipole(method, structure).Polarizability.ToArray();
        var tolerance = RelativeTolerance * expected.Max(Math.Abs);
        for (var c = 0; c < 9; c++)
            α[c].Should().BeApproximately(expected[c], tolerance, "element {0} of α", c);
    }
}
