using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Learn.Corrections;
using Hybrid.Learn.Models;
using Hybrid.Learn.Networks;
using Hybrid.Physics.Models;
using Hybrid.Tests.Learn.Models;
using Xunit;

namespace Hybrid.Tests.Learn.Corrections;

public sealed class StructureCorrectionsTests
{
    private static readonly HybridModel Model = PerturbedHybrid.Model;
    private static readonly double[] Weights = PerturbedHybrid.Weights();
    private static readonly Structure Molecule = PerturbedHybrid.Formaldehyde;

    [Fact]
    public void Fully_switched_on_they_are_the_model_to_the_last_bit()
    {
        var expected = Model.Predictor("hybrid", "none", Weights).Predict(Molecule).States;
        var applied = ExcitationModel.Load("stda-xtb").Corrected("hybrid", "none", seams => Of(seams).With(term => term.Values.Scale(1.0)).ApplyTo(seams)).Predict(Molecule).States;
        applied.Select(state => state.Energy).Should().Equal(expected.Select(state => state.Energy));
    }

    [Fact]
    public void Switched_off_they_leave_the_published_physics_to_the_last_bit()
    {
        var physics = ExcitationModel.Load("stda-xtb").Predict(Molecule).States;
        var off = Model.Predictor("hybrid", "none", Weights, scale: 0.0).Predict(Molecule).States;
        off.Select(state => state.Energy).Should().Equal(physics.Select(state => state.Energy));
        off.Select(state => state.OscillatorStrength).Should().Equal(physics.Select(state => state.OscillatorStrength));
    }

    [Fact]
    public void Half_switched_on_they_lie_between()
    {
        double Lowest(double scale) => Model.Predictor("hybrid", "none", Weights, scale).Predict(Molecule).States[0].Energy;
        Lowest(0.5).Should().BeInRange(Math.Min(Lowest(0.0), Lowest(1.0)), Math.Max(Lowest(0.0), Lowest(1.0)));
    }

    [Fact]
    public void Each_row_knows_its_atoms()
    {
        IReadOnlyList<LearnedTerm> terms = [];
        _ = ExcitationModel.Load("stda-xtb").Corrected("hybrid", "none", seams => terms = Of(seams).Terms).Predict(Molecule);
        terms.Select(term => term.Name).Should().OnlyHaveUniqueItems().And.Contain(["extended_level", "extended_level (surroundings)", "virtual_shift", "hopping", "crystal field"]);
        Named("virtual_shift").AtomsOf(0).IsEmpty.Should().BeTrue("a global parameter belongs to no atom");
        Named("hardness").AtomsOf(3).ToArray().Should().Equal(3);

        // The extended basis has s, p and two diffuse shells on C and O, s and a diffuse s on H.
        var levels = Named("extended_level");
        Enumerable.Range(0, levels.RowCount).Select(row => levels.AtomsOf(row)[0]).Should().BeInAscendingOrder().And.Contain([0, 1, 2, 3]);
        Named("extended_level (surroundings)").RowCount.Should().Be(levels.RowCount);

        // Twelve directed pairs of four atoms that are all neighbours; the first is from C to O.
        Named("hopping").RowCount.Should().Be(12);
        Named("crystal field").AtomsOf(0).ToArray().Should().Equal(0, 1);
        LearnedTerm Named(string name) => terms.Single(term => term.Name == name);
    }

    [Fact]
    public void Values_of_another_shape_are_refused()
    {
        var tape = new Tape(new Arena(), isRecording: false, DenseLinearAlgebra.Default);
        var act = () => ExcitationModel.Load("stda-xtb").Corrected("hybrid", "none", seams => Of(seams).With(_ => tape.Constant([1.0, 2.0], 2)).ApplyTo(seams)).Predict(Molecule);
        act.Should().Throw<ArgumentException>().WithMessage("Values of shape * were expected for extended_k_s, but [2] came.*");
    }

    private static StructureCorrections Of(Hybrid.Physics.Methods.CorrectionSeams seams) =>
        Model.Corrections(seams, new WeightBinding(seams.Tape, Model.Layout, Weights, isDifferentiated: false));
}
