using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Parameters;
using Hybrid.Physics.Scf;
using Hybrid.Tests.References;
using Xunit;

namespace Hybrid.Tests.Physics.Methods;

public sealed class StdaXtbTests
{
    private static readonly StdaXtb Method = StdaXtb.Of(ParameterSet.Embedded("stda-xtb"));

    [Theory]
    [InlineData("caffeine")]
    [InlineData("brclthiophene")]
    [InlineData("lih")]
    public void A_turned_and_shifted_molecule_has_the_same_orbital_energies_and_charges(string name)
    {
        // Relative where orbitals are high: a nearly dependent basis has some at 2,400 Eh.
        const double Rounding = 1e-11;
        var structure = StdaReference.All[name].Structure;
        var here = Record(structure);
        var (c, s) = (Math.Cos(0.7), Math.Sin(0.7));
        var turned = structure.Positions.ToArray();
        for (var A = 0; A < structure.AtomCount; A++)
        {
            var (x, y, z) = (turned[3 * A], turned[(3 * A) + 1], turned[(3 * A) + 2]);
            (x, y) = ((c * x) - (s * y), (s * x) + (c * y));
            (y, z) = ((c * y) - (s * z), (s * y) + (c * z));
            (turned[3 * A], turned[(3 * A) + 1], turned[(3 * A) + 2]) = (x + 3.0, y - 5.0, z + 7.0);
        }

        var there = Record(structure.At(turned));
        ShouldBeClose(StdaSolver.OrbitalEnergies(there, DenseLinearAlgebra.Default), StdaSolver.OrbitalEnergies(here, DenseLinearAlgebra.Default), Rounding);
        ShouldBeClose(there.ValenceCharges.Value, here.ValenceCharges.Value, Rounding);
        ShouldBeClose(there.Charges.Value, here.Charges.Value, Rounding);
    }

    [Fact]
    public void Charges_add_up_to_the_total_charge_of_ions()
    {
        var ammonium = Record(Solver.Structure("nh4_cation"));
        ammonium.Charges.Value.ToArray().Sum().Should().BeApproximately(1.0, 1e-12);
        ammonium.OccupiedCount.Should().Be(4);
        ammonium.Status.Should().Be(ScfStatus.Converged);
        ammonium.Failure.Should().BeNull();
        Record(Solver.Structure("cl_anion")).ValenceCharges.Value[0].Should().BeApproximately(-1.0, 1e-12);
    }

    [Fact]
    public void A_correction_shifts_parameters_before_they_are_read()
    {
        var structure = StdaReference.All["c2h4"].Structure;
        var tape = new Tape(new Arena());
        var shift = tape.Leaf(new double[structure.AtomCount], structure.AtomCount);
        var corrected = Method.Record(tape, structure, DenseLinearAlgebra.Default, correct: seams => seams.Parameters.Shift("electronegativity", shift));
        tape.Backward(corrected.Charges, [1.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
        shift.Adjoint[0].Should().BeNegative("an atom that draws electrons is more negative");
        corrected.Charges.Value.ToArray().Should().Equal(Record(structure).Charges.Value.ToArray());
    }

    [Fact]
    public void Atoms_that_nearly_coincide_are_an_outcome()
    {
        var positions = Enumerable.Range(0, 64).SelectMany(i => new[] { 0.0015 * (i % 4), 0.0015 * (i / 4 % 4), 0.0015 * (i / 16) }).ToArray();
        var failed = Record(new Structure(Enumerable.Repeat(17, 64).ToArray(), positions));
        failed.Status.Should().Be(ScfStatus.LinearDependence);
        failed.Failure.Should().Be("The overlap matrix of the valence step is not positive definite: atoms are too close for the basis.");
        failed.Charges.Value.ToArray().Should().OnlyContain(q => double.IsNaN(q));
    }

    [Fact]
    public void Degenerate_occupied_and_empty_orbitals_have_charges_and_derivatives()
    {
        // Square H4 has two electrons in two degenerate orbitals.
        var tape = new Tape(new Arena());
        var square = Method.Record(tape, new Structure([1, 1, 1, 1], [2.0, 0.0, 0.0, 0.0, 2.0, 0.0, -2.0, 0.0, 0.0, 0.0, -2.0, 0.0]), DenseLinearAlgebra.Default);
        ShouldBeClose(square.ValenceCharges.Value, new double[4], 1e-12);
        tape.Backward(square.ValenceCharges, [1.0, 0.0, 0.0, 0.0]);
        square.Positions.Adjoint.ToArray().Should().OnlyContain(derivative => double.IsFinite(derivative));
    }

    [Fact]
    public void What_the_method_is_not_for_is_said_in_one_sentence()
    {
        Failing(Solver.Structure("he_benzene")).Should().Match("sTDA-xTB has no parameters for He (atom *); H, Li to Cl, K to Br, Y to I, La, Hf to At were expected.*");
        Failing(Solver.Structure("ch3_radical")).Should().StartWith("sTDA-xTB is for closed shells; no unpaired electrons were expected, but there is one.");
        Failing(Solver.Structure("o2_triplet")).Should().StartWith("sTDA-xTB is for closed shells; no unpaired electrons were expected, but there are 2.");
        Failing(new Structure([1, 1], [0.0, 0.0, 0.0, 0.0, 0.0, 0.0])).Should().StartWith("Atoms 1 and 2 lie on top of each other");
        Failing(new Structure([1, 1], [0.0, 0.0, 0.0, 0.0, 0.0, 1.4], cell: new Cell([9.0, 0.0, 0.0, 0.0, 9.0, 0.0, 0.0, 0.0, 9.0])))
            .Should().StartWith("sTDA-xTB treats molecules, but the structure is periodic; remove the cell");
        FluentActions.Invoking(() => StdaXtb.Of(ParameterSet.Embedded("gfn2-xtb"))).Should().Throw<ArgumentException>()
            .WithMessage("Parameters for stda-xtb were expected, but these are for gfn2-xtb.*");

        static string Failing(Structure structure) => FluentActions.Invoking(() => Record(structure)).Should().Throw<ArgumentException>().Which.Message;
    }

    private static ExcitationHamiltonian Record(Structure structure) =>
        Method.Record(new Tape(new Arena(), isRecording: false), structure, DenseLinearAlgebra.Default);

    private static void ShouldBeClose(ReadOnlySpan<double> actual, ReadOnlySpan<double> expected, double tolerance)
    {
        actual.Length.Should().Be(expected.Length);
        for (var i = 0; i < actual.Length; i++)
            actual[i].Should().BeApproximately(expected[i], tolerance * (10.0 + Math.Abs(expected[i])), "number {0}", i + 1);
    }
}
