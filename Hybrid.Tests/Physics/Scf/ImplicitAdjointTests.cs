using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Physics.Methods;
using Hybrid.Tests.Physics.Methods;
using Xunit;

namespace Hybrid.Tests.Physics.Scf;

public sealed class ImplicitAdjointTests
{
    /// <summary>Relative to the largest derivative by the same input.</summary>
    private const double Tolerance = 1e-9;

    /// <summary>The adjoints of earlier iterations fade by a tenth or faster each time.</summary>
    private const int Iterations = 250;

    [Theory]
    [InlineData("gfn1-xtb", "methanol")]
    [InlineData("gfn2-xtb", "methanol")]
    [InlineData("gfn2-xtb", "trichlorosilane")]
    [InlineData("gfn1-xtb", "ch3_radical")]
    [InlineData("gfn2-xtb", "ch3_radical")]
    public void The_implicit_adjoint_of_populations_is_that_of_an_unrolled_loop(string method, string molecule)
    {
        var tape = new Tape(new Arena());
        var state = TightBindingMethod.Of(Solver.Parameters(method)).Solve(
            tape, Solver.Structure(molecule), Solver.Tight, DenseLinearAlgebra.Default, _ => true);
        var seeds = LayerGradient.Seeds(state.Scf.Populations.Length);
        var unrolled = UnrolledField.Populations(tape, state.Scf.Problem, state.Scf.Populations.Value, Iterations);
        for (var k = 0; k < seeds.Length; k++)
            unrolled.Value[k].Should().BeApproximately(state.Scf.Populations.Value[k], 1e-9);

        tape.Backward(state.Scf.Populations, seeds);
        var @implicit = Adjoints(state);
        tape.Backward(unrolled, seeds);
        foreach (var (name, expected) in Adjoints(state))
        {
            var scale = expected.Max(Math.Abs);
            for (var i = 0; i < expected.Length; i++)
                @implicit[name][i].Should().BeApproximately(expected[i], Tolerance * Math.Max(1.0, scale), "element {0} of {1}", i, name);
        }

        @implicit["positions"].Should().Contain(d => Math.Abs(d) > 1e-3);
    }

    private static Dictionary<string, double[]> Adjoints(GroundState state)
    {
        var adjoints = state.Parameters.Tables.ToDictionary(table => table.Key, table => table.Value.Adjoint.ToArray());
        adjoints.Add("positions", state.Positions.Adjoint.ToArray());
        return adjoints;
    }
}
