using System.Numerics.Tensors;
using Hybrid.Core.LinearAlgebra;

namespace Hybrid.Physics.Response.Excitations;

/// <summary>Transition dipoles ⟨0|μ_c|k⟩ = −√2 Σ_ia (X + Y)^k_ia D^c_ia with D^c_ia = ⟨i|r_c|a⟩, and their derivatives.</summary>
internal sealed class TransitionMoments
{
    private readonly ExcitationReference reference;
    private readonly ILinearAlgebra algebra;
    private readonly double[] D;
    private readonly int n;
    private readonly int no;
    private readonly int nv;

    public TransitionMoments(ExcitationReference reference)
    {
        this.reference = reference;
        algebra = reference.LinearAlgebra;
        var orbitals = reference.Orbitals;
        (n, no, nv) = (orbitals.Count, orbitals.OccupiedCount, orbitals.VirtualCount);
        D = new double[3 * no * nv];
        var half = new double[no * n];
        for (var c = 0; c < 3; c++)
        {
            algebra.Multiply(false, false, no, n, n, 1.0, orbitals.Occupied, Operator(c), 0.0, half);
            algebra.Multiply(false, true, no, nv, n, 1.0, half, orbitals.Virtual, 0.0, Moments(c));
        }
    }

    /// <summary>⟨i|r_c|a⟩, shape [3, occupied, virtual], a0.</summary>
    public ReadOnlySpan<double> OrbitalMoments => D;

    /// <summary>The moments of all roots, shape [roots, 3].</summary>
    public void Fill(ResponseVectors vectors, Span<double> moments)
    {
        for (var k = 0; k < vectors.Count; k++)
        {
            for (var c = 0; c < 3; c++)
                moments[(3 * k) + c] = Factor * TensorPrimitives.Dot(vectors.Vector(0, k), Moments(c));
        }
    }

    /// <summary>The adjoint of X + Y of one root for the adjoint of its moment.</summary>
    public void AmplitudeAdjoint(ReadOnlySpan<double> moment, Span<double> result)
    {
        result.Clear();
        for (var c = 0; c < 3; c++)
            TensorPrimitives.MultiplyAdd(Moments(c), Factor * moment[c], result, result);
    }

    /// <summary>Adds the derivatives by the dipole integrals and by the orbitals in atomic functions at fixed amplitudes.</summary>
    public void Propagate(ResponseVectors vectors, ReadOnlySpan<double> moments, Span<double> orbitalAdjoint)
    {
        var orbitals = reference.Orbitals;
        var W = new double[no * nv];
        var half = new double[no * n];
        for (var c = 0; c < 3; c++)
        {
            W.AsSpan().Clear();
            for (var k = 0; k < vectors.Count; k++)
                TensorPrimitives.MultiplyAdd(vectors.Vector(0, k), Factor * moments[(3 * k) + c], W, W);
            algebra.Multiply(false, false, no, n, nv, 1.0, W, orbitals.Virtual, 0.0, half);
            if (reference.Dipoles.NeedsAdjoint)
                algebra.Multiply(true, false, n, n, no, 1.0, orbitals.Occupied, half, 1.0, reference.Dipoles.Adjoint.Slice(c * n * n, n * n));
            algebra.Multiply(false, false, no, n, n, 1.0, half, Operator(c), 1.0, orbitalAdjoint[..(no * n)]);
            algebra.Multiply(false, false, no, n, n, 1.0, orbitals.Occupied, Operator(c), 0.0, half);
            algebra.Multiply(true, false, nv, n, no, 1.0, W, half, 1.0, orbitalAdjoint[(no * n)..]);
        }
    }

    private Span<double> Moments(int c) => D.AsSpan(c * no * nv, no * nv);

    private ReadOnlySpan<double> Operator(int c) => reference.Dipoles.Value.Slice(c * n * n, n * n);

    /// <summary>−1 for the charge of an electron, √2 for its two spins.</summary>
    private const double Factor = -1.4142135623730951;
}
