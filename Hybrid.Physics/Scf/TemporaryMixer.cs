namespace Hybrid.Physics.Scf;

internal sealed class TemporaryMixer(int n, int history = 10, double damping = 0.4)
{
    private readonly List<double[]> dx = [];
    private readonly List<double[]> dr = [];
    private double[]? lastX;
    private double[]? lastR;

    public void Next(ReadOnlySpan<double> x, ReadOnlySpan<double> g, Span<double> next)
    {
        var xs = x.ToArray();
        var r = new double[n];
        for (var i = 0; i < n; i++) r[i] = g[i] - x[i];
        if (lastX is not null)
        {
            var a = new double[n];
            var b = new double[n];
            for (var i = 0; i < n; i++)
            {
                a[i] = xs[i] - lastX[i];
                b[i] = r[i] - lastR![i];
            }

            dx.Add(a);
            dr.Add(b);
            if (dx.Count > history)
            {
                dx.RemoveAt(0);
                dr.RemoveAt(0);
            }
        }

        lastX = xs;
        lastR = r;
        var m = dx.Count;
        var γ = new double[m];
        if (m > 0)
        {
            var A = new double[m * m];
            var la = Core.LinearAlgebra.DenseLinearAlgebra.Managed;
            for (var i = 0; i < m; i++)
            {
                γ[i] = System.Numerics.Tensors.TensorPrimitives.Dot<double>(dr[i], r);
                for (var j = 0; j < m; j++) A[(i * m) + j] = System.Numerics.Tensors.TensorPrimitives.Dot<double>(dr[i], dr[j]);
            }

            for (var i = 0; i < m; i++) A[(i * m) + i] *= 1 + 1e-10;
            la.Solve(m, 1, A, γ);
        }

        for (var i = 0; i < n; i++)
        {
            var v = xs[i] + (damping * r[i]);
            for (var k = 0; k < m; k++) v -= γ[k] * (dx[k][i] + (damping * dr[k][i]));
            next[i] = v;
        }
    }
}
