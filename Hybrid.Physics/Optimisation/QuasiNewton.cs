using System.Numerics.Tensors;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Physics.Response;

namespace Hybrid.Physics.Optimisation;

/// <summary>
/// A quadratic model of a surface: an approximate Hessian that learns from gradients, and the steps that it proposes, which
/// neither move nor turn the molecule as a whole.
/// </summary>
/// <remarks>
/// Steps: rational functions, A. Banerjee et al., J. Phys. Chem. 89, 52 (1985), doi:10.1021/j100247a015, within a trust radius.
/// Updates: BFGS, damped as in M. J. D. Powell, Math. Program. 14, 224 (1978), doi:10.1007/BF01588967, so that the Hessian stays
/// positive definite.
/// </remarks>
internal sealed class QuasiNewton
{
    /// <summary>
    /// Guessed curvatures are at least this, Eh/a0²: the model knows nothing of what holds molecules of a complex together.
    /// </summary>
    private const double SmallestCurvature = 0.01;

    /// <summary>What rigid motions are lifted to, out of every step's reach.</summary>
    private const double RigidCurvature = 1e3;

    /// <summary>Powell's share of sᵀHs below which yᵀs is damped.</summary>
    private const double Damping = 0.2;

    private readonly ILinearAlgebra algebra;
    private readonly double[] unitMasses;
    private readonly double[] hessian;
    private readonly int n;

    public QuasiNewton(Structure structure, ILinearAlgebra algebra)
    {
        this.algebra = algebra;
        n = 3 * structure.AtomCount;
        unitMasses = Enumerable.Repeat(1.0, structure.AtomCount).ToArray();
        hessian = ModelHessian.Of(structure);
        Lift();
    }

    /// <summary>The step from a structure with a gradient, and the energy change that the model predicts for it.</summary>
    /// <param name="structure">Where.</param>
    /// <param name="gradient">∂E/∂R.</param>
    /// <param name="radius">The longest step, a0.</param>
    public (double[] Step, double Change) Step(Structure structure, ReadOnlySpan<double> gradient, double radius)
    {
        var rigid = RigidMotions.Of(structure, unitMasses, algebra);
        var modes = WithoutRigid(rigid);
        var curvatures = new double[n];
        if (!algebra.SymmetricEigen(n, modes, curvatures))
            throw new InvalidOperationException("The model Hessian could not be diagonalised.");
        var g = gradient.ToArray();
        Project(rigid, g);
        var slopes = new double[n];
        algebra.MultiplyVector(false, n, n, 1.0, modes, g, 0.0, slopes);
        var shift = Math.Max(RationalShift(slopes, curvatures), TrustShift(slopes, curvatures, radius));
        var change = 0.0;
        for (var k = 0; k < n; k++)
        {
            var along = -slopes[k] / (curvatures[k] + shift);
            change += along * (slopes[k] + (0.5 * curvatures[k] * along));
            slopes[k] = along;
        }

        var step = new double[n];
        algebra.MultiplyVector(true, n, n, 1.0, modes, slopes, 0.0, step);
        return (step, change);
    }

    /// <summary>Learns from the change of the gradient along a displacement.</summary>
    public void Update(ReadOnlySpan<double> displacement, ReadOnlySpan<double> gradientChange)
    {
        var Hs = new double[n];
        algebra.MultiplyVector(false, n, n, 1.0, hessian, displacement, 0.0, Hs);
        var sHs = TensorPrimitives.Dot(displacement, Hs);
        var sy = TensorPrimitives.Dot(displacement, gradientChange);
        if (!(sHs > 0.0))
            return;
        var θ = sy >= Damping * sHs ? 1.0 : (1.0 - Damping) * sHs / (sHs - sy);
        var r = new double[n];
        for (var i = 0; i < n; i++)
            r[i] = (θ * gradientChange[i]) + ((1.0 - θ) * Hs[i]);
        var sr = TensorPrimitives.Dot<double>(displacement, r);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                hessian[(i * n) + j] += (r[i] * r[j] / sr) - (Hs[i] * Hs[j] / sHs);
        }
    }

    /// <summary>Raises every curvature to the smallest.</summary>
    private void Lift()
    {
        var modes = hessian.AsSpan().ToArray();
        var curvatures = new double[n];
        if (!algebra.SymmetricEigen(n, modes, curvatures))
            throw new InvalidOperationException("The model Hessian could not be diagonalised.");
        for (var k = 0; k < n; k++)
            TensorPrimitives.Multiply(modes.AsSpan(k * n, n), Math.Sqrt(Math.Max(curvatures[k], SmallestCurvature)), modes.AsSpan(k * n, n));
        algebra.SymmetricRankK(n, n, 1.0, modes, 0.0, hessian);
    }

    /// <summary>P H P + c (1 − P), where P takes rigid motions out.</summary>
    private double[] WithoutRigid(RigidMotions rigid)
    {
        var projected = hessian.AsSpan().ToArray();
        for (var row = 0; row < n; row++)
            Project(rigid, projected.AsSpan(row * n, n));
        for (var row = 0; row < n; row++)
        {
            for (var column = 0; column < row; column++)
                (projected[(row * n) + column], projected[(column * n) + row]) = (projected[(column * n) + row], projected[(row * n) + column]);
        }

        for (var row = 0; row < n; row++)
            Project(rigid, projected.AsSpan(row * n, n));
        algebra.SymmetricRankK(n, rigid.Count, RigidCurvature, rigid.Vectors, 1.0, projected);
        return projected;
    }

    private void Project(RigidMotions rigid, Span<double> vector)
    {
        for (var k = 0; k < rigid.Count; k++)
        {
            var motion = rigid.Vectors.Slice(k * n, n);
            TensorPrimitives.MultiplyAdd(motion, -TensorPrimitives.Dot(motion, vector), vector, vector);
        }
    }

    /// <summary>μ = Σ g²/(h + μ): the lowest eigenvalue of the augmented Hessian is −μ.</summary>
    private static double RationalShift(double[] slopes, double[] curvatures) =>
        Decreasing(curvatures, μ => Sum(slopes, curvatures, μ, power: 1) - μ);

    /// <summary>The shift with which the step is as long as allowed; none when it is shorter.</summary>
    private static double TrustShift(double[] slopes, double[] curvatures, double radius) =>
        Decreasing(curvatures, μ => Sum(slopes, curvatures, μ, power: 2) - (radius * radius));

    private static double Sum(double[] slopes, double[] curvatures, double μ, int power)
    {
        var sum = 0.0;
        for (var k = 0; k < slopes.Length; k++)
        {
            var h = curvatures[k] + μ;
            sum += slopes[k] * slopes[k] / (power == 1 ? h : h * h);
        }

        return sum;
    }

    /// <summary>The root of a decreasing function above all poles, or the smallest allowed shift when it is negative there.</summary>
    private static double Decreasing(double[] curvatures, Func<double, double> f)
    {
        const double Margin = 1e-6;
        var low = Math.Max(0.0, Margin - curvatures[0]);
        if (f(low) <= 0.0)
            return low;
        var high = Math.Max(1.0, 2.0 * low);
        while (f(high) > 0.0)
            high *= 2.0;
        for (var bisection = 0; bisection < 60; bisection++)
        {
            var middle = 0.5 * (low + high);
            if (f(middle) > 0.0)
                low = middle;
            else
                high = middle;
        }

        return high;
    }
}
