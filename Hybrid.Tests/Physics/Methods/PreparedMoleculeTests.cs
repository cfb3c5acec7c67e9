using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Models;
using Hybrid.Physics.Parameters;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Tests.References;
using Xunit;

namespace Hybrid.Tests.Physics.Methods;

public sealed class PreparedMoleculeTests
{
    private static readonly ExcitationModel Model = ExcitationModel.Load("stda-xtb");

    private static readonly string[] AfterPreparation =
        ["extended_level", "extended_k_s", "extended_hubbard", "virtual_shift", "exact_exchange", "hardness", "shift_height"];

    public static TheoryData<string> Algebras => [.. NativeLinearAlgebra.Find() is null ? ["managed"] : new[] { "managed", "native" }];

    [Theory]
    [MemberData(nameof(Algebras))]
    public void States_and_derivatives_are_the_same_to_the_last_bit(string algebra)
    {
        var linearAlgebra = algebra == "managed" ? DenseLinearAlgebra.Managed : NativeLinearAlgebra.Find()!;
        foreach (var name in new[] { "caffeine", "brclthiophene", "c2h4" })
        {
            var plain = Numbers(name, linearAlgebra, isPrepared: false);
            plain.Should().Contain(x => x != 0.0);
            Numbers(name, linearAlgebra, isPrepared: true).Should().Equal(plain, "that is {0}", name);
        }
    }

    [Fact]
    public void The_numbers_can_be_kept_and_given_back()
    {
        var structure = StdaReference.All["c2h4"].Structure;
        var made = Model.Prepare(new Tape(new Arena(), isRecording: false), structure)!;
        var again = new PreparedMolecule(made.AtomCount, made.FunctionCount, made.Numbers.ToArray());
        var tape = new Tape(new Arena());
        Model.Record(tape, structure, withPositions: false, prepared: again).Reference!.Orbitals.Energies.ToArray()
            .Should().Equal(Model.Record(tape, structure, withPositions: false).Reference!.Orbitals.Energies.ToArray());
        FluentActions.Invoking(() => new PreparedMolecule(made.AtomCount, made.FunctionCount, new double[7]))
            .Should().Throw<ArgumentException>().WithMessage("More than * numbers were expected for 6 atoms*");
    }

    [Fact]
    public void What_is_learned_or_moved_before_is_refused()
    {
        var structure = StdaReference.All["c2h4"].Structure;
        var prepared = Model.Prepare(new Tape(new Arena(), isRecording: false), structure)!;
        Record(withPositions: true).Should().Throw<ArgumentException>().WithMessage("Positions that are not differentiated by were expected*");
        Record(isDifferentiated: table => table.Name == "extended_exponent").Should().Throw<ArgumentException>().WithMessage("The published extended_exponent was expected*");
        Record(correct: seams => seams.Parameters.Shift("electronegativity", seams.Tape.Leaf(new double[6], 6)))
            .Should().Throw<ArgumentException>().WithMessage("The published electronegativity was expected*");
        FluentActions.Invoking(() => Model.Record(new Tape(new Arena()), StdaReference.All["caffeine"].Structure, withPositions: false, prepared: prepared))
            .Should().Throw<ArgumentException>().WithMessage("*24 atoms and 6 were prepared*");

        Action Record(Func<ParameterTable, bool>? isDifferentiated = null, Correction? correct = null, bool withPositions = false) =>
            () => Model.Record(new Tape(new Arena()), structure, isDifferentiated: isDifferentiated, correct: correct, withPositions: withPositions, prepared: prepared);
    }

    [Fact]
    public void Tables_that_preparation_does_not_read_change_nothing_in_it_and_the_others_are_known()
    {
        var structure = StdaReference.All["caffeine"].Structure;
        var parameters = ParameterSet.Embedded("stda-xtb");
        var expected = Prepared(parameters);
        foreach (var table in parameters.Tables)
        {
            var changed = table.Values.ToArray();
            for (var k = 0; k < changed.Length; k++)
                changed[k] *= 1.01;
            if (!Model.IsReadByPreparation(table.Name))
                Prepared(parameters.With(table.WithValues(changed))).Should().Equal(expected, "{0} enters later", table.Name);
        }

        foreach (var name in AfterPreparation)
            Model.IsReadByPreparation(name).Should().BeFalse("{0} is learned by default", name);
        Model.IsReadByPreparation("extended_exponent_cn_scale").Should().BeTrue();
        ExcitationModel.Load("gfn2-xtb").IsReadByPreparation("k_ss").Should().BeTrue("all of a self-consistent field depends on all parameters");

        double[] Prepared(ParameterSet set) => ExcitationModel.Of(set).Prepare(new Tape(new Arena(), isRecording: false), structure)!.Numbers.ToArray();
    }

    /// <summary>Energies, strengths' dipoles and derivatives by some parameters.</summary>
    private static double[] Numbers(string name, ILinearAlgebra algebra, bool isPrepared)
    {
        var structure = StdaReference.All[name].Structure;
        var tape = new Tape(new Arena(), isRecording: true, algebra);
        var prepared = isPrepared ? Model.Prepare(new Tape(new Arena(), isRecording: false, algebra), structure) : null;
        var problem = Model.Record(
            tape, structure, PredictionOptions.Default with { LinearAlgebra = algebra }, table => AfterPreparation.Contains(table.Name), withPositions: false, prepared: prepared);
        var solution = LinearResponse.Solve(problem.Reference!, problem.Kernel(KernelKind.Simplified, Multiplicity.Singlet), new ExcitationSettings { States = 3 });
        var (energies, dipoles) = solution.Resolved();
        tape.Backward(energies.Sum().Add(dipoles.Square().Sum()));
        var numbers = new List<double>([.. energies.Value, .. dipoles.Value]);
        foreach (var (_, table) in problem.Parameters.Tables.Where(table => table.Value.NeedsAdjoint).OrderBy(table => table.Key, StringComparer.Ordinal))
            numbers.AddRange(table.Adjoint);
        return [.. numbers];
    }
}
