using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Learn.Corrections;
using Hybrid.Learn.Data;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Models;
using Hybrid.Learn.Networks;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Physics.Scf;
using Xunit;

namespace Hybrid.Tests.Learn.Models;

/// <summary>Hybrid models on self-consistent physics.</summary>
public sealed class GroundStateModelTests
{
    private const Properties Asked = Properties.Forces | Properties.Charges | Properties.Dipole | Properties.Quadrupole | Properties.Orbitals;

    private static readonly Structure Molecule = PerturbedHybrid.Formaldehyde;

    [Theory]
    [InlineData("gfn1-xtb")]
    [InlineData("gfn2-xtb")]
    public void Untrained_it_is_the_physics_to_the_last_bit(string physics)
    {
        var model = PerturbedGround.Model(physics);
        var expected = Model.Load(physics).Predict(Molecule, Asked);
        var predicted = model.GroundPredictor("hybrid", "none", model.Layout.Initial(seed: 1)).Predict(Molecule, Asked);
        predicted.Energy.Should().Be(expected.Energy);
        predicted.Gradient.ToArray().Should().Equal(expected.Gradient.ToArray());
        predicted.AtomCharges.ToArray().Should().Equal(expected.AtomCharges.ToArray());
        predicted.Dipole.ToArray().Should().Equal(expected.Dipole.ToArray());
        predicted.Orbitals.Energies.ToArray().Should().Equal(expected.Orbitals.Energies.ToArray());
    }

    [Theory]
    [InlineData("gfn1-xtb")]
    [InlineData("gfn2-xtb")]
    public void What_losses_see_is_what_predictions_give(string physics)
    {
        // Both are converged to 10⁻¹⁰ e and better.
        const double Converged = 1e-8;
        var model = PerturbedGround.Model(physics);
        var weights = PerturbedGround.Weights(model);
        var options = new PredictionOptions { Scf = ScfSettings.Default with { Accuracy = 1e-4 } };
        var expected = model.GroundPredictor("hybrid", "none", weights).Predict(Molecule, Asked, options);
        expected.Energy.Should().NotBeApproximately(Model.Load(physics).Predict(Molecule).Energy, 1e-3, "it has learned something");
        expected.EnergyTerms.Should().Contain(term => term.Name == "learned residual");
        var tape = new Tape(new Arena(), isRecording: true, DenseLinearAlgebra.Default);
        var prediction = model.Record(tape, new WeightBinding(tape, model.Layout, weights, isDifferentiated: false), Molecule);
        Equal(prediction.Energy.Value, [expected.Energy]);
        Equal(prediction.Charges.Value, expected.AtomCharges);
        Equal(prediction.Dipole.Value, expected.Dipole);
        Equal(prediction.Quadrupole.Value, expected.Quadrupole);
        Equal(prediction.OrbitalEnergies.Value, expected.Orbitals.Energies);
        prediction.OccupiedCount.Should().Be(6);
        tape.Backward(prediction.Energy);
        Equal(prediction.Positions.Adjoint, expected.Gradient);

        static void Equal(ReadOnlySpan<double> x, ReadOnlySpan<double> y) =>
            x.ToArray().Should().Equal(y.ToArray(), (a, b) => Math.Abs(a - b) < Converged);
    }

    [Theory]
    [InlineData("gfn1-xtb")]
    [InlineData("gfn2-xtb")]
    public void Its_excited_states_are_those_of_the_simplified_kernel_on_the_learned_Hamiltonian(string physics)
    {
        // Residuals of 10⁻⁵ Eh in training, squared over the distance of states.
        const double Converged = 1e-7;
        // The simplified kernel, made for another Hamiltonian, has no positive lowest state in formaldehyde.
        var water = Structure.FromAngstrom([8, 1, 1], [0.0, 0.01, 0.0, 0.76, 0.6, 0.02, -0.78, 0.57, -0.03]);
        var model = PerturbedGround.Model(physics);
        var weights = PerturbedGround.Weights(model, 0.01);
        var asked = new ExcitationOptions { States = 2 };
        var options = new PredictionOptions { Scf = ScfSettings.Default with { Accuracy = 1e-4 } };
        var expected = model.Predictor("hybrid", "none", weights).Predict(water, asked, options).States.Select(state => state.Energy).ToArray();
        expected.Should().HaveCount(2).And.NotEqual(ExcitationModel.Load(physics).Predict(water, asked).States.Select(state => state.Energy));
        var tape = new Tape(new Arena(), isRecording: false, DenseLinearAlgebra.Default);
        var prediction = model.Record(tape, new WeightBinding(tape, model.Layout, weights, isDifferentiated: false), water);
        prediction.States(Multiplicity.Singlet, 2).Energies.Value[..2].ToArray().Should().Equal(expected, (a, b) => Math.Abs(a - b) < Converged);
    }

    [Theory]
    [InlineData("gfn1-xtb")]
    [InlineData("gfn2-xtb")]
    public void Derivatives_of_a_loss_by_every_kind_of_weight_equal_differences(string physics)
    {
        // Forces carry the residual of the field, 10⁻¹¹ e, through two differences: of positions (10⁻³ a0) and of weights. The loss is of order one.
        const double Step = 2e-4, Relative = 1e-5, Floor = 1e-6;
        var model = PerturbedGround.Model(physics);
        var weights = PerturbedGround.Weights(model);
        var sample = Labelled();
        var gradient = new double[weights.Length];
        var (loss, binding) = Loss(model, weights, sample, isRecording: true);
        loss.Scalar.Should().BeInRange(0.05, 50.0);
        loss.Tape.Backward(loss);
        binding.AddGradientTo(gradient);
        var significant = new HashSet<string>();
        foreach (var entry in model.Layout.Entries)
        {
            var k = entry.Offset + (entry.Length / 2);
            var difference = (Value(k, Step) - Value(k, -Step)) / (2.0 * Step);
            gradient[k].Should().BeApproximately(difference, (Relative * Math.Abs(difference)) + Floor, "{0} has that derivative", entry.Name);
            if (Math.Abs(difference) > 100.0 * Floor)
                significant.Add(entry.Name[..entry.Name.IndexOf('.', StringComparison.Ordinal)]);
        }

        significant.Should().Contain(["parameters", "sites", "hoppings", "crystal_fields", "energies"]);

        double Value(int k, double by)
        {
            var moved = (double[])weights.Clone();
            moved[k] += by;
            return Loss(model, moved, sample, isRecording: true).Loss.Scalar;
        }
    }

    [Fact]
    public void Forces_turn_with_the_molecule()
    {
        // Rounding and a field converged to 10⁻¹¹ e.
        const double Rounding = 1e-8;
        var model = PerturbedGround.Model("gfn2-xtb");
        var weights = PerturbedGround.Weights(model);
        var (c, s) = (Math.Cos(0.7), Math.Sin(0.7));
        var turned = new double[12];
        for (var A = 0; A < 4; A++)
            Turn(Molecule.Positions.Slice(3 * A, 3), turned.AsSpan(3 * A, 3));
        var (here, there) = (Gradient(Molecule), Gradient(Molecule.WithPositions(turned)));
        var expected = new double[12];
        for (var A = 0; A < 4; A++)
            Turn(here.AsSpan(3 * A, 3), expected.AsSpan(3 * A, 3));
        there.Should().Equal(expected, (a, b) => Math.Abs(a - b) < Rounding);
        here.Max(Math.Abs).Should().BeGreaterThan(1e-3);

        void Turn(ReadOnlySpan<double> x, Span<double> y)
        {
            var z = (s * x[1]) + (c * x[2]);
            var first = (c * x[1]) - (s * x[2]);
            (y[0], y[1], y[2]) = ((c * x[0]) - (s * first), (s * x[0]) + (c * first), -z);
        }

        double[] Gradient(Structure structure)
        {
            var tape = new Tape(new Arena(), isRecording: true, DenseLinearAlgebra.Default);
            var prediction = model.Record(tape, new WeightBinding(tape, model.Layout, weights, isDifferentiated: false), structure);
            tape.Backward(prediction.Energy);
            return prediction.Positions.Adjoint.ToArray();
        }
    }

    [Fact]
    public void No_pair_adds_more_than_the_declared_energy_and_atoms_apart_none()
    {
        var model = PerturbedGround.Model("gfn2-xtb");
        var weights = PerturbedGround.Weights(model, 3.0);
        var energies = Energies(Molecule)!;
        energies.Max(Math.Abs).Should().BeInRange(0.5 * PerturbedGround.LargestEnergy, PerturbedGround.LargestEnergy);
        Energies(new Structure([1, 1], [0, 0, 0, 0, 0, model.Representation!.Cutoff - 1e-3]))!.Max(Math.Abs).Should().BeLessThan(1e-9);
        Energies(new Structure([1, 1], [0, 0, 0, 0, 0, model.Representation.Cutoff + 1e-3])).Should().BeNull();

        double[]? Energies(Structure structure)
        {
            double[]? energies = null;
            var tape = new Tape(new Arena(), isRecording: false, DenseLinearAlgebra.Default);
            Model.Load("gfn2-xtb").Record(tape, structure, correct: seams => energies = model
                .Corrections(seams, new WeightBinding(tape, model.Layout, weights, isDifferentiated: false))
                .Terms.FirstOrDefault(term => term.Kind == LearnedTermKind.Energy)?.Values.Value.ToArray());
            return energies;
        }
    }

    [Fact]
    public void A_field_that_does_not_converge_is_the_matter_of_one_structure()
    {
        var model = PerturbedGround.Model("gfn2-xtb");
        var weights = model.Layout.Initial(seed: 1);
        weights.AsSpan(model.Layout[TableDeviations.WeightName("level")].Offset, 3).Fill(double.NaN);
        FluentActions.Invoking(() => Loss(model, weights, Labelled(), isRecording: false))
            .Should().Throw<PredictionException>().WithMessage("The self-consistent field did not converge: *");
    }

    [Fact]
    public void Physics_without_an_energy_learns_none()
    {
        FluentActions.Invoking(() => new HybridModel(new HybridSettings { LargestEnergy = 0.1 }, null))
            .Should().Throw<ArgumentException>().WithMessage("A base with an energy such as gfn2-xtb was expected for learned energies, but stda-xtb has only excitations.*");
        FluentActions.Invoking(() => PerturbedHybrid.Model.GroundPredictor("a", "b", PerturbedHybrid.Weights()))
            .Should().Throw<NotSupportedException>().WithMessage("A model with a ground state was expected, but *.");
    }

    private static Sample Labelled()
    {
        var physics = Model.Load("gfn2-xtb").Predict(Molecule, Asked);
        return new Sample
        {
            Name = "formaldehyde",
            Structure = Molecule,
            Energy = physics.Energy + 0.02,
            Forces = [.. physics.Forces().Select((force, k) => force + (0.01 * ((k % 5) - 2)))],
            Charges = [0.2, -0.4, 0.1, 0.1],
            Dipole = [0.1, -0.2, -1.2],
            Quadrupole = [0.5, 0.1, -0.3, 0.2, 0.1, -0.2],
            Gap = 0.2,
        };
    }

    /// <summary>Widths beyond all errors: a parabola, whose derivative has no kinks.</summary>
    private static (Variable Loss, WeightBinding Weights) Loss(HybridModel model, double[] weights, Sample sample, bool isRecording)
    {
        var tape = new Tape(new Arena(), isRecording, DenseLinearAlgebra.Default);
        var binding = new WeightBinding(tape, model.Layout, weights);
        var prediction = model.Record(tape, binding, sample.Structure);
        LossTerm[] terms =
        [
            new EnergyLoss(new HuberLoss(1e5), 1e-2), new ForceLoss(new HuberLoss(1e3), 10.0), PropertyLoss.Charges(new HuberLoss(10.0)),
            PropertyLoss.Dipoles(new HuberLoss(100.0)), PropertyLoss.Quadrupoles(new HuberLoss(100.0)), PropertyLoss.Gaps(new HuberLoss(1e3)),
        ];
        var losses = terms.Select(term => term.Of(prediction, sample, binding)!.Value.Loss).ToArray();
        return (losses.Skip(1).Aggregate(losses[0], (sum, loss) => sum.Add(loss)), binding);
    }
}
