using System.Numerics.Tensors;
using Hybrid.Core.LinearAlgebra;

namespace Hybrid.Core.Solvers;

/// <summary>
/// Modified Broyden mixing: an inverse Jacobian that is updated from all points in memory at once, each weighted by how
/// close to the solution it was.
/// </summary>
/// <remarks>
/// <para>
/// With f = g(x) − x, Δf_k normalised and u_k = α Δf_k + Δx_k / |Δf_k|:
/// x_next = x + α f − Σ_k w_k γ_k u_k, (w₀² 1 + a) γ = c, a_kl = w_k w_l Δf_k·Δf_l, c_k = w_k Δf_k·f.
/// Weights are w_k = 0.01 / |f|, between 1 and 10⁵, which is the choice of the xtb program.
/// </para>
/// <para>D. D. Johnson, Phys. Rev. B 38, 12807 (1988), doi:10.1103/PhysRevB.38.12807, equations 13 to 15.</para>
/// </remarks>
public sealed class BroydenMixer : IMixer
{
    private const double WeightScale = 0.01;
    private const double SmallestWeight = 1;
    private const double LargestWeight = 1e5;

    private readonly int history;
    private readonly double damping;
    private readonly double regularisation;
    private readonly double[] weights;
    private readonly double[] overlaps;
    private readonly double[] equations;
    private readonly double[] γ;
    private int length = -1;
    private int points;
    private double[] memory = [];

    /// <summary>Creates a mixer.</summary>
    /// <param name="history">The number of earlier points that are used, at least one.</param>
    /// <param name="damping">α, the fraction of the residual that is added.</param>
    /// <param name="regularisation">w₀, the weight of staying close to the previous Jacobian.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not positive.</exception>
    public BroydenMixer(int history = 20, double damping = 0.4, double regularisation = 0.01)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(history, 1);
        MixerArguments.RequirePositive(damping);
        MixerArguments.RequirePositive(regularisation);
        this.history = history;
        this.damping = damping;
        this.regularisation = regularisation;
        weights = new double[history];
        overlaps = new double[history * history];
        equations = new double[history * history];
        γ = new double[history];
    }

    /// <inheritdoc/>
    public void Reset(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        this.length = length;
        points = 0;
        var needed = ((2 * history) + 3) * length;
        if (memory.Length < needed)
            memory = GC.AllocateUninitializedArray<double>(needed);
    }

    /// <inheritdoc/>
    public void Next(ReadOnlySpan<double> x, ReadOnlySpan<double> gOfX, Span<double> next)
    {
        MixerArguments.RequireLength(length, x, gOfX, next);
        Span<double> lastX = Vector(2 * history), lastF = Vector((2 * history) + 1), f = Vector((2 * history) + 2);
        TensorPrimitives.Subtract(gOfX, x, f);
        if (points > 0)
            Remember((points - 1) % history, x, f, lastX, lastF);
        x.CopyTo(lastX);
        f.CopyTo(lastF);
        points++;

        TensorPrimitives.MultiplyAdd(f, damping, lastX, next);
        var count = Math.Min(points - 1, history);
        if (!SolveForCoefficients(count, f))
        {
            next.Fill(double.NaN);
            return;
        }

        for (var k = 0; k < count; k++)
            TensorPrimitives.MultiplyAdd(UpdateOf(k), -weights[k] * γ[k], next, next);
    }

    private void Remember(int slot, ReadOnlySpan<double> x, ReadOnlySpan<double> f, ReadOnlySpan<double> lastX, ReadOnlySpan<double> lastF)
    {
        var change = ChangeOf(slot);
        TensorPrimitives.Subtract(f, lastF, change);
        var norm = TensorPrimitives.Norm<double>(change);
        var inverse = norm == 0 ? 0 : 1 / norm;
        TensorPrimitives.Multiply(change, inverse, change);

        var update = UpdateOf(slot);
        TensorPrimitives.Subtract(x, lastX, update);
        TensorPrimitives.Multiply(update, inverse, update);
        TensorPrimitives.MultiplyAdd(change, damping, update, update);

        weights[slot] = Math.Clamp(WeightScale / TensorPrimitives.Norm(f), SmallestWeight, LargestWeight);
        for (var k = 0; k < Math.Min(points, history); k++)
            overlaps[(k * history) + slot] = overlaps[(slot * history) + k] = TensorPrimitives.Dot<double>(change, ChangeOf(k));
    }

    private bool SolveForCoefficients(int count, ReadOnlySpan<double> f)
    {
        for (var k = 0; k < count; k++)
        {
            γ[k] = weights[k] * TensorPrimitives.Dot(ChangeOf(k), f);
            for (var l = 0; l < count; l++)
                equations[(k * count) + l] = weights[k] * weights[l] * overlaps[(k * history) + l];
            equations[(k * count) + k] += regularisation * regularisation;
        }

        return GaussianElimination.Solve(count, 1, equations.AsSpan(0, count * count), γ);
    }

    private Span<double> ChangeOf(int slot) => Vector(slot);

    private Span<double> UpdateOf(int slot) => Vector(history + slot);

    private Span<double> Vector(int index) => memory.AsSpan(index * length, length);
}
