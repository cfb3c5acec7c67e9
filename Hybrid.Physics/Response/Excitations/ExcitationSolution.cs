using Hybrid.Core.Autodiff;
using Hybrid.Core.Solvers;
using Hybrid.Physics.Response.Kernels;

namespace Hybrid.Physics.Response.Excitations;

/// <summary>
/// The lowest excited states of one spin as nodes on a tape: energies and transition dipoles that can be differentiated.
/// </summary>
/// <remarks>
/// What is recorded is the space of the states, not the single ones: <see cref="Energies"/> is the matrix Ω = Xᵀ A X over them,
/// diagonal at this geometry, and <see cref="TransitionDipoles"/> has their moments. Functions that don't depend on
/// how the states are rotated among each other (sums over a multiplet, spectra) are differentiated exactly
/// through these two even where states are degenerate; <see cref="Resolved"/> gives the states one by one.
/// </remarks>
public sealed class ExcitationSolution
{
    private readonly ResponseVectors vectors;
    private readonly ExcitationAdjoint adjoint;
    private (Variable Energies, Variable Dipoles)? resolved;

    internal ExcitationSolution(ExcitationReference reference, ExcitationKernel kernel, ResponseOperator response, ResponseVectors vectors, ExcitationSettings settings)
    {
        Reference = reference;
        Kernel = kernel;
        this.vectors = vectors;
        RequestedCount = Math.Min(settings.States, vectors.Count);
        var tape = reference.Tape;
        var inputs = Inputs(reference, kernel);
        Energies = tape.Output(inputs, vectors.Count, vectors.Count);
        TransitionDipoles = tape.Output(inputs, vectors.Count, 3);
        for (var k = 0; k < vectors.Count; k++)
            Energies.Value[(k * vectors.Count) + k] = vectors.Energies[k];
        var moments = kernel.Multiplicity == Multiplicity.Singlet && vectors.Count > 0 ? new TransitionMoments(reference) : null;
        moments?.Fill(vectors, TransitionDipoles.Value);
        adjoint = new ExcitationAdjoint(this, response, vectors, moments, settings.AdjointTolerance);
        tape.Record([Energies, TransitionDipoles], adjoint.Propagate);
        States = Enumerable.Range(0, vectors.Count).Select(k => vectors.Amplitudes(kernel.Multiplicity, k)).ToArray();
    }

    /// <summary>What the states were made from.</summary>
    public ExcitationReference Reference { get; }

    /// <summary>How excitations interact.</summary>
    public ExcitationKernel Kernel { get; }

    /// <summary>How the solver ended.</summary>
    public SolverOutcome Outcome => vectors.Outcome;

    /// <summary>ω² of an imaginary root, Eh²; null when there is none.</summary>
    public double? Instability => vectors.Instability;

    /// <summary>
    /// How the linear solves of the last backward walk ended; null when none was needed. Energies need none, transition
    /// dipoles do.
    /// </summary>
    public SolverOutcome? AdjointOutcome => adjoint.Outcome;

    /// <summary>How many states were asked for; there are more where the last ones belong to a multiplet.</summary>
    public int RequestedCount { get; }

    /// <summary>The states by ascending energy, values only.</summary>
    public IReadOnlyList<TransitionAmplitudes> States { get; }

    /// <summary>Ω over the states, shape [states, states], Eh; diagonal here.</summary>
    public Variable Energies { get; }

    /// <summary>⟨0|μ|k⟩ = −√2 Σ (X + Y)_ia ⟨i|r|a⟩, shape [states, 3], e·a0; zero for triplets.</summary>
    public Variable TransitionDipoles { get; }

    /// <summary>
    /// ω_k, shape [states], and the transition dipoles of the single states, shape [states, 3].
    /// </summary>
    /// <remarks>
    /// The derivative of a single dipole holds ⟨l|dA|k⟩/(ω_k − ω_l), undefined for members of a degenerate set; there it is left out,
    /// which is right for what is symmetric in the set.
    /// </remarks>
    public (Variable Energies, Variable Dipoles) Resolved() => resolved ??= ResolvedStates.Of(Energies, TransitionDipoles);

    private static Variable[] Inputs(ExcitationReference reference, ExcitationKernel kernel) =>
        [reference.OrthogonalHamiltonian, reference.InverseRoot, reference.Dipoles, .. kernel.Inputs];
}
