namespace Hybrid.Physics.Response.Excitations;

/// <summary>
/// What an excited state is made of: ω and the amplitudes X_ia of excitations i → a, and Y_ia of de-excitations in full
/// linear response. Values only; immutable.
/// </summary>
/// <remarks>
/// Σ X² − Σ Y² = 1 over spatial orbitals i, a. The transition density of a singlet in atomic functions is
/// T = √2 Σ_ia (X_ia + Y_ia) C_i ⊗ C_a, so that its transition dipole is −Σ T_μν ⟨μ|r|ν⟩; that of a triplet has no
/// charge density.
/// </remarks>
public sealed class TransitionAmplitudes
{
    private readonly ReadOnlyMemory<double> x;
    private readonly ReadOnlyMemory<double> y;

    /// <summary>Views over memory of the caller.</summary>
    /// <param name="multiplicity">The spin.</param>
    /// <param name="energy">ω in Eh.</param>
    /// <param name="x">X, shape [occupied, virtual].</param>
    /// <param name="y">Y, shape [occupied, virtual]; empty in the Tamm–Dancoff approximation.</param>
    /// <exception cref="ArgumentException">X and Y differ in length.</exception>
    public TransitionAmplitudes(Multiplicity multiplicity, double energy, ReadOnlyMemory<double> x, ReadOnlyMemory<double> y = default)
    {
        if (!y.IsEmpty && y.Length != x.Length)
            throw new ArgumentException($"As many de-excitations as excitations were expected ({x.Length}), but {y.Length} came.", nameof(y));
        Multiplicity = multiplicity;
        Energy = energy;
        this.x = x;
        this.y = y;
    }

    /// <summary>The spin.</summary>
    public Multiplicity Multiplicity { get; }

    /// <summary>ω, the energy above the ground state, Eh.</summary>
    public double Energy { get; }

    /// <summary>X_ia, shape [occupied, virtual].</summary>
    public ReadOnlySpan<double> Excitations => x.Span;

    /// <summary>Y_ia, shape [occupied, virtual]; empty in the Tamm–Dancoff approximation.</summary>
    public ReadOnlySpan<double> Deexcitations => y.Span;

    /// <summary>True when there are no de-excitations.</summary>
    public bool IsTammDancoff => y.IsEmpty;
}
