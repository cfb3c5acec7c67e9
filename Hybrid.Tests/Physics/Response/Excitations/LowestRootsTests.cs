using FluentAssertions;
using Hybrid.Core.Structures;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Excitations;
using Xunit;

namespace Hybrid.Tests.Physics.Response.Excitations;

public sealed class LowestRootsTests
{
    /// <summary>
    /// Benzene exactly in D6h, at the geometry of QUEST (doi:10.1021/acs.jctc.5c00975): a search that starts in the symmetries of the lowest
    /// configurations alone doesn't find its sixth singlet.
    /// </summary>
    private static readonly Structure Benzene = Structure.FromAngstrom(
        [6, 6, 6, 6, 6, 6, 1, 1, 1, 1, 1, 1],
        [
            0.0, 1.39250263, 0.0, -1.20594266, 0.69625132, 0.0, -1.20594266, -0.69625132, 0.0,
            0.0, -1.39250263, 0.0, 1.20594266, -0.69625132, 0.0, 1.20594266, 0.69625132, 0.0,
            -2.14171592, 1.23652026, 0.0, -2.14171592, -1.23652026, 0.0, 0.0, -2.47304053, 0.0,
            2.14171592, -1.23652026, 0.0, 2.14171592, 1.23652026, 0.0, 0.0, 2.47304053, 0.0,
        ]);

    [Theory]
    [InlineData(Multiplicity.Singlet)]
    [InlineData(Multiplicity.Triplet)]
    public void Few_states_are_the_lowest_of_many(Multiplicity multiplicity)
    {
        var many = Energies(multiplicity, 30);
        for (var count = 1; count <= 8; count++)
        {
            var few = Energies(multiplicity, count);
            for (var k = 0; k < count; k++)
                few[k].Should().BeApproximately(many[k], 1e-8, "state {0} of {1}", k + 1, count);
        }
    }

    private static double[] Energies(Multiplicity multiplicity, int count) => ExcitationModel.Load("stda-xtb")
        .Predict(Benzene, new ExcitationOptions { States = count, Multiplicities = [multiplicity], WithAnalysis = false, WithVelocity = false })
        .States.Select(state => state.Energy).ToArray();
}
