using System.Collections.Immutable;
using FluentAssertions;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Learn.Data;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Networks;
using Xunit;

namespace Hybrid.Tests.Learn.Losses;

public sealed class PropertyLossTests
{
    private static readonly HuberLoss Square = new(1e3);

    private static readonly Sample Water = new()
    {
        Name = "water",
        Structure = new Structure([8, 1, 1], [0, 0, 0, 0, 1.4, 1.1, 0, -1.4, 1.1]),
        Charges = [-0.6, 0.3, 0.3],
        Dipole = [0.0, 0.0, 0.7],
        Quadrupole = [0.1, 0.2, 0.3, 0.4, 0.5, -0.4],
        OrbitalEnergies = [-1.2, -0.7],
        Gap = 0.4,
        Energy = -76.4,
    };

    public static TheoryData<LossTerm, double[], double, string> Terms => new()
    {
        { PropertyLoss.Charges(Square), [-0.5, 0.2, 0.3], 0.2, "e" },
        { PropertyLoss.Dipoles(Square), [0.0, 0.0, 0.8], 0.1 * Constants.DebyePerAtomicUnit, "D" },
        { PropertyLoss.Quadrupoles(Square), [0.1, 0.2, 0.3, 0.4, 0.5, -0.6], 0.2, "e·a0²" },
        { PropertyLoss.OrbitalEnergies(Square), [-1.3, -0.7, -0.2, 0.1], 0.1 * Constants.ElectronvoltPerHartree, "eV" },
        { PropertyLoss.Gaps(Square), [-1.3, -0.7, -0.2, 0.1], 0.1 * Constants.ElectronvoltPerHartree, "eV" },
        { new EnergyLoss(Square), [-76.1], 0.1e3 * Constants.ElectronvoltPerHartree, "meV" },
    };

    [Theory]
    [MemberData(nameof(Terms))]
    public void Numbers_are_compared_in_the_unit_of_the_term(LossTerm term, double[] predicted, double error, string unit)
    {
        var prediction = new StatedPrediction();
        var leaf = prediction.AddProperty(predicted);
        var value = term.Of(prediction, Water, Weights(prediction))!.Value;
        term.Unit.Should().Be(unit);
        value.AbsoluteError.Should().BeApproximately(error, 1e-9);
        prediction.Tape.Backward(value.Loss);
        leaf.Adjoint.ToArray().Should().Contain(x => Math.Abs(x) > 1e-6);
    }

    [Theory]
    [MemberData(nameof(Terms))]
    public void What_is_not_known_is_not_asked_for(LossTerm term, double[] predicted, double error, string unit)
    {
        _ = (predicted, error, unit);
        var nothing = new Sample { Name = "water", Structure = Water.Structure };
        var prediction = new StatedPrediction();
        term.Of(prediction, nothing, Weights(prediction)).Should().BeNull("the model isn't evaluated either: it has no such property here");
    }

    [Fact]
    public void A_level_with_reference_energies_is_compared_from_its_own_zero()
    {
        var references = new ReferenceEnergies("dft", ImmutableSortedDictionary<int, double>.Empty.Add(1, -0.5).Add(8, -71.0));
        var prediction = new StatedPrediction();
        prediction.AddProperty(-4.4);
        new EnergyLoss(Square, references: [references]).Of(prediction, Water with { Level = "dft" }, Weights(prediction))!.Value.AbsoluteError.Should().BeApproximately(0.0, 1e-9);
    }

    private static WeightBinding Weights(StatedPrediction prediction) => new(prediction.Tape, new WeightLayout(), ReadOnlyMemory<double>.Empty);
}
