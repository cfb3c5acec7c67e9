using System.Numerics.Tensors;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Solvers;
using Hybrid.Physics.Response.Kernels;

namespace Hybrid.Physics.Response.Excitations;

/// <summary>Carries adjoints of excitation energies and transition dipoles back to the Hamiltonian, the integrals and the kernel.</summary>
/// <remarks>
/// dΩ_kl = v_kᵀ dL v_l / vᵀNv, and the part of dv_k outside the space of the roots obeys (L − ω_k N) dv_k = −Qᵀ dL v_k. So every derivative
/// is Σ_k u_kᵀ dL v_k with u_k made of the roots and of one linear solve for each root whose dipole is asked for; and dL follows from F_ij,
/// F_ab, the kernel and the rotations between occupied and virtual orbitals.
/// F. Furche, R. Ahlrichs, J. Chem. Phys. 117, 7433 (2002), doi:10.1063/1.1508368.
/// </remarks>
internal sealed class ExcitationAdjoint(ExcitationSolution solution, ResponseOperator response, ResponseVectors vectors, TransitionMoments? moments, double tolerance)
{
    private readonly ExcitationReference reference = solution.Reference;
    private readonly ExcitationKernel kernel = solution.Kernel;
    private readonly ILinearAlgebra algebra = solution.Reference.LinearAlgebra;
    private readonly RootComplement complement = new(response, vectors) { Tolerance = tolerance };

    /// <summary>The worst of the linear solves of the last walk; null when there was none.</summary>
    public SolverOutcome? Outcome { get; private set; }

    public void Propagate()
    {
        var memory = reference.Tape.Arena.ForAdjoints;
        int n = reference.Orbitals.Count, no = response.OccupiedCount, nv = response.VirtualCount;
        var work = new Work(memory, n, no, nv);
        var withDipoles = moments is not null && solution.TransitionDipoles.HasAdjoint;
        var left = new double[vectors.ComponentCount][];
        for (var k = 0; k < vectors.Count; k++)
        {
            for (var c = 0; c < left.Length; c++)
                left[c] = new double[vectors.Length];
            var isNeeded = solution.Energies.HasAdjoint && AddEnergyAdjoint(k, left);
            var isOwn = isNeeded && !IsMixed(k);
            if (withDipoles && HasDipoleAdjoint(k))
            {
                AddDipoleAdjoint(k, left);
                (isNeeded, isOwn) = (true, false);
            }

            for (var c = 0; isNeeded && c < left.Length; c++)
                PropagateProduct(vectors.CouplingOf(c), left[c], vectors.Vector(c, k), isOwn ? Weight(k, k) : null, work);
        }

        if (withDipoles)
            moments!.Propagate(vectors, solution.TransitionDipoles.Adjoint, work.Atomic.Span);
        Finish(work);
    }

    /// <summary>u_k += Σ_l Ω̄_kl v_l / vᵀNv; false when nothing was asked of the root.</summary>
    private bool AddEnergyAdjoint(int k, double[][] left)
    {
        var isNeeded = false;
        for (var l = 0; l < vectors.Count; l++)
        {
            var weight = Weight(k, l);
            if (weight == 0.0)
                continue;
            isNeeded = true;
            for (var c = 0; c < left.Length; c++)
                TensorPrimitives.MultiplyAdd(vectors.Vector(c, l), weight, left[c], left[c]);
        }

        return isNeeded;
    }

    /// <summary>The symmetric part of Ω̄_kl over vᵀNv.</summary>
    private double Weight(int k, int l)
    {
        var Ω̄ = solution.Energies.Adjoint;
        return 0.5 * (Ω̄[(k * vectors.Count) + l] + Ω̄[(l * vectors.Count) + k]) / vectors.ComponentCount;
    }

    /// <summary>True when other roots are in u_k too.</summary>
    private bool IsMixed(int k)
    {
        for (var l = 0; l < vectors.Count; l++)
        {
            if (l != k && Weight(k, l) != 0.0)
                return true;
        }

        return false;
    }

    private bool HasDipoleAdjoint(int k) => solution.TransitionDipoles.Adjoint.Slice(3 * k, 3).ContainsAnyExcept(0.0);

    /// <summary>u_k += z with (L − ω_k N) z = −Qᵀ ȳ, where ȳ is the adjoint of the root's amplitudes.</summary>
    private void AddDipoleAdjoint(int k, double[][] left)
    {
        var length = vectors.Length;
        var b = new double[left.Length * length];
        moments!.AmplitudeAdjoint(solution.TransitionDipoles.Adjoint.Slice(3 * k, 3), b.AsSpan(0, length));
        TensorPrimitives.Negate<double>(b, b);
        var z = new double[b.Length];
        var outcome = complement.Solve(k, b, z);
        if (Outcome is null || !outcome.IsConverged || outcome.Residual > Outcome.Value.Residual)
            Outcome = outcome;
        for (var c = 0; c < left.Length; c++)
            TensorPrimitives.Add(left[c], z.AsSpan(c * length, length), left[c]);
    }

    /// <summary>Adds the derivatives of uᵀ L_c v.</summary>
    /// <param name="coupling">L_c.</param>
    /// <param name="u">The left vector.</param>
    /// <param name="v">The right vector.</param>
    /// <param name="ratio">w where u = w v, which halves the work; null for any other.</param>
    /// <param name="work">What the walk accumulates.</param>
    private void PropagateProduct(Coupling coupling, ReadOnlySpan<double> u, ReadOnlySpan<double> v, double? ratio, Work work)
    {
        int n = reference.Orbitals.Count, no = response.OccupiedCount, nv = response.VirtualCount;
        AddSymmetric(false, no, nv, -0.5, u, v, work.Occupied.Span);
        AddSymmetric(true, nv, no, 0.5, u, v, work.Virtuals.Span);
        if (kernel.Shift is { NeedsAdjoint: true } shift)
            shift.Adjoint[0] += TensorPrimitives.Dot(u, v);
        if (coupling == Coupling.Difference && !kernel.HasDifference)
            return;

        var target = (kernel.IsOrthogonal ? work.Orthogonal : work.Atomic).Span;
        response.TransitionDensity(v, work.T.Span);
        kernel.Product(coupling, work.T.Span, work.G.Span);
        if (ratio is { } w)
        {
            kernel.PropagateAdjoint(coupling, work.T.Span, work.T.Span, w);
            AddOrbitalAdjoint(2.0 * w, v, work.G.Span, work.Half.Span, target, n, no, nv);
            return;
        }

        AddOrbitalAdjoint(1.0, u, work.G.Span, work.Half.Span, target, n, no, nv);
        response.TransitionDensity(u, work.U.Span);
        kernel.PropagateAdjoint(coupling, work.U.Span, work.T.Span, 1.0);
        kernel.Product(coupling, work.U.Span, work.G.Span);
        AddOrbitalAdjoint(1.0, v, work.G.Span, work.Half.Span, target, n, no, nv);
    }

    /// <summary>M += weight (u vᵀ + v uᵀ), or with u and v transposed.</summary>
    private void AddSymmetric(bool transposed, int size, int inner, double weight, ReadOnlySpan<double> u, ReadOnlySpan<double> v, Span<double> M)
    {
        algebra.Multiply(transposed, !transposed, size, size, inner, weight, u, v, 1.0, M);
        algebra.Multiply(transposed, !transposed, size, size, inner, weight, v, u, 1.0, M);
    }

    /// <summary>The derivative of weight · Σ_ia x_ia C_i G C_a by the orbitals.</summary>
    private void AddOrbitalAdjoint(
        double weight, ReadOnlySpan<double> x, ReadOnlySpan<double> G, Span<double> half, Span<double> adjoint, int n, int no, int nv)
    {
        var functions = kernel.IsOrthogonal ? reference.Rotations.Span : reference.Orbitals.Coefficients;
        algebra.Multiply(false, false, no, n, nv, 1.0, x, functions[(no * n)..], 0.0, half[..(no * n)]);
        algebra.Multiply(false, true, no, n, n, weight, half[..(no * n)], G, 1.0, adjoint[..(no * n)]);
        algebra.Multiply(false, false, no, n, n, 1.0, functions[..(no * n)], G, 0.0, half[..(no * n)]);
        algebra.Multiply(true, false, nv, n, no, weight, x, half[..(no * n)], 1.0, adjoint[(no * n)..]);
    }

    /// <summary>From orbitals in atomic functions, C = C' S^−½, to S^−½ and C', and from there to F'.</summary>
    private void Finish(Work work)
    {
        var n = reference.Orbitals.Count;
        var C̄ = work.Atomic.Span;
        if (C̄.ContainsAnyExcept(0.0))
        {
            algebra.Multiply(false, false, n, n, n, 1.0, C̄, reference.InverseRoot.Value, 1.0, work.Orthogonal.Span);
            if (reference.InverseRoot.NeedsAdjoint)
                algebra.Multiply(true, false, n, n, n, 1.0, reference.Rotations.Span, C̄, 1.0, reference.InverseRoot.Adjoint);
        }

        reference.Propagate(work.Occupied.Span, work.Virtuals.Span, work.Orthogonal.Span);
    }

    /// <summary>What one walk accumulates, and its scratch.</summary>
    private sealed class Work(Arena memory, int n, int no, int nv)
    {
        public Memory<double> Occupied { get; } = memory.Rent(no * no);

        public Memory<double> Virtuals { get; } = memory.Rent(nv * nv);

        public Memory<double> Atomic { get; } = memory.Rent(n * n);

        public Memory<double> Orthogonal { get; } = memory.Rent(n * n);

        public Memory<double> U { get; } = memory.RentUncleared(n * n);

        public Memory<double> T { get; } = memory.RentUncleared(n * n);

        public Memory<double> G { get; } = memory.RentUncleared(n * n);

        public Memory<double> Half { get; } = memory.RentUncleared(no * n);
    }
}
