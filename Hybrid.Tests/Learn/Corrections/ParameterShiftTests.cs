using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Learn.Corrections;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Parameters;
using Hybrid.Physics.Scf;
using Hybrid.Tests.References;
using Xunit;

namespace Hybrid.Tests.Learn.Corrections;

public sealed class ParameterShiftTests
{
    private static readonly ParameterSet Gfn2 = ParameterSet.Embedded("gfn2-xtb");

    [Theory]
    [InlineData("hubbard")]
    [InlineData("level")]
    public void No_shift_gives_the_published_values_to_the_last_bit(string name)
    {
        var table = Gfn2[name];
        new ParameterShift(table).At(new double[table.Length]).Values.ToArray().Should().Equal(table.Values.ToArray());
    }

    [Theory]
    [InlineData("hubbard")]
    [InlineData("level")]
    public void The_largest_shift_stays_within_three_prior_widths(string name)
    {
        var table = Gfn2[name];
        var δ = Enumerable.Range(0, table.Length).Select(k => k % 2 == 0 ? 1e6 : -1e6).ToArray();
        var shifted = new ParameterShift(table).At(δ);
        for (var k = 0; k < table.Length; k++)
        {
            var (p, p0) = (shifted.Values[k], table.Values[k]);
            var drift = table.IsPositive ? Math.Abs(Math.Log(p / p0)) : Math.Abs(p - p0);
            drift.Should().BeApproximately(3.0 * table.PriorWidth, 1e-12);
        }
    }

    [Fact]
    public void Gradient_of_an_energy_with_respect_to_shifts_equals_differences()
    {
        var table = Gfn2["hubbard"];
        var shift = new ParameterShift(table);
        var δ = Enumerable.Range(0, table.Length).Select(k => 0.05 * Math.Sin(k)).ToArray();
        var gradient = shift.Gradient(δ, EnergyGradient(shift.At(δ)).Gradient);
        foreach (var z in new[] { 1, 6, 8 })
        {
            const double step = 1e-3;
            var (up, down) = ((double[])δ.Clone(), (double[])δ.Clone());
            up[z - 1] += step;
            down[z - 1] -= step;
            var difference = (EnergyGradient(shift.At(up)).Energy - EnergyGradient(shift.At(down)).Energy) / (2.0 * step);
            Math.Abs(difference).Should().BeGreaterThan(1e-5);
            gradient[z - 1].Should().BeApproximately(difference, 1e-5 * Math.Abs(difference) + 1e-9, "central differences of step 10⁻³ are good to five digits");
        }
    }

    [Fact]
    public void Tables_that_are_not_for_learning_are_refused() =>
        FluentActions.Invoking(() => new ParameterShift(Gfn2["reference_occupation"]))
            .Should().Throw<ArgumentException>().WithMessage("A table with a prior width was expected*");

    private static (double Energy, double[] Gradient) EnergyGradient(ParameterTable hubbard)
    {
        var tape = new Tape(new Arena());
        var state = TightBindingMethod.Of(Gfn2.With(hubbard)).Solve(
            tape, ReferenceSet.Gfn2["formaldehyde"].Structure, new ScfSettings { Accuracy = 1e-4 }, DenseLinearAlgebra.Default, table => table.Name == "hubbard");
        tape.Backward(state.Energy);
        return (state.Energy.Scalar, state.Parameters.Tables["hubbard"].Adjoint.ToArray());
    }
}
