using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Learn.Models;
using Hybrid.Learn.Networks;
using Hybrid.Learn.Representations;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Excitations;
using Xunit;

namespace Hybrid.Tests.Learn.Models;

public sealed class HybridModelTests
{
    private static readonly HybridModel Model = PerturbedHybrid.Model;
    private static readonly Structure Molecule = PerturbedHybrid.Formaldehyde;

    [Fact]
    public void Untrained_it_is_the_physics_to_the_last_bit()
    {
        var weights = Model.Layout.Initial(seed: 1);
        var physics = ExcitationModel.Load("stda-xtb");
        var options = new ExcitationOptions { States = 4, Multiplicities = [Multiplicity.Singlet, Multiplicity.Triplet] };
        var expected = physics.Predict(Molecule, options).States;
        var predicted = Model.Predictor("hybrid", "none", weights).Predict(Molecule, options).States;
        predicted.Select(state => state.Energy).Should().Equal(expected.Select(state => state.Energy));
        predicted.Select(state => state.OscillatorStrength).Should().Equal(expected.Select(state => state.OscillatorStrength));
    }

    [Fact]
    public void Taking_the_corrections_out_of_a_trained_model_gives_the_physics_back()
    {
        var weights = Perturbed();
        var physics = Energies(Model.Layout.Initial(seed: 1), Molecule);
        Energies(weights, Molecule).Zip(physics, (x, y) => Math.Abs(x - y)).Max().Should().BeGreaterThan(1e-4);
        foreach (var entry in Model.Layout.Entries.Where(entry => IsOfCorrection(entry.Name)))
            weights.AsSpan(entry.Offset, entry.Length).Clear();
        Energies(weights, Molecule).Should().Equal(physics);
    }

    [Fact]
    public void Derivatives_of_energies_and_strengths_by_every_kind_of_weight_equal_differences()
    {
        // Central differences of step 10⁻⁴ of energies that are converged to 10⁻⁹ Eh are good to 10⁻⁸; the floor keeps small derivatives from asking for more.
        const double Step = 1e-4, Relative = 1e-5, Floor = 1e-8;
        var weights = Perturbed();
        var gradient = Gradient(weights);
        var checkedEntries = 0;
        foreach (var entry in Model.Layout.Entries)
        {
            var k = entry.Offset + (entry.Length / 2);
            var difference = (Value(weights, k, Step) - Value(weights, k, -Step)) / (2.0 * Step);
            gradient[k].Should().BeApproximately(difference, (Relative * Math.Abs(difference)) + Floor, "{0} has that derivative", entry.Name);
            checkedEntries += Math.Abs(difference) > 100 * Floor ? 1 : 0;
        }

        checkedEntries.Should().BeGreaterThan(20, "most kinds of weights matter");
    }

    [Fact]
    public void A_turned_mirrored_and_renumbered_molecule_has_the_same_states()
    {
        // Rounding through two eigenproblems and a solver converged to 10⁻⁹ Eh.
        const double Rounding = 1e-9;
        var weights = Perturbed();
        var (c, s) = (Math.Cos(1.1), Math.Sin(1.1));
        int[] order = [2, 0, 3, 1];
        var turned = new double[12];
        for (var A = 0; A < 4; A++)
        {
            var r = Molecule.Positions.Slice(3 * order[A], 3);
            var (x, y, z) = (-r[0], r[1], r[2]);
            (x, y) = ((c * x) - (s * y), (s * x) + (c * y));
            (y, z) = ((c * y) - (s * z), (s * y) + (c * z));
            (turned[3 * A], turned[(3 * A) + 1], turned[(3 * A) + 2]) = (x + 1.0, y - 2.0, z + 3.0);
        }

        var there = new Structure([.. order.Select(A => Molecule.AtomicNumbers[A])], turned);
        Energies(weights, there).Zip(Energies(weights, Molecule), (x, y) => Math.Abs(x - y)).Max().Should().BeLessThan(Rounding);
    }

    [Fact]
    public void Learned_parameters_never_leave_three_prior_widths()
    {
        var weights = Model.Layout.Initial(seed: 1);
        weights.AsSpan().Fill(1e3);
        var learned = Model.Tables.Learned(Model.Layout, weights);
        foreach (var name in Model.Tables.Tables)
        {
            var (p0, p) = (Model.Published[name], learned[name]);
            foreach (var k in Model.Tables.Entries(name))
            {
                var drift = p0.IsPositive ? Math.Abs(Math.Log(p.Values[k] / p0.Values[k])) : Math.Abs(p.Values[k] - p0.Values[k]);
                (drift / p0.PriorWidth).Should().BeInRange(2.99, 3.0 + 1e-12, "the bound of {0} holds and is reached", name);
            }
        }
    }

    [Fact]
    public void A_far_copy_changes_nothing()
    {
        var weights = Perturbed();
        var positions = Molecule.Positions.ToArray();
        var far = positions.Select((x, k) => k % 3 == 0 ? x + 200.0 : x).ToArray();
        var pair = new Structure([.. Molecule.AtomicNumbers, .. Molecule.AtomicNumbers], [.. positions, .. far]);

        // Each state appears twice; what is left are multipoles of neutral molecules at 200 a0.
        Energies(weights, pair, 4)[0].Should().BeApproximately(Energies(weights, Molecule)[0], 1e-6);
    }

    [Fact]
    public void An_element_that_it_was_not_made_for_is_named()
    {
        var silane = Structure.FromAngstrom([14, 1, 1, 1, 1], [0, 0, 0, 0.85, 0.85, 0.85, -0.85, -0.85, 0.85, -0.85, 0.85, -0.85, 0.85, -0.85, -0.85]);
        FluentActions.Invoking(() => Energies(Model.Layout.Initial(seed: 1), silane))
            .Should().Throw<ArgumentException>().WithMessage("The model was made for H, C, N, O, but the structure has Si.");
    }

    private static bool IsOfCorrection(string name) =>
        name.StartsWith("parameters.", StringComparison.Ordinal) || name.StartsWith("sites.", StringComparison.Ordinal)
        || name.StartsWith("hoppings.", StringComparison.Ordinal) || name.StartsWith("crystal_fields.", StringComparison.Ordinal);

    private static double[] Perturbed() => PerturbedHybrid.Weights(0.2);

    private static double Value(double[] weights, int k, double step)
    {
        var moved = (double[])weights.Clone();
        moved[k] += step;
        var tape = new Tape(new Arena(), isRecording: false, DenseLinearAlgebra.Default);
        return Objective(tape, new WeightBinding(tape, Model.Layout, moved, isDifferentiated: false)).Scalar;
    }

    private static double[] Gradient(double[] weights)
    {
        var tape = new Tape(new Arena(), isRecording: true, DenseLinearAlgebra.Default);
        var binding = new WeightBinding(tape, Model.Layout, weights);
        tape.Backward(Objective(tape, binding));
        var gradient = new double[weights.Length];
        binding.AddGradientTo(gradient);
        return gradient;
    }

    private static Variable Objective(Tape tape, WeightBinding binding)
    {
        var prediction = Model.Record(tape, binding, Molecule);
        var singlets = prediction.States(Multiplicity.Singlet, 2);
        var triplets = prediction.States(Multiplicity.Triplet, 2);
        return singlets.Energies.Sum().Add(triplets.Energies.Sum()).Add(singlets.Strengths!.Value.Sum());
    }

    private static double[] Energies(double[] weights, Structure structure, int count = 2)
    {
        var tape = new Tape(new Arena(), isRecording: false, DenseLinearAlgebra.Default);
        var states = Model.Record(tape, new WeightBinding(tape, Model.Layout, weights, isDifferentiated: false), structure).States(Multiplicity.Singlet, count);
        return states.Energies.Value.ToArray();
    }

    [Theory]
    [InlineData("virtual_shift", "nonsense", "Tables of * were expected to be learned, but it has no nonsense.*")]
    [InlineData("virtual_shift", "virtual_shift", "Each table once was expected to be learned, but virtual_shift is there twice.*")]
    public void Tables_that_cannot_be_learned_are_refused(string first, string second, string message)
    {
        FluentActions.Invoking(() => new HybridModel(new HybridSettings { Tables = [first, second] }, null)).Should().Throw<ArgumentException>().WithMessage(message);
        FluentActions.Invoking(() => new HybridModel(new HybridSettings { SiteTables = [first, second] }, new EquivariantNetwork(PerturbedHybrid.Small))).Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Fact]
    public void A_table_without_a_prior_width_is_refused()
    {
        var fixedTable = Model.Published.Tables.First(table => table.PriorWidth <= 0.0).Name;
        FluentActions.Invoking(() => new HybridModel(new HybridSettings { Tables = [fixedTable] }, null))
            .Should().Throw<ArgumentException>().WithMessage($"*but {fixedTable} has none: it is not for learning.*");
    }

    [Fact]
    public void A_molecule_with_fewer_states_than_asked_for_is_solved_once()
    {
        var weights = Model.Layout.Initial(seed: 1);
        var tape = new Tape(new Arena(), isRecording: false, DenseLinearAlgebra.Default);
        var prediction = Model.Record(tape, new WeightBinding(tape, Model.Layout, weights, isDifferentiated: false), Structure.FromAngstrom([1, 1], [0, 0, 0, 0, 0, 0.74]));
        var states = prediction.States(Multiplicity.Singlet, 1000);
        states.Count.Should().BeLessThan(1000);
        prediction.States(Multiplicity.Singlet, 999).Should().BeSameAs(states);
    }
}
