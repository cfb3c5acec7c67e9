using FluentAssertions;
using Hybrid.Core.Structures;
using Xunit;

namespace Hybrid.Tests.Physics.Methods;

public sealed class AdditivityTests
{
    /// <summary>Dipoles of 1 e·a0 at this distance interact by 10⁻¹² Eh.</summary>
    private const double Far = 1e4;

    [Theory]
    [InlineData("h2o", "nh3")]
    [InlineData("formaldehyde", "trichlorosilane")]
    public void Distant_molecules_have_the_sum_of_their_energies_in_GFN2(string a, string b) =>
        Excess("gfn2-xtb", a, b).Should().BeApproximately(0.0, 1e-9);

    /// <summary>
    /// GFN1's counting function keeps 10⁻⁷ for an infinitely distant atom, which moves every level by that part of its shift.
    /// </summary>
    [Theory]
    [InlineData("h2o", "nh3")]
    [InlineData("formaldehyde", "trichlorosilane")]
    public void Distant_molecules_have_nearly_the_sum_of_their_energies_in_GFN1(string a, string b) =>
        Excess("gfn1-xtb", a, b).Should().BeApproximately(0.0, 1e-7);

    [Fact]
    public void Distant_molecules_keep_their_gradients_and_charges()
    {
        var parameters = Solver.Parameters("gfn2-xtb");
        var both = Solver.Solve(parameters, Pair("h2o", "formaldehyde"), isRecording: true);
        var alone = Solver.Solve(parameters, Solver.Structure("h2o"), isRecording: true);
        for (var k = 0; k < 9; k++)
            both.Positions.Adjoint[k].Should().BeApproximately(alone.Positions.Adjoint[k], 1e-9);
        for (var A = 0; A < 3; A++)
            both.AtomCharges()[A].Should().BeApproximately(alone.AtomCharges()[A], 1e-7, "the field of a distant dipole is 10⁻⁸");
    }

    private static double Excess(string method, string a, string b)
    {
        var parameters = Solver.Parameters(method);
        return Solver.Energy(parameters, Pair(a, b)) - Solver.Energy(parameters, Solver.Structure(a)) - Solver.Energy(parameters, Solver.Structure(b));
    }

    private static Structure Pair(string a, string b)
    {
        Structure left = Solver.Structure(a), right = Solver.Structure(b);
        var shifted = right.Positions.ToArray();
        for (var i = 0; i < shifted.Length; i += 3)
            shifted[i] += Far;
        return new Structure([.. left.AtomicNumbers, .. right.AtomicNumbers], [.. left.Positions, .. shifted]);
    }
}
