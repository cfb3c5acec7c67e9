using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Core.Structures;
using Hybrid.Physics.Response;
using Hybrid.Physics.Scf;
using Xunit;

namespace Hybrid.Tests.Physics.Response;

public sealed class HessianTests
{
    /// <summary>Eh/a0²: the error that the documentation of the default step states, with a margin of three.</summary>
    private const double Tolerance = 1e-6;

    [Theory]
    [InlineData("gfn1-xtb")]
    [InlineData("gfn2-xtb")]
    public void Second_differences_of_the_energy_along_a_direction(string method)
    {
        var structure = Responses.Structure("formic_acid");
        var hessian = Responses.Hessian(method, structure);
        var v = Direction(structure);

        // Five-point second difference: its truncation is of sixth order in the energy, 1e-13 Eh of noise over h² = 1e-4 is 1e-9.
        const double h = 0.01;
        double E(double t) => Energy(method, structure, v, t);
        var expected = ((16.0 * (E(h) + E(-h))) - E(2.0 * h) - E(-2.0 * h) - (30.0 * E(0.0))) / (12.0 * h * h);

        Quadratic(hessian.Values, v).Should().BeApproximately(expected, Tolerance * v.Length);
        Math.Abs(expected).Should().BeGreaterThan(0.1);
    }

    [Fact]
    public void It_is_the_same_to_the_last_bit_for_any_number_of_threads()
    {
        var structure = Responses.Structure("methanol");
        var one = Responses.Hessian("gfn2-xtb", structure, new DisplacementSettings { Threads = 1 });
        var three = Responses.Hessian("gfn2-xtb", structure, new DisplacementSettings { Threads = 3 });

        three.Values.ToArray().Should().Equal(one.Values.ToArray());
        three.Asymmetry.Should().Be(one.Asymmetry);
        three.Outcome.Should().Be(one.Outcome);
    }

    [Theory]
    [InlineData("gfn1-xtb", "methanol")]
    [InlineData("gfn2-xtb", "h3o_cation")]
    public void Nothing_changes_when_all_atoms_move_together(string method, string name)
    {
        var structure = Responses.Structure(name);
        var hessian = Responses.Hessian(method, structure);
        var n = 3 * structure.AtomCount;
        for (var row = 0; row < n; row++)
        {
            for (var k = 0; k < 3; k++)
            {
                var sum = 0.0;
                for (var column = k; column < n; column += 3)
                    sum += hessian.Values[(row * n) + column];
                sum.Should().BeApproximately(0.0, Tolerance);
            }
        }

        hessian.Asymmetry.Should().BeLessThan(Tolerance);
        hessian.Outcome.IsConverged.Should().BeTrue();
    }

    [Fact]
    public void A_vector_product_is_the_matrix_times_the_vector()
    {
        var structure = Responses.Structure("formic_acid");
        var hessian = Responses.Hessian("gfn2-xtb", structure);
        var v = Direction(structure);
        var (product, outcome) = Hessian.VectorProduct(Responses.Method("gfn2-xtb"), structure, v, ScfSettings.Default, Responses.Algebra);

        outcome.IsConverged.Should().BeTrue();
        for (var row = 0; row < v.Length; row++)
        {
            var expected = 0.0;
            for (var column = 0; column < v.Length; column++)
                expected += hessian.Values[(row * v.Length) + column] * v[column];
            product[row].Should().BeApproximately(expected, 3.0 * Tolerance);
        }

        Hessian.VectorProduct(Responses.Method("gfn2-xtb"), structure, new double[v.Length], ScfSettings.Default, Responses.Algebra)
            .Product.Should().OnlyContain(x => x == 0.0);
    }

    [Fact]
    public void Progress_counts_the_rows()
    {
        var counts = new List<int>();
        Hessian.Of(
            Responses.Method("gfn1-xtb"), Responses.Structure("nh3"), ScfSettings.Default, Responses.Algebra,
            new DisplacementSettings { Threads = 2 }, progress: new Recorder(counts));
        counts.Should().Equal(Enumerable.Range(1, 12));
    }

    [Fact]
    public void Cancelling_stops_it()
    {
        using var source = new CancellationTokenSource();
        var act = () => Hessian.Of(
            Responses.Method("gfn1-xtb"), Responses.Structure("methanol"), ScfSettings.Default, Responses.Algebra,
            new DisplacementSettings { Threads = 2 }, progress: new Canceller(source), cancellation: source.Token);
        act.Should().Throw<OperationCanceledException>();
    }

    [Fact]
    public void A_field_that_does_not_converge_is_an_outcome()
    {
        var hessian = Hessian.Of(Responses.Method("gfn2-xtb"), Responses.Structure("nh3"), new ScfSettings { MaxIterations = 3 }, Responses.Algebra);
        hessian.Outcome.Status.Should().Be(ScfStatus.MaxIterations);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(double.NaN)]
    public void A_step_out_of_range_is_refused(double step)
    {
        var act = () => Responses.Hessian("gfn2-xtb", Responses.Structure("nh3"), new DisplacementSettings { Step = step });
        act.Should().Throw<ArgumentException>().WithMessage("A step from 1e-5 to 0.1 bohr was expected*");
    }

    private static double Energy(string method, Structure structure, double[] v, double t)
    {
        var positions = structure.Positions.ToArray();
        for (var i = 0; i < v.Length; i++)
            positions[i] += t * v[i];
        return Responses.Method(method)
            .Solve(new Tape(new Arena(), isRecording: false), structure.WithPositions(positions), Responses.Tight, Responses.Algebra).Energy.Scalar;
    }

    private static double[] Direction(Structure structure) => [.. Enumerable.Range(0, 3 * structure.AtomCount).Select(i => Math.Sin((1.7 * i) + 0.3))];

    private static double Quadratic(ReadOnlySpan<double> matrix, double[] v)
    {
        var sum = 0.0;
        for (var row = 0; row < v.Length; row++)
        {
            for (var column = 0; column < v.Length; column++)
                sum += v[row] * matrix[(row * v.Length) + column] * v[column];
        }

        return sum;
    }

    private sealed class Recorder(List<int> counts) : IProgress<int>
    {
        public void Report(int value) => counts.Add(value);
    }

    private sealed class Canceller(CancellationTokenSource source) : IProgress<int>
    {
        public void Report(int value) => source.Cancel();
    }
}
