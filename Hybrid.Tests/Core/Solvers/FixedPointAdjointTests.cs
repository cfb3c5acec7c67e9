using FluentAssertions;
using Hybrid.Core.Solvers;
using Hybrid.Tests.Core.LinearAlgebra;
using Xunit;

namespace Hybrid.Tests.Core.Solvers;

public sealed class FixedPointAdjointTests
{
    /// <summary>The project's bar for an implicit adjoint against an unrolled one.</summary>
    private const double Agreement = 1e-9;

    private const int Size = 25;

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.9)]
    public void The_implicit_adjoint_equals_the_unrolled_one(double strength)
    {
        var g = new Contraction(Size, strength, 8);
        var seed = Matrices.Random(Size, 61);
        var x = new double[Size];
        new FixedPoint(new AndersonMixer()) { Tolerance = 1e-13 }.Solve(g.Image, x).IsConverged.Should().BeTrue();
        var λ = new double[Size];
        var outcome = new FixedPointAdjoint().Solve((v, y) => g.Pullback(x, v, y), seed, λ);
        outcome.Status.Should().Be(SolverStatus.Converged);

        // θ enters g as a sum, so θ̄ = λ.
        var unrolled = Unrolled(g, seed, steps: 400);
        Matrices.Distance(λ, unrolled).Should().BeLessThan(Agreement);
        Matrices.Distance(λ, seed).Should().BeGreaterThan(0.01, "the adjoint is not its first term");
    }

    [Fact]
    public void It_agrees_with_central_differences_of_the_solution()
    {
        const double step = 1e-5;
        var g = new Contraction(Size, 0.8, 9);
        var seed = Matrices.Random(Size, 62);
        var x = Solution(g);
        var λ = new double[Size];
        new FixedPointAdjoint().Solve((v, y) => g.Pullback(x, v, y), seed, λ);
        foreach (var k in new[] { 0, 11, 24 })
        {
            var θ = g.Theta[k];
            g.Theta[k] = θ + step;
            var above = Solution(g);
            g.Theta[k] = θ - step;
            var below = Solution(g);
            g.Theta[k] = θ;
            var expected = seed.Select((s, i) => s * (above[i] - below[i]) / (2 * step)).Sum();
            λ[k].Should().BeApproximately(expected, 1e-8, "h² truncation and 1e-13/h noise");
        }
    }

    [Fact]
    public void A_map_that_does_not_move_has_no_adjoint() =>
        new FixedPointAdjoint().Solve((v, y) => v.CopyTo(y), [1, 2], new double[2]).Status.Should().Be(SolverStatus.Breakdown);

    private static double[] Solution(Contraction g)
    {
        var x = new double[Size];
        new FixedPoint(new AndersonMixer()) { Tolerance = 1e-13 }.Solve(g.Image, x).IsConverged.Should().BeTrue();
        return x;
    }

    /// <summary>Plain iteration from zero, walked backwards step by step.</summary>
    private static double[] Unrolled(Contraction g, double[] seed, int steps)
    {
        var points = new List<double[]> { new double[Size] };
        for (var step = 0; step < steps; step++)
        {
            var next = new double[Size];
            g.Image(points[^1], next);
            points.Add(next);
        }

        var θAdjoint = new double[Size];
        var adjoint = (double[])seed.Clone();
        for (var step = steps - 1; step >= 0; step--)
        {
            for (var i = 0; i < Size; i++)
                θAdjoint[i] += adjoint[i];
            var previous = new double[Size];
            g.Pullback(points[step], adjoint, previous);
            adjoint = previous;
        }

        return θAdjoint;
    }
}
