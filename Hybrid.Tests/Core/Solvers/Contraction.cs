namespace Hybrid.Tests.Core.Solvers;

/// <summary>
/// A nonlinear map with one fixed point: g(x) = s tanh(W x) + θ, where |s W| below one makes it a contraction.
/// </summary>
internal sealed class Contraction(int n, double strength, int seed)
{
    private readonly double[] w = Weights(n, strength, seed);

    public int Length => n;

    public double[] Theta { get; } = Enumerable.Range(0, n).Select(i => Math.Sin(i + seed)).ToArray();

    public void Image(ReadOnlySpan<double> x, Span<double> y)
    {
        for (var i = 0; i < n; i++)
            y[i] = Math.Tanh(Inner(x, i)) + Theta[i];
    }

    /// <summary>Jᵀ v at x.</summary>
    public void Pullback(ReadOnlySpan<double> x, ReadOnlySpan<double> v, Span<double> y)
    {
        y.Clear();
        for (var i = 0; i < n; i++)
        {
            var t = Math.Tanh(Inner(x, i));
            for (var j = 0; j < n; j++)
                y[j] += v[i] * (1 - (t * t)) * w[(i * n) + j];
        }
    }

    private double Inner(ReadOnlySpan<double> x, int i)
    {
        var sum = 0.0;
        for (var j = 0; j < n; j++)
            sum += w[(i * n) + j] * x[j];
        return sum;
    }

    private static double[] Weights(int n, double strength, int seed)
    {
        // Rows whose absolute values add up to the strength: |J| ≤ strength in the maximum norm.
        var random = new Random(seed);
        var w = Enumerable.Range(0, n * n).Select(_ => (2 * random.NextDouble()) - 1).ToArray();
        for (var i = 0; i < n; i++)
        {
            var sum = w.Skip(i * n).Take(n).Sum(Math.Abs);
            for (var j = 0; j < n; j++)
                w[(i * n) + j] *= strength / sum;
        }

        return w;
    }
}
