using System.Numerics.Tensors;
using Hybrid.Core.Solvers;
using Hybrid.Physics.Response.Kernels;

namespace Hybrid.Physics.Response.Excitations;

/// <summary>Linear equations (L − ω_k N) z = b outside the space of the roots, which the response of amplitudes obeys.</summary>
/// <remarks>
/// With Q = 1 − Σ v vᵀ N / vᵀNv the solution is Q z and the right-hand side Qᵀ b. In the Tamm–Dancoff approximation all roots below ω_k are
/// known, so that A − ω_k is positive definite there and conjugate gradients serve; in the full problem it is not.
/// </remarks>
internal sealed class RootComplement(ResponseOperator response, ResponseVectors vectors)
{
    /// <summary>|b − A z| / |b|, of the preconditioned equations where they are not definite.</summary>
    public required double Tolerance { get; init; }

    /// <summary>Solves for one root.</summary>
    /// <param name="k">The root.</param>
    /// <param name="b">The right-hand side, one component after the other; projected here.</param>
    /// <param name="z">The solution.</param>
    public SolverOutcome Solve(int k, Span<double> b, Span<double> z)
    {
        Project(b, transposed: true);
        z.Clear();
        if (vectors.ComponentCount > 1 || SolveDefinite(vectors.Energies[k], b, z) is not { IsConverged: true } outcome)
        {
            z.Clear();
            outcome = SolveGeneral(vectors.Energies[k], b, z);
        }

        Project(z, transposed: false);
        return outcome;
    }

    private SolverOutcome SolveDefinite(double ω, ReadOnlySpan<double> b, Span<double> z) => new ConjugateGradient { Tolerance = Tolerance }.Solve(
        (x, y) =>
        {
            response.Apply(Coupling.Excitations, x, y);
            TensorPrimitives.MultiplyAdd(x, -ω, y, y);
            Project(y, transposed: true);
        },
        b,
        z,
        (x, y) =>
        {
            response.Known.DivideByMagnitude(x, ω, SmallestDenominator, y);
            Project(y, transposed: false);
        });

    private SolverOutcome SolveGeneral(double ω, ReadOnlySpan<double> b, Span<double> z)
    {
        var length = vectors.Length;
        var preconditioned = new double[b.Length];
        Precondition(ω, b, preconditioned);
        var (scratch, image) = (new double[b.Length], new double[b.Length]);
        return new Gmres { Tolerance = Tolerance }.Solve(
            (x, y) =>
            {
                x.CopyTo(scratch);
                Project(scratch, transposed: false);
                for (var c = 0; c < vectors.ComponentCount; c++)
                {
                    var target = image.AsSpan(c * length, length);
                    response.Apply(vectors.CouplingOf(c), scratch.AsSpan(c * length, length), target);
                    TensorPrimitives.MultiplyAdd(scratch.AsSpan(vectors.Partner(c) * length, length), -ω, target, target);
                }

                Project(image, transposed: true);

                // What the projections take out is put back, so that the operator is regular.
                TensorPrimitives.Add(image, x, image);
                TensorPrimitives.Subtract(image, scratch, image);
                Precondition(ω, image, y);
            },
            preconditioned,
            z);
    }

    /// <summary>x ← Q x with Q = 1 − Σ v vᵀ N / vᵀNv, or x ← Qᵀ x.</summary>
    private void Project(Span<double> x, bool transposed)
    {
        var length = vectors.Length;
        for (var l = 0; l < vectors.Count; l++)
        {
            var overlap = 0.0;
            for (var c = 0; c < vectors.ComponentCount; c++)
                overlap += TensorPrimitives.Dot<double>(vectors.Vector(transposed ? c : vectors.Partner(c), l), x.Slice(c * length, length));
            overlap /= vectors.ComponentCount;
            for (var c = 0; c < vectors.ComponentCount; c++)
            {
                var target = x.Slice(c * length, length);
                TensorPrimitives.MultiplyAdd(vectors.Vector(transposed ? vectors.Partner(c) : c, l), -overlap, target, target);
            }
        }
    }

    /// <summary>The inverse of L − ωN with orbital gaps in the place of L, kept away from its poles.</summary>
    private void Precondition(double ω, ReadOnlySpan<double> x, Span<double> y)
    {
        var gaps = response.OrbitalGaps;
        var length = gaps.Length;
        for (var ia = 0; ia < length; ia++)
        {
            if (vectors.ComponentCount == 1)
            {
                y[ia] = x[ia] / AwayFromZero(gaps[ia] - ω);
                continue;
            }

            var determinant = AwayFromZero((gaps[ia] * gaps[ia]) - (ω * ω));
            y[ia] = ((gaps[ia] * x[ia]) + (ω * x[length + ia])) / determinant;
            y[length + ia] = ((gaps[ia] * x[length + ia]) + (ω * x[ia])) / determinant;
        }
    }

    private static double AwayFromZero(double x) => Math.CopySign(Math.Max(Math.Abs(x), SmallestDenominator), x);

    /// <summary>Eh (Eh² for the product of two): how near its poles the preconditioner may come.</summary>
    private const double SmallestDenominator = 0.02;
}
