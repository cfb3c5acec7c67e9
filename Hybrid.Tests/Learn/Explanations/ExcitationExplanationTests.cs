using FluentAssertions;
using Hybrid.Core.Structures;
using Hybrid.Learn.Explanations;
using Hybrid.Learn.Models;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Tests.Learn.Models;
using Hybrid.Tests.References;
using Xunit;

namespace Hybrid.Tests.Learn.Explanations;

public sealed class ExcitationExplanationTests
{
    /// <summary>Eh: what issue 5 asks of the sum.</summary>
    private const double SumTolerance = 1e-8;

    /// <summary>Of the learned part: what issue 5 asks of the quadrature.</summary>
    private const double QuadratureTolerance = 1e-4;

    private static readonly HybridModel Model = PerturbedHybrid.Model;
    private static readonly double[] Weights = PerturbedHybrid.Weights();
    private static readonly Structure Molecule = PerturbedHybrid.Formaldehyde;

    [Theory]
    [InlineData("acetone")]
    [InlineData("acetonitrile")]
    [InlineData("acetic_acid")]
    [InlineData("c2h2")]
    [InlineData("co2")]
    [InlineData("alanine")]
    public void Entries_and_the_error_of_the_quadrature_are_the_prediction(string name)
    {
        var structure = ReferenceSet.Gfn2[name].Structure;
        foreach (var multiplicity in new[] { Multiplicity.Singlet, Multiplicity.Triplet })
        {
            var explanation = ExcitationExplanation.Of(Model, Weights, structure, multiplicity, 0);
            var predicted = Model.Predictor("hybrid", "none", Weights).Predict(structure, new ExcitationOptions { States = 1, Multiplicities = [multiplicity] }).States[0].Energy;
            explanation.Value.Should().BeApproximately(predicted, SumTolerance);
            Math.Abs(explanation.SumError).Should().BeLessThan(SumTolerance);
            Math.Abs(explanation.QuadratureError).Should().BeLessThan(QuadratureTolerance * explanation.LearnedMagnitude);
            explanation.MlShare.Should().BeInRange(1e-4, 1.0);
        }
    }

    [Fact]
    public void Without_corrections_nothing_is_learned_exactly()
    {
        var explanation = ExcitationExplanation.Of(Model, Model.Layout.Initial(seed: 1), Molecule, Multiplicity.Singlet, 0);
        explanation.MlShare.Should().Be(0.0);
        explanation.Learned.Should().Be(0.0);
        explanation.QuadratureError.Should().Be(0.0);
        explanation.Entries.Should().OnlyContain(entry => entry.Kind == EntryKind.Physics);
        var physics = ExcitationExplanation.Of(ExcitationModel.Load("stda-xtb"), Molecule, Multiplicity.Singlet, 0);
        physics.MlShare.Should().Be(0.0);
        explanation.Value.Should().BeApproximately(physics.Value, SumTolerance);
        explanation.Entries.Length.Should().Be(physics.Entries.Length);
    }

    [Fact]
    public void Its_physics_is_that_of_the_published_method()
    {
        var explanation = ExcitationExplanation.Of(Model, Weights, Molecule, Multiplicity.Singlet, 0);
        var published = ExcitationExplanation.Of(ExcitationModel.Load("stda-xtb"), Molecule, Multiplicity.Singlet, 0);
        explanation.Physics.Should().BeApproximately(published.Value, SumTolerance);
        foreach (var (one, other) in explanation.Terms.Where(term => term.Kind == EntryKind.Physics).Zip(published.Terms))
        {
            one.Term.Should().Be(other.Term);
            one.Value.Should().BeApproximately(other.Value, 1e-6, "expectation values are of the first order in the residual, 10⁻⁸");
        }
    }

    [Fact]
    public void Small_corrections_contribute_what_differences_say()
    {
        // For weights near zero the path is straight, and an entry is the change of the energy with its term alone switched on.
        const double Small = 1e-3, Linear = 2e-2, Floor = 1e-8;
        var weights = Model.Layout.Initial(seed: 1);
        var checkedTerms = 0;
        var all = PerturbedHybrid.Weights(Small);
        var explanation = ExcitationExplanation.Of(Model, all, Molecule, Multiplicity.Singlet, 0);
        foreach (var table in Model.Tables.Tables)
        {
            var entry = Model.Layout[Hybrid.Learn.Corrections.TableDeviations.WeightName(table)];
            var alone = (double[])weights.Clone();
            all.AsSpan(entry.Offset, entry.Length).CopyTo(alone.AsSpan(entry.Offset));
            var difference = Energy(alone) - Energy(weights);
            var entries = explanation.Entries.Where(part => part.Kind == EntryKind.Learned && part.Term == table).Sum(part => part.Value);
            entries.Should().BeApproximately(difference, (Linear * Math.Abs(difference)) + Floor, "{0} alone changes the energy by that", table);
            checkedTerms += Math.Abs(difference) > 100 * Floor ? 1 : 0;
        }

        checkedTerms.Should().BeGreaterThan(5);
    }

    [Fact]
    public void A_turned_and_renumbered_molecule_has_the_same_entries()
    {
        // Rounding of two eigenproblems, and first-order errors of states that are converged to 10⁻⁹ Eh.
        const double Rounding = 1e-7;
        int[] order = [2, 0, 3, 1];
        var (c, s) = (Math.Cos(0.7), Math.Sin(0.7));
        var turned = order.SelectMany(A =>
        {
            var r = Molecule.Positions.Slice(3 * A, 3);
            return new[] { (c * r[0]) - (s * r[2]) + 1.0, r[1] - 2.0, (s * r[0]) + (c * r[2]) };
        }).ToArray();
        var there = new Structure([.. order.Select(A => Molecule.AtomicNumbers[A])], turned);
        var expected = Entries(Molecule, A => A);
        var entries = Entries(there, A => order[A]);
        entries.Keys.Should().BeEquivalentTo(expected.Keys);
        foreach (var (key, value) in expected)
            entries[key].Should().BeApproximately(value, Rounding, "{0} doesn't depend on the frame", key);
    }

    [Fact]
    public void Members_of_a_degenerate_set_have_one_explanation()
    {
        var nitrogen = Structure.FromAngstrom([7, 7], [0, 0, 0, 0, 0, 1.098]);
        var first = ExcitationExplanation.Of(Model, Weights, nitrogen, Multiplicity.Singlet, 0);
        var second = ExcitationExplanation.Of(Model, Weights, nitrogen, Multiplicity.Singlet, 1);
        var pair = first.Degeneracy == 2 ? (first, second) : (second, ExcitationExplanation.Of(Model, Weights, nitrogen, Multiplicity.Singlet, 2));
        pair.Item1.Degeneracy.Should().Be(2);
        pair.Item2.Value.Should().BeApproximately(pair.Item1.Value, SumTolerance);
        pair.Item1.Notes.Should().ContainSingle().Which.Should().StartWith("The state is one of 2 of the same energy");
        Math.Abs(pair.Item1.QuadratureError).Should().BeLessThan(QuadratureTolerance * pair.Item1.LearnedMagnitude);
    }

    [Fact]
    public void A_state_that_does_not_exist_is_refused()
    {
        var hydrogen = Structure.FromAngstrom([1, 1], [0, 0, 0, 0, 0, 0.74]);
        FluentActions.Invoking(() => ExcitationExplanation.Of(Model, Weights, hydrogen, Multiplicity.Singlet, 50)).Should().Throw<ArgumentException>().WithMessage("State 51 was asked for, but there are * singlets.");
        FluentActions.Invoking(() => ExcitationExplanation.Of(ExcitationModel.Load("stda-xtb"), hydrogen, Multiplicity.Triplet, 50)).Should().Throw<ArgumentException>().WithMessage("State 51 was asked for, but there are * triplets.*");
    }

    private static double Energy(double[] weights) =>
        Model.Predictor("hybrid", "none", weights).Predict(Molecule, new ExcitationOptions { States = 1, Tolerance = 1e-9 }).States[0].Energy;

    /// <summary>By term and atoms of the original numbering; pairs without a direction in ascending order.</summary>
    private static Dictionary<string, double> Entries(Structure structure, Func<int, int> original) =>
        ExcitationExplanation.Of(Model, Weights, structure, Multiplicity.Singlet, 1).Entries.ToDictionary(
            entry => $"{entry.Term} {string.Join(",", entry.Term is "response Coulomb" or "crystal field" ? entry.Atoms.Select(original) : entry.Atoms.Select(original).Order())}",
            entry => entry.Value);
}
