using System.Collections.Immutable;
using System.Numerics.Tensors;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Physics.Response.Kernels;

namespace Hybrid.Physics.Ledger;

/// <summary>
/// Takes an excitation energy apart: the expectation value of the response problem over its state, term by term, by atom and pair.
/// </summary>
/// <remarks>
/// <para>
/// In the Tamm–Dancoff approximation ω = Xᵀ A X. With hole and particle densities D^h = C̃ₒᵀ X Xᵀ C̃ₒ and D^p = C̃ᵥᵀ Xᵀ X C̃ᵥ over symmetrically
/// orthogonalised functions the orbital gap is Tr[(D^p − D^h) F'], given by the atom of the row; −Σ γ^J_AB Ω_AB is the response Coulomb term
/// of hole atom A and particle atom B, q_A γ^K_AB q_B the response exchange of the transition charges, and the shift belongs to no atom.
/// In full linear response ω = ½ (X + Y)ᵀ (A + B) (X + Y) + ½ (X − Y)ᵀ (A − B) (X − Y), and each half is taken apart in the same way.
/// </para>
/// <para>The gap of one atom depends on the zero of energy where hole and particle have different populations there; its sum doesn't.</para>
/// </remarks>
public static class ExcitationLedger
{
    /// <summary>The term of orbital energies: particle minus hole.</summary>
    public const string OrbitalGap = "orbital gap";

    /// <summary>The attraction of hole and particle.</summary>
    public const string ResponseCoulomb = "response Coulomb";

    /// <summary>The interaction of the transition density with itself; singlets only.</summary>
    public const string ResponseExchange = "response exchange";

    /// <summary>A constant added to every configuration.</summary>
    public const string Shift = "shift";

    /// <summary>The attraction of parallel spins on one atom; triplets only.</summary>
    public const string Spin = "spin";

    /// <summary>The entries of one state, or the mean of those of a degenerate set; they sum to its energy.</summary>
    /// <param name="reference">What the amplitudes refer to.</param>
    /// <param name="kernel">What the states were solved with.</param>
    /// <param name="states">One state, or all members of a degenerate set, whose entries alone mean nothing.</param>
    /// <returns>Eh.</returns>
    /// <exception cref="ArgumentException">There is no state, a state is of other orbitals or of another spin than the kernel.</exception>
    public static ImmutableArray<Contribution> Of(ExcitationReference reference, ExcitationKernel kernel, params IReadOnlyList<TransitionAmplitudes> states)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(states);
        if (states.Count == 0)
            throw new ArgumentException("At least one state was expected.", nameof(states));
        var sums = new ContributionSums(reference.Orbitals.Basis.AtomCount);
        foreach (var state in states)
        {
            if (state.Excitations.Length != reference.Orbitals.ConfigurationCount)
                throw new ArgumentException($"{reference.Orbitals.ConfigurationCount} amplitudes were expected, but a state has {state.Excitations.Length}.", nameof(states));
            if (state.Multiplicity != kernel.Multiplicity)
                throw new ArgumentException($"A {kernel.Multiplicity} was expected, but a state is a {state.Multiplicity}.", nameof(states));
            Add(reference, kernel, state, 1.0 / states.Count, sums);
        }

        return sums.ToContributions();
    }

    private static void Add(ExcitationReference reference, ExcitationKernel kernel, TransitionAmplitudes state, double weight, ContributionSums sums)
    {
        if (state.IsTammDancoff)
        {
            AddComponent(reference, kernel, Coupling.Excitations, state.Excitations, weight, sums);
            return;
        }

        var component = new double[state.Excitations.Length];
        TensorPrimitives.Add(state.Excitations, state.Deexcitations, component);
        AddComponent(reference, kernel, Coupling.Sum, component, 0.5 * weight, sums);
        TensorPrimitives.Subtract(state.Excitations, state.Deexcitations, component);
        AddComponent(reference, kernel, Coupling.Difference, component, 0.5 * weight, sums);
    }

    /// <summary>weight · vᵀ L v for one of A, A + B and A − B.</summary>
    private static void AddComponent(ExcitationReference reference, ExcitationKernel kernel, Coupling coupling, ReadOnlySpan<double> v, double weight, ContributionSums sums)
    {
        AddOrbitalGap(reference, v, weight, sums);
        if (kernel.Shift is { } shift)
            sums.AddConstant(Shift, weight * shift.Scalar * TensorPrimitives.SumOfSquares(v));
        if (coupling == Coupling.Difference && !kernel.HasDifference)
            return;
        var n = reference.Orbitals.Count;
        var (T, half) = (new double[n * n], new double[reference.Orbitals.OccupiedCount * n]);
        TransitionDensity(reference, kernel.IsOrthogonal ? reference.Rotations.Span : reference.Orbitals.Coefficients, v, half, T);
        kernel.AddContributions(coupling, T, weight, sums);
    }

    private static void AddOrbitalGap(ExcitationReference reference, ReadOnlySpan<double> v, double weight, ContributionSums sums)
    {
        var orbitals = reference.Orbitals;
        var algebra = reference.LinearAlgebra;
        int n = orbitals.Count, no = orbitals.OccupiedCount, nv = orbitals.VirtualCount;
        ReadOnlySpan<double> occupied = reference.Rotations.Span[..(no * n)], virtuals = reference.Rotations.Span[(no * n)..];
        var D = new double[n * n];
        var half = new double[Math.Max(no, nv) * n];
        algebra.Multiply(false, false, no, n, nv, 1.0, v, virtuals, 0.0, half.AsSpan(0, no * n));
        algebra.Multiply(true, false, n, n, no, 1.0, half.AsSpan(0, no * n), half.AsSpan(0, no * n), 0.0, D);
        algebra.Multiply(true, false, nv, n, no, 1.0, v, occupied, 0.0, half.AsSpan(0, nv * n));
        algebra.Multiply(true, false, n, n, nv, -1.0, half.AsSpan(0, nv * n), half.AsSpan(0, nv * n), 1.0, D);
        var F = reference.OrthogonalHamiltonian.Value;
        var basis = orbitals.Basis;
        var atoms = sums.Atoms(OrbitalGap);
        for (var μ = 0; μ < n; μ++)
            atoms[basis.ShellAtom[basis.OrbitalShell[μ]]] += weight * TensorPrimitives.Dot(D.AsSpan(μ * n, n), F.Slice(μ * n, n));
    }

    /// <summary>T = Σ_ia v_ia C_i ⊗ C_a.</summary>
    private static void TransitionDensity(ExcitationReference reference, ReadOnlySpan<double> C, ReadOnlySpan<double> v, Span<double> half, Span<double> T)
    {
        int n = reference.Orbitals.Count, no = reference.Orbitals.OccupiedCount, nv = reference.Orbitals.VirtualCount;
        reference.LinearAlgebra.Multiply(false, false, no, n, nv, 1.0, v, C[(no * n)..], 0.0, half);
        reference.LinearAlgebra.Multiply(true, false, n, n, no, 1.0, C[..(no * n)], half, 0.0, T);
    }
}
