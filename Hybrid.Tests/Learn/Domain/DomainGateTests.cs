using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Sampling;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Learn.Corrections;
using Hybrid.Learn.Domain;
using Hybrid.Learn.Models;
using Hybrid.Learn.Networks;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Tests.Learn.Models;
using Xunit;

namespace Hybrid.Tests.Learn.Domain;

/// <summary>Formaldehyde whose bond between carbon and oxygen is stretched, for a model that has seen formaldehyde alone.</summary>
public sealed class DomainGateTests
{
    private static readonly HybridModel Model = PerturbedHybrid.Model;
    private static readonly double[] Weights = PerturbedHybrid.Weights();
    private static readonly AtomDomain Domain = AtomDomainFit.Of([.. Enumerable.Range(0, 60).Select(Shaken)], 1)!;
    private static readonly DomainGate Gate = new(Domain);
    private static readonly HybridModel Gated = Model.Gated(Gate);
    private static readonly ExcitationModel Physics = ExcitationModel.Load("stda-xtb");

    /// <summary>Å: all atoms are inside; the parts know nothing of each other.</summary>
    private const double Inside = 0.0, Left = 4.0;

    /// <summary>Å: where the gate of an atom is half open.</summary>
    private static readonly double Leaving = Enumerable.Range(0, 500).Select(k => 1e-3 * k).First(by => Gate.Of(Stretched(by)).Any(gate => gate < 0.6));

    [Fact]
    public void Inside_the_domain_it_changes_no_bit()
    {
        Gate.Of(Stretched(Inside)).Should().OnlyContain(gate => gate == 1.0);
        Energies(Gated, Stretched(Inside)).Should().Equal(Energies(Model, Stretched(Inside)));
    }

    [Fact]
    public void Far_outside_the_physics_is_left_to_the_last_bit()
    {
        Gate.Of(Stretched(Left)).Should().OnlyContain(gate => gate == 0.0);
        Terms(Gated, Stretched(Left)).SelectMany(term => term.Values.Value.ToArray()).Should().OnlyContain(value => value == 0.0);
        // The closed shell is no ground state here: a prediction is refused, the response problem still has its roots.
        var gated = Recorded(Stretched(Left), isRecording: false);
        gated.Energies.Value.ToArray().Should().Equal(gated.Prediction.PublishedEnergies(Multiplicity.Singlet, 2).ToArray());
        Recorded(Stretched(Left), isRecording: false, isGated: false).Energies.Value.ToArray().Should().NotEqual(gated.Energies.Value.ToArray());
    }

    [Fact]
    public void Along_a_bond_that_breaks_corrections_have_second_derivatives_without_a_jump()
    {
        // Of C2 functions second differences neither grow when the step is halved nor jump by more than a step's worth.
        const double Coarse = 1e-3, Room = 1.3;
        var coarse = SecondDifferences(Coarse, Corrected);
        var fine = SecondDifferences(0.5 * Coarse, Corrected);
        var largest = fine.Max(Size);
        largest.Should().BeGreaterThan(0.01, "corrections change on the way");
        largest.Should().BeLessThan(Room * coarse.Max(Size));
        Jump(fine).Should().BeLessThan(0.5 * Room * Jump(coarse));
        SecondDifferences(Coarse, Corrected, from: Left - 0.1, to: Left).Should().OnlyContain(differences => Size(differences) == 0.0);
    }

    [Fact]
    public void Along_a_bond_that_breaks_excitations_are_smooth_and_end_at_the_physics()
    {
        // eV/Å²: the lowest singlet alone, as far as the next one keeps away from it.
        const double Coarse = 1e-3, Room = 1.3;
        double[] Lowest(double by) => [Energies(Gated, Stretched(by))[0] * Constants.ElectronvoltPerHartree];
        var coarse = SecondDifferences(Coarse, Lowest);
        var fine = SecondDifferences(0.5 * Coarse, Lowest);
        fine.Max(Size).Should().BeLessThan(Room * coarse.Max(Size));
        Jump(fine).Should().BeLessThan(0.5 * Room * Jump(coarse));
    }

    [Fact]
    public void Gradients_go_through_the_gate()
    {
        const double Step = 2e-5, Tolerance = 1e-5;
        var structure = Stretched(Leaving);
        Gate.Of(structure).Should().Contain(gate => gate > 0.02 && gate < 0.98);
        var positions = structure.Positions.ToArray();
        var tape = new Tape(new Arena(), isRecording: true, DenseLinearAlgebra.Default);
        var leaf = tape.Leaf(positions, structure.AtomCount, 3);
        tape.Backward(Sum(tape, leaf));
        for (var k = 0; k < positions.Length; k++)
        {
            var difference = (At(k, Step) - At(k, -Step)) / (2.0 * Step);
            leaf.Adjoint[k].Should().BeApproximately(difference, Tolerance * (1.0 + Math.Abs(difference)));
        }

        double At(int k, double step)
        {
            var moved = (double[])positions.Clone();
            moved[k] += step;
            var plain = new Tape(new Arena(), isRecording: false, DenseLinearAlgebra.Default);
            return Sum(plain, plain.Constant(moved, structure.AtomCount, 3)).Scalar;
        }

        Variable Sum(Tape on, Variable x) => Gate.Of(x, structure.AtomicNumbers).Dot(on.Constant([0.7, -1.1, 0.4, 0.9], 4));
    }

    [Fact]
    public void Gradients_of_excitations_go_through_the_gate()
    {
        const double Step = 2e-5, Tolerance = 1e-5;
        var structure = Stretched(Leaving);
        var positions = structure.Positions.ToArray();
        var gradient = Gradient(structure);
        for (var k = 0; k < positions.Length; k += 4)
        {
            var difference = (At(k, Step) - At(k, -Step)) / (2.0 * Step);
            difference.Should().NotBe(0.0);
            gradient[k].Should().BeApproximately(difference, Tolerance * (1.0 + Math.Abs(difference)));
        }

        double At(int k, double step)
        {
            var moved = (double[])positions.Clone();
            moved[k] += step;
            return Recorded(structure.WithPositions(moved), isRecording: false).Energies.Value[0];
        }
    }

    [Fact]
    public void A_structure_with_an_unseen_element_gets_the_physics_to_the_last_bit()
    {
        var silane = Structure.FromAngstrom([14, 8, 1, 1], [0.02, 0.01, -0.53, -0.01, 0.03, 1.02, 0.05, 1.23, -1.30, 0.21, -1.24, -1.33]);
        FluentActions.Invoking(() => Model.Predictor("m", "none", Weights).Predict(silane)).Should().Throw<ArgumentException>().WithMessage("*but the structure has Si*");
        Gate.Unseen(silane.AtomicNumbers).Should().Be(14);
        Gate.Of(silane).Should().OnlyContain(gate => gate == 0.0);
        Energies(Gated, silane).Should().Equal(Physics.Predict(silane).States.Select(state => state.Energy));

        // Nitrogen is an element of the model, but no training molecule has it.
        var hydrogenCyanide = Structure.FromAngstrom([1, 6, 7], [0.01, 0.02, -1.06, 0.0, 0.0, 0.0, 0.03, -0.01, 1.15]);
        Energies(Gated, hydrogenCyanide).Should().Equal(Physics.Predict(hydrogenCyanide).States.Select(state => state.Energy));
    }

    [Fact]
    public void Atoms_and_pairs_keep_their_corrections_far_from_an_unknown_molecule()
    {
        double[] far = [.. Stretched(Inside).Positions, .. Stretched(0.5).Positions];
        for (var k = 12; k < 24; k += 3)
            far[k] += 40.0;
        var pair = new Structure([6, 8, 1, 1, 6, 8, 1, 1], far);
        var gates = Gate.Of(pair);
        gates[..4].Should().OnlyContain(gate => gate == 1.0);
        gates[4..].Should().OnlyContain(gate => gate < 1.0, "atoms of one molecule share their gates");
        var (free, faded) = (Terms(Model, pair), Terms(Gated, pair));
        for (var t = 0; t < free.Count; t++)
        {
            var width = free[t].Values.Length / free[t].RowCount;
            for (var row = 0; row < free[t].RowCount; row++)
            {
                var factor = free[t].AtomsPerRow == 0 ? gates.Average() : free[t].AtomsOf(row).ToArray().Average(atom => gates[atom]);
                for (var k = row * width; k < (row + 1) * width; k++)
                    faded[t].Values.Value[k].Should().BeApproximately(factor * free[t].Values.Value[k], 1e-14);
            }
        }
    }

    [Fact]
    public void Learned_parameters_alone_fade_too()
    {
        var parameters = new HybridModel(Model.Settings with { SiteTables = [], WithBlocks = false }, null) { Tolerance = 1e-9 };
        var learned = Enumerable.Repeat(0.3, parameters.Layout.Length).ToArray();
        Of(parameters, Left).Should().NotEqual(Of(parameters.Gated(Gate), Left));
        Of(parameters.Gated(Gate), Inside).Should().Equal(Of(parameters, Inside));
        Of(parameters.Gated(Gate), Left).Should().Equal(Recorded(Stretched(Left), isRecording: false).Prediction.PublishedEnergies(Multiplicity.Singlet, 2).ToArray());

        double[] Of(HybridModel model, double by)
        {
            var tape = new Tape(new Arena(), isRecording: false, DenseLinearAlgebra.Default);
            return model.Record(tape, new WeightBinding(tape, model.Layout, learned, isDifferentiated: false), Stretched(by)).States(Multiplicity.Singlet, 2).Energies.Value.ToArray();
        }
    }

    private static double Size(double[] values) => values.Max(Math.Abs);

    /// <summary>The largest change between two neighbouring rows.</summary>
    private static double Jump(IReadOnlyList<double[]> rows) => rows.Zip(rows.Skip(1)).Max(pair => pair.First.Zip(pair.Second).Max(values => Math.Abs(values.First - values.Second)));

    private static List<double[]> SecondDifferences(double step, Func<double, double[]> of, double from = 0.0, double to = 0.3)
    {
        var values = Enumerable.Range(0, 1 + (int)Math.Round((to - from) / step)).Select(k => of(from + (k * step))).ToArray();
        return [.. Enumerable.Range(1, values.Length - 2).Select(k => values[k].Select((value, j) => (values[k - 1][j] - (2.0 * value) + values[k + 1][j]) / (step * step)).ToArray())];
    }

    /// <summary>All corrections that are left, atom by atom, so that a row stays where a neighbour leaves: Σ over rows and channels.</summary>
    private static double[] Corrected(double by)
    {
        var sums = new List<double>();
        foreach (var term in Terms(Gated, Stretched(by)))
        {
            var perAtom = new double[4];
            var width = term.Values.Length / Math.Max(1, term.RowCount);
            for (var row = 0; row < term.RowCount; row++)
            {
                for (var k = row * width; k < (row + 1) * width; k++)
                    perAtom[term.AtomsPerRow == 0 ? 0 : term.AtomsOf(row)[0]] += term.Values.Value[k];
            }

            sums.AddRange(perAtom);
        }

        // The network's terms are missing where nobody has a neighbour.
        sums.AddRange(new double[200 - sums.Count]);
        return [.. sums];
    }

    private static IReadOnlyList<LearnedTerm> Terms(HybridModel model, Structure structure)
    {
        IReadOnlyList<LearnedTerm> terms = [];
        var tape = new Tape(new Arena(), isRecording: false, DenseLinearAlgebra.Default);
        Physics.Record(tape, structure, correct: seams => terms = model.Corrections(seams, new WeightBinding(seams.Tape, model.Layout, Weights, isDifferentiated: false)).Terms);
        return terms;
    }

    private static double[] Energies(HybridModel model, Structure structure) =>
        [.. model.Predictor("hybrid", "none", Weights).Predict(structure).States.Select(state => state.Energy)];

    private static double[] Gradient(Structure structure)
    {
        var (energies, prediction) = Recorded(structure, isRecording: true);
        var seed = new double[energies.Length];
        seed[0] = 1.0;
        energies.Tape.Backward(energies, seed);
        return prediction.Positions.Adjoint.ToArray();
    }

    private static (Variable Energies, Hybrid.Learn.Losses.TapePrediction Prediction) Recorded(Structure structure, bool isRecording, bool isGated = true)
    {
        var free = new HybridModel(new HybridSettings(), Model.Representation) { Tolerance = 1e-9, WithPositions = isRecording };
        var model = isGated ? free.Gated(Gate) : free;
        var tape = new Tape(new Arena(), isRecording, DenseLinearAlgebra.Default);
        var prediction = model.Record(tape, new WeightBinding(tape, model.Layout, Weights, isDifferentiated: false), structure);
        return (prediction.States(Multiplicity.Singlet, 2).Energies, prediction);
    }

    private static Structure Stretched(double ångström) =>
        Structure.FromAngstrom([6, 8, 1, 1], [0.02, 0.01, -0.53, -0.01, 0.03, 0.68 + ångström, 0.05, 0.93, -1.10, 0.21, -0.94, -1.13]);

    /// <summary>Formaldehyde with atoms moved by 0.01 Å.</summary>
    private static Structure Shaken(int number)
    {
        var random = new CounterRandom(Seed: 11, Sample: (ulong)number);
        var positions = Stretched(0.0).Positions.ToArray();
        for (var k = 0; k < positions.Length; k++)
            positions[k] += 0.01 * Constants.BohrPerAngstrom * random.Normal((ulong)k);
        return Stretched(0.0).WithPositions(positions);
    }
}
