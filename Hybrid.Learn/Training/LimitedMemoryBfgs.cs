using System.Numerics.Tensors;

namespace Hybrid.Learn.Training;

/// <summary>The direction −H g, with the inverse Hessian H made from the last steps s and changes y of the gradient.</summary>
/// <remarks>Nocedal, Math. Comp. 35, 773 (1980), doi:10.1090/S0025-5718-1980-0572855-7: two loops over the steps.</remarks>
internal sealed class LimitedMemoryBfgs(int memory)
{
    /// <summary>Below this cosine between s and y rounding decides over their product, and H could lose its positive sign.</summary>
    private const double SmallestCurvature = 1e-12;

    private readonly List<(double[] S, double[] Y, double Inverse)> steps = [];

    public bool IsEmpty => steps.Count == 0;

    public void Forget() => steps.Clear();

    public void Add(double[] s, double[] y)
    {
        var product = TensorPrimitives.Dot<double>(s, y);
        if (!(product > SmallestCurvature * TensorPrimitives.Norm<double>(s) * TensorPrimitives.Norm<double>(y)))
            return;
        if (steps.Count == memory)
            steps.RemoveAt(0);
        steps.Add((s, y, 1.0 / product));
    }

    public double[] Direction(ReadOnlySpan<double> gradient)
    {
        var d = gradient.ToArray();
        TensorPrimitives.Negate(d, d);
        var α = new double[steps.Count];
        for (var k = steps.Count - 1; k >= 0; k--)
        {
            α[k] = steps[k].Inverse * TensorPrimitives.Dot<double>(steps[k].S, d);
            TensorPrimitives.MultiplyAdd(steps[k].Y, -α[k], d, d);
        }

        if (steps.Count > 0)
            TensorPrimitives.Multiply(d, 1.0 / (steps[^1].Inverse * TensorPrimitives.SumOfSquares<double>(steps[^1].Y)), d);
        for (var k = 0; k < steps.Count; k++)
        {
            var β = steps[k].Inverse * TensorPrimitives.Dot<double>(steps[k].Y, d);
            TensorPrimitives.MultiplyAdd(steps[k].S, α[k] - β, d, d);
        }

        return d;
    }
}
