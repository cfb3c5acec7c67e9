using FluentAssertions;
using Hybrid.Core.Autodiff;
using Xunit;

namespace Hybrid.Tests.Core.Autodiff;

public sealed class DifferentiationTests
{
    /// <summary>The documented error of the central difference, with a margin of ten.</summary>
    private const double CurvatureError = 1e-9;

    private static readonly double[] Point = [0.3, -0.7, 1.1];

    [Fact]
    public void A_gradient_comes_with_its_value()
    {
        // f = Σ x² e^y
        var (value, gradients) = Differentiation.Gradient((_, inputs) => inputs[0].Square().Multiply(inputs[1].Exp()).Sum(), [2, 3], [0.5, -1]);
        value.Should().BeApproximately((4 * Math.Exp(0.5)) + (9 * Math.Exp(-1)), 1e-14);
        gradients[0].Should().Equal([4 * Math.Exp(0.5), 6 * Math.Exp(-1)], (x, y) => Math.Abs(x - y) < 1e-14);
        gradients[1].Should().Equal([4 * Math.Exp(0.5), 9 * Math.Exp(-1)], (x, y) => Math.Abs(x - y) < 1e-14);
    }

    [Fact]
    public void A_vector_Jacobian_product_weights_the_outputs()
    {
        var product = Differentiation.VectorJacobianProduct((_, inputs) => inputs[0].Square(), [1, 10, 100], Point);
        product[0].Should().Equal([0.6, -14, 220], (x, y) => Math.Abs(x - y) < 1e-12);
    }

    [Fact]
    public void A_Hessian_vector_product_agrees_with_the_analytic_Hessian()
    {
        // f = Σ sinh-like couplings: f = e^{x0 x1} + x1 x2³
        static void Gradient(ReadOnlySpan<double> x, Span<double> g)
        {
            var e = Math.Exp(x[0] * x[1]);
            g[0] = x[1] * e;
            g[1] = (x[0] * e) + (x[2] * x[2] * x[2]);
            g[2] = 3 * x[1] * x[2] * x[2];
        }

        double x0 = Point[0], x1 = Point[1], x2 = Point[2], exponential = Math.Exp(x0 * x1);
        double h00 = x1 * x1 * exponential, h01 = (1 + (x0 * x1)) * exponential, h11 = x0 * x0 * exponential;
        double h12 = 3 * x2 * x2, h22 = 6 * x1 * x2;
        foreach (var length in new[] { 1e-6, 1, 1e6 })
        {
            double[] v = [0.2 * length, -0.5 * length, 0.9 * length];
            double[] expected = [(h00 * v[0]) + (h01 * v[1]), (h01 * v[0]) + (h11 * v[1]) + (h12 * v[2]), (h12 * v[1]) + (h22 * v[2])];
            var product = new double[3];
            Differentiation.HessianVectorProduct(Gradient, Point, v, product);
            product.Should().Equal(expected, (x, y) => Math.Abs(x - y) < CurvatureError * length);
        }
    }

    [Fact]
    public void The_product_with_nothing_is_zero_and_asks_for_no_gradient()
    {
        var product = new double[] { 1, 2, 3 };
        Differentiation.HessianVectorProduct((_, _) => throw new InvalidOperationException("not needed"), Point, new double[3], product);
        product.Should().OnlyContain(x => x == 0);
    }
}
