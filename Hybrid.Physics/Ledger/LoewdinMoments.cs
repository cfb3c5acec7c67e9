using System.Numerics.Tensors;
using Hybrid.Physics.Parameters;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Physics.Ledger;

/// <summary>
/// Charges and dipole moments of electron densities over Löwdin's functions: of the orbitals that a Hamiltonian of excitations fills, and of what
/// an excitation changes.
/// </summary>
/// <remarks>
/// <para>
/// n_A = Σ_{μ∈A} P'_μμ, and −Σ_{μ∈A} (P' S^−½ ⟨r⟩ S^−½)_μμ is the part of A in the electrons' dipole moment; what its charge at the nucleus doesn't
/// make of it is the atom's own dipole.
/// </para>
/// <para>
/// A Hamiltonian such as sTDA-xTB's has no energy, and its filled orbitals are no relaxed ground state: their charges are not those that enter it
/// (charge model 5, from the valence step) and not those of a ground-state method. They are what its excitations start from.
/// </para>
/// </remarks>
public static class LoewdinMoments
{
    /// <summary>Of the filled orbitals and the cores, P' = 2 Σ_i C'_i ⊗ C'_i.</summary>
    /// <param name="reference">The orbitals.</param>
    /// <param name="parameters">Of the Hamiltonian, with the charges of the cores.</param>
    public static AtomicMoments OfFilledOrbitals(ExcitationReference reference, ParameterFields parameters)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(parameters);
        int n = reference.Orbitals.Count, no = reference.Orbitals.OccupiedCount;
        var C = reference.Rotations.Span[..(no * n)];
        var P = new double[n * n];
        reference.LinearAlgebra.Multiply(true, false, n, n, no, 2.0, C, C, 0.0, P);
        return Of(reference, P, parameters.PerAtom("valence_electrons").Value);
    }

    /// <summary>What an excitation changes, P' = D^p − D^h: hole minus particle populations, unrelaxed; the charges sum to zero.</summary>
    /// <param name="reference">What the amplitudes refer to.</param>
    /// <param name="states">One state, or all members of a degenerate set, whose mean is taken.</param>
    /// <exception cref="ArgumentException">There is no state, or one is of other orbitals or has de-excitations.</exception>
    public static AtomicMoments OfExcitation(ExcitationReference reference, params IReadOnlyList<TransitionAmplitudes> states)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(states);
        if (states.Count == 0)
            throw new ArgumentException("At least one state was expected.", nameof(states));
        int n = reference.Orbitals.Count, no = reference.Orbitals.OccupiedCount, nv = reference.Orbitals.VirtualCount;
        ReadOnlySpan<double> occupied = reference.Rotations.Span[..(no * n)], virtuals = reference.Rotations.Span[(no * n)..];
        var P = new double[n * n];
        var half = new double[Math.Max(no, nv) * n];
        foreach (var state in states)
        {
            if (state.Excitations.Length != no * nv)
                throw new ArgumentException($"{no * nv} amplitudes were expected, but a state has {state.Excitations.Length}.", nameof(states));
            if (!state.IsTammDancoff)
                throw new ArgumentException("States of the Tamm–Dancoff approximation were expected, but one has de-excitations.", nameof(states));
            var X = state.Excitations;
            var weight = 1.0 / states.Count;
            reference.LinearAlgebra.Multiply(false, false, no, n, nv, 1.0, X, virtuals, 0.0, half.AsSpan(0, no * n));
            reference.LinearAlgebra.Multiply(true, false, n, n, no, weight, half.AsSpan(0, no * n), half.AsSpan(0, no * n), 1.0, P);
            reference.LinearAlgebra.Multiply(true, false, nv, n, no, 1.0, X, occupied, 0.0, half.AsSpan(0, nv * n));
            reference.LinearAlgebra.Multiply(true, false, n, n, nv, -weight, half.AsSpan(0, nv * n), half.AsSpan(0, nv * n), 1.0, P);
        }

        return Of(reference, P, new double[reference.Orbitals.Basis.AtomCount]);
    }

    private static AtomicMoments Of(ExcitationReference reference, double[] P, ReadOnlySpan<double> cores)
    {
        var (basis, algebra, n) = (reference.Orbitals.Basis, reference.LinearAlgebra, reference.Orbitals.Count);
        ReadOnlySpan<double> positions = reference.Positions.Value, X = reference.InverseRoot.Value, D = reference.Dipoles.Value;
        var charges = cores.ToArray();
        var dipoles = new double[3 * basis.AtomCount];
        double[] PX = new double[n * n], PXD = new double[n * n];
        algebra.Multiply(false, false, n, n, n, 1.0, P, X, 0.0, PX);
        for (var axis = 0; axis < 3; axis++)
        {
            algebra.Multiply(false, false, n, n, n, 1.0, PX, D.Slice(axis * n * n, n * n), 0.0, PXD);
            for (var μ = 0; μ < n; μ++)
            {
                var A = basis.ShellAtom[basis.OrbitalShell[μ]];
                // X is symmetric: its row is its column.
                var alongAxis = TensorPrimitives.Dot(PXD.AsSpan(μ * n, n), X.Slice(μ * n, n));
                dipoles[(3 * A) + axis] += (P[(μ * n) + μ] * positions[(3 * A) + axis]) - alongAxis;
                charges[A] -= axis == 0 ? P[(μ * n) + μ] : 0.0;
            }
        }

        return AtomicMoments.Of(charges, dipoles, positions);
    }
}
