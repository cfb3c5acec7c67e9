namespace Hybrid.Physics.Response.Excitations;

/// <summary>
/// T = Σ X_ia C'_i ⊗ C'_a in Löwdin's functions, Σ T² = 1: what a state is, apart from the phases and the order of
/// orbitals, so that states of close structures can be compared. Values only; immutable.
/// </summary>
public sealed class TransitionDensity
{
    private readonly double[] values;

    private TransitionDensity(double[] values) => this.values = values;

    /// <summary>That of a state.</summary>
    /// <param name="reference">What the amplitudes refer to.</param>
    /// <param name="state">The amplitudes; de-excitations are left out.</param>
    public static TransitionDensity Of(ExcitationReference reference, TransitionAmplitudes state)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(state);
        var (orbitals, algebra) = (reference.Orbitals, reference.LinearAlgebra);
        var C = reference.Rotations.Span;
        int n = orbitals.Count, no = orbitals.OccupiedCount, nv = orbitals.VirtualCount;
        var half = new double[no * n];
        var T = new double[n * n];
        algebra.Multiply(false, false, no, n, nv, 1.0, state.Excitations, C[(no * n)..], 0.0, half);
        algebra.Multiply(true, false, n, n, no, 1.0, C[..(no * n)], half, 0.0, T);
        return new TransitionDensity(T);
    }

    /// <summary>|Σ T'T| with each of the states of another structure, or another Hamiltonian, of the same atoms.</summary>
    /// <param name="reference">What the amplitudes refer to, over as many functions.</param>
    /// <param name="states">The amplitudes.</param>
    public double[] Overlaps(ExcitationReference reference, IReadOnlyList<TransitionAmplitudes> states)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(states);
        var (orbitals, algebra) = (reference.Orbitals, reference.LinearAlgebra);
        var C = reference.Rotations.Span;
        int n = orbitals.Count, no = orbitals.OccupiedCount, nv = orbitals.VirtualCount;
        var half = new double[no * n];
        var amplitudes = new double[no * nv];
        algebra.Multiply(false, false, no, n, n, 1.0, C[..(no * n)], values, 0.0, half);
        algebra.Multiply(false, true, no, nv, n, 1.0, half, C[(no * n)..], 0.0, amplitudes);
        var overlaps = new double[states.Count];
        for (var k = 0; k < overlaps.Length; k++)
            overlaps[k] = Math.Abs(System.Numerics.Tensors.TensorPrimitives.Dot(amplitudes, states[k].Excitations));
        return overlaps;
    }
}
