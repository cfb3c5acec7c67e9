using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Parameters;
using Hybrid.Physics.Scf;
using Hybrid.Tests.References;
using Xunit;

namespace Hybrid.Tests.Physics.Parameters;

public sealed class ParameterFieldsTests
{
    private static readonly TightBindingMethod Gfn2 = TightBindingMethod.Of(ParameterSet.Embedded("gfn2-xtb"));
    private static readonly ScfSettings Tight = new() { Accuracy = 1e-4 };

    [Theory]
    [InlineData("hubbard", 4)]
    [InlineData("level", 6)]
    [InlineData("pair_scale", 6)]
    [InlineData("d_s8", 1)]
    public void A_shift_of_one_site_is_differentiated_like_a_parameter(string table, int sites)
    {
        var zero = new double[sites];
        var (energy, gradient) = Shifted(table, zero);
        energy.Should().Be(Energy(), "no shift changes nothing, to the last bit");
        for (var site = 0; site < sites; site++)
        {
            const double step = 1e-4;
            var (up, down) = (new double[sites], new double[sites]);
            up[site] = step;
            down[site] = -step;
            var difference = (Shifted(table, up).Energy - Shifted(table, down).Energy) / (2.0 * step);
            Math.Abs(difference).Should().BeGreaterThan(1e-6);
            gradient[site].Should().BeApproximately(difference, (1e-6 * Math.Abs(difference)) + 1e-9, "central differences of step 10⁻⁴ keep six digits");
        }
    }

    [Fact]
    public void Shifts_of_one_table_add_up()
    {
        var tape = new Tape(new Arena());
        var both = Solve(tape, fields =>
        {
            fields.Shift("hubbard", tape.Constant([0.01, 0.0, 0.0, 0.0], 4));
            fields.Shift("hubbard", tape.Constant([0.0, 0.02, 0.0, 0.0], 4));
        });
        both.Energy.Scalar.Should().BeApproximately(Shifted("hubbard", [0.01, 0.02, 0.0, 0.0]).Energy, 1e-12);
    }

    [Fact]
    public void A_shift_of_an_unknown_table_is_refused() =>
        FluentActions.Invoking(() => Solve(new Tape(new Arena()), fields => fields.Shift("hubard", fields.Table("hubbard"))))
            .Should().Throw<ArgumentException>().WithMessage("A table of GFN2-xTB was expected, but it has no hubard.*");

    [Theory]
    [InlineData("coulomb_exponent")]
    [InlineData("hubbard")]
    public void A_shift_of_a_field_that_was_read_is_refused(string table) =>
        FluentActions.Invoking(() => Solve(new Tape(new Arena()), fields =>
            {
                var read = table == "hubbard" ? fields.PerAtom(table) : fields.Global(table);
                fields.Shift(table, read);
            }))
            .Should().Throw<InvalidOperationException>().WithMessage($"The field {table} has been read already; corrections come first.");

    private static double Energy() => Solve(new Tape(new Arena()), null).Energy.Scalar;

    private static (double Energy, double[] Gradient) Shifted(string table, double[] shift)
    {
        var tape = new Tape(new Arena());
        var leaf = tape.Leaf(shift, shift.Length);
        var state = Solve(tape, fields => fields.Shift(table, leaf));
        tape.Backward(state.Energy);
        return (state.Energy.Scalar, leaf.Adjoint.ToArray());
    }

    private static GroundState Solve(Tape tape, Action<ParameterFields>? correct) =>
        Gfn2.Solve(tape, ReferenceSet.Gfn2["formaldehyde"].Structure, Tight, DenseLinearAlgebra.Managed, correct: correct is null ? null : seams => correct(seams.Parameters));
}
