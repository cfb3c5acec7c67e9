using System.Numerics.Tensors;
using Hybrid.Core.Solvers;

namespace Hybrid.Core.Autodiff;

/// <summary>Derivatives of a function that is written with operations on a tape, for callers who keep no tape.</summary>
public static class Differentiation
{
    /// <summary>The value of a scalar function and its gradient with respect to each input.</summary>
    /// <param name="function">Makes a scalar from one vector per input.</param>
    /// <param name="inputs">The values of the inputs.</param>
    /// <exception cref="ArgumentException">The result is not a scalar or does not depend on the inputs.</exception>
    public static (double Value, double[][] Gradients) Gradient(Func<Tape, Variable[], Variable> function, params double[][] inputs)
    {
        var tape = new Tape(new Arena());
        var leaves = Leaves(tape, inputs);
        var scalar = function(tape, leaves);
        tape.Backward(scalar);
        return (scalar.Scalar, Adjoints(leaves));
    }

    /// <summary>A vector–Jacobian product: Σ_k seed_k ∂output_k/∂input for each input.</summary>
    /// <param name="function">Makes an output from one vector per input.</param>
    /// <param name="seed">One number for each element of the output.</param>
    /// <param name="inputs">The values of the inputs.</param>
    /// <exception cref="ArgumentException">The seed has another length than the output, or the output does not depend on the inputs.</exception>
    public static double[][] VectorJacobianProduct(Func<Tape, Variable[], Variable> function, ReadOnlySpan<double> seed, params double[][] inputs)
    {
        var tape = new Tape(new Arena());
        var leaves = Leaves(tape, inputs);
        tape.Backward(function(tape, leaves), seed);
        return Adjoints(leaves);
    }

    /// <summary>
    /// H v for the Hessian H at x, by central differences of a gradient along v: (g(x + hv) − g(x − hv)) / 2h.
    /// </summary>
    /// <remarks>
    /// The step is h = ∛ε max(1, |x|∞) / |v|∞, where the truncation h² |∂³f| / 6 and the rounding ε |g| / h balance: a
    /// relative error of about 1e-10 for functions whose derivatives are of one order of magnitude. A gradient with noise η
    /// (an iteration that stopped early) adds η |v|∞ / h, that is about 2e5 η for a unit vector.
    /// </remarks>
    /// <param name="gradient">Fills the full analytic gradient at a point.</param>
    /// <param name="x">The point.</param>
    /// <param name="v">The direction; zero gives zero.</param>
    /// <param name="product">H v.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void HessianVectorProduct(VectorFunction gradient, ReadOnlySpan<double> x, ReadOnlySpan<double> v, Span<double> product)
    {
        if (v.Length != x.Length || product.Length != x.Length)
            throw new ArgumentException($"Vectors of the length of x ({x.Length}) were expected, but v has {v.Length} and the product {product.Length} elements.");
        product.Clear();
        if (!v.ContainsAnyExcept(0.0))
            return;
        var scale = Math.Max(1, double.Abs(TensorPrimitives.MaxMagnitude(x)));
        var h = Math.Cbrt(double.BitIncrement(1) - 1) * scale / double.Abs(TensorPrimitives.MaxMagnitude(v));
        double[] point = new double[x.Length], below = new double[x.Length];
        TensorPrimitives.MultiplyAdd(v, -h, x, point);
        gradient(point, below);
        TensorPrimitives.MultiplyAdd(v, h, x, point);
        gradient(point, product);
        TensorPrimitives.Subtract(product, below, product);
        TensorPrimitives.Divide(product, 2 * h, product);
    }

    private static Variable[] Leaves(Tape tape, double[][] inputs) =>
        Array.ConvertAll(inputs, input => tape.Leaf(input, input.Length));

    private static double[][] Adjoints(Variable[] leaves) => Array.ConvertAll(leaves, leaf => leaf.Adjoint.ToArray());
}
