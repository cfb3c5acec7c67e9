using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Physics.Hamiltonians;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Parameters;
using Hybrid.Physics.Scf;
using Xunit;

namespace Hybrid.Tests.Physics.Hamiltonians;

public sealed class SlaterKosterCorrectionTests
{
    private static readonly TightBindingMethod Gfn2 = TightBindingMethod.Of(ParameterSet.Embedded("gfn2-xtb"));
    private static readonly ScfSettings Tight = new() { Accuracy = 1e-4 };

    /// <summary>Hydrogen cyanide bent: no symmetry beside the plane.</summary>
    private static readonly Structure Molecule = Structure.FromAngstrom([1, 6, 7], [0.3, 1.0, 0.1, 0.0, 0.0, 0.0, 0.9, -0.7, 0.2]);

    private static readonly int[] Centres = [0, 0, 1, 1, 2, 2];
    private static readonly int[] Others = [1, 2, 0, 2, 0, 1];

    [Fact]
    public void Derivatives_of_the_energy_by_channels_and_vectors_equal_differences()
    {
        // Energies are converged to 10⁻¹⁰ Eh; central differences of step 10⁻⁴ keep six digits of what is larger than the floor.
        const double Step = 1e-4, Relative = 1e-6, Floor = 2e-8;
        double[][] inputs = [Numbers(24, 0.02), Numbers(18, 0.015), Vectors()];
        var (_, gradients) = Solved(inputs);
        for (var input = 0; input < inputs.Length; input++)
        {
            var largest = 0.0;
            for (var k = 0; k < inputs[input].Length; k += 2)
            {
                var difference = (At(inputs, input, k, Step) - At(inputs, input, k, -Step)) / (2.0 * Step);
                gradients[input][k].Should().BeApproximately(difference, (Relative * Math.Abs(difference)) + Floor);
                largest = Math.Max(largest, Math.Abs(difference));
            }

            largest.Should().BeGreaterThan(1e-4, "input {0} matters", input);
        }
    }

    [Fact]
    public void Zero_channels_leave_the_energy_as_it_is_to_the_last_bit() =>
        Solved([new double[24], new double[18], Vectors()]).Energy.Should().Be(Gfn2.Solve(new Tape(new Arena()), Molecule, Tight, DenseLinearAlgebra.Managed).Energy.Scalar);

    [Fact]
    public void A_pair_without_a_block_is_refused()
    {
        var far = Structure.FromAngstrom([1, 1], [0, 0, 0, 0, 0, 60]);
        FluentActions.Invoking(() => Gfn2.Solve(new Tape(new Arena()), far, Tight, DenseLinearAlgebra.Managed, correct: seams => seams.AddBlocks(new SlaterKosterCorrection
            {
                Centres = new[] { 0 },
                Others = new[] { 1 },
                Vectors = seams.Tape.Constant([0, 0, 60 / 0.529], 1, 3),
                Hoppings = seams.Tape.Constant(new double[4], 1, 4),
                CrystalFields = seams.Tape.Constant(new double[3], 1, 3),
            })))
            .Should().Throw<ArgumentException>().WithMessage("Atoms 1 and 2 are * a0 apart, where the Hamiltonian has no block left to correct*");
    }

    [Theory]
    [InlineData(0, 1, 3, 4, 3, "*but atom 1 is paired with itself.", 0)]
    [InlineData(0, 1, 3, 4, 3, "Pairs of atoms counted from 0 to 2 were expected to be corrected, but one is (0, 3).", 3)]
    [InlineData(0, 2, 3, 4, 3, "1 atoms j were expected, one for each atom i of a directed pair, but there are 2.", 1)]
    [InlineData(0, 1, 2, 4, 3, "Vectors of shape [1, 3] were expected for 1 directed pairs, but there are 2 numbers.", 1)]
    [InlineData(0, 1, 3, 5, 3, "Hoppings of shape [1, 4] were expected for 1 directed pairs, but there are 5 numbers.", 1)]
    [InlineData(0, 1, 3, 4, 4, "CrystalFields of shape [1, 3] were expected for 1 directed pairs, but there are 4 numbers.", 1)]
    public void Numbers_that_make_no_correction_are_refused(int i, int others, int vectors, int hoppings, int fields, string message, int j) =>
        FluentActions.Invoking(() => Gfn2.Solve(new Tape(new Arena()), Molecule, Tight, DenseLinearAlgebra.Managed, correct: seams => seams.AddBlocks(new SlaterKosterCorrection
            {
                Centres = new[] { i },
                Others = Enumerable.Repeat(j, others).ToArray(),
                Vectors = seams.Tape.Constant(Numbers(vectors, 1.0), vectors),
                Hoppings = seams.Tape.Constant(new double[hoppings], hoppings),
                CrystalFields = seams.Tape.Constant(new double[fields], fields),
            })))
            .Should().Throw<ArgumentException>().WithMessage(message);

    [Fact]
    public void Energies_that_are_not_one_for_each_atom_are_refused() =>
        FluentActions.Invoking(() => Gfn2.Solve(new Tape(new Arena()), Molecule, Tight, DenseLinearAlgebra.Managed, correct: seams => seams.AddEnergies("residual", seams.Tape.Constant([0.0], 1))))
            .Should().Throw<ArgumentException>().WithMessage("Energies of shape [3] were expected for the term residual, one for each atom, but there are 1.*");

    [Fact]
    public void A_term_of_the_energy_is_added_atom_by_atom()
    {
        var tape = new Tape(new Arena());
        var leaf = tape.Leaf([0.1, -0.2, 0.4], 3);
        var corrected = Gfn2.Solve(tape, Molecule, Tight, DenseLinearAlgebra.Managed, correct: seams => seams.AddEnergies("residual", leaf));
        corrected.Energy.Scalar.Should().BeApproximately(Gfn2.Solve(new Tape(new Arena()), Molecule, Tight, DenseLinearAlgebra.Managed).Energy.Scalar + 0.3, 1e-12);
        tape.Backward(corrected.Energy);
        leaf.Adjoint.ToArray().Should().Equal(1.0, 1.0, 1.0);
    }

    [Fact]
    public void A_Hamiltonian_of_excitations_has_no_energy_to_add_to() =>
        FluentActions.Invoking(() => StdaXtb.Of(ParameterSet.Embedded("stda-xtb")).Record(
                new Tape(new Arena()), Molecule, DenseLinearAlgebra.Managed, correct: seams => seams.AddEnergies("residual", seams.Tape.Constant(new double[3], 3))))
            .Should().Throw<NotSupportedException>().WithMessage("The term residual was to be added to an energy, but the Hamiltonian of excitations has none*");

    private static double[] Numbers(int count, double size) => [.. Enumerable.Range(0, count).Select(k => size * Math.Sin(1.0 + (1.7 * k)))];

    private static double[] Vectors()
    {
        var vectors = new double[18];
        for (var e = 0; e < 6; e++)
        {
            for (var k = 0; k < 3; k++)
                vectors[(3 * e) + k] = Molecule.Positions[(3 * Others[e]) + k] - Molecule.Positions[(3 * Centres[e]) + k];
        }

        return vectors;
    }

    private static double At(double[][] inputs, int input, int k, double step)
    {
        var moved = Array.ConvertAll(inputs, numbers => (double[])numbers.Clone());
        moved[input][k] += step;
        return Solved(moved).Energy;
    }

    private static (double Energy, double[][] Gradients) Solved(double[][] inputs)
    {
        var tape = new Tape(new Arena());
        Variable[] leaves = [tape.Leaf(inputs[0], 6, 4), tape.Leaf(inputs[1], 6, 3), tape.Leaf(inputs[2], 6, 3)];
        var state = Gfn2.Solve(tape, Molecule, Tight, DenseLinearAlgebra.Managed, correct: seams => seams.AddBlocks(new SlaterKosterCorrection
        {
            Centres = Centres,
            Others = Others,
            Hoppings = leaves[0],
            CrystalFields = leaves[1],
            Vectors = leaves[2],
        }));
        tape.Backward(state.Energy);
        return (state.Energy.Scalar, Array.ConvertAll(leaves, leaf => leaf.Adjoint.ToArray()));
    }
}
