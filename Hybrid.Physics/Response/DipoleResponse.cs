using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Scf;

namespace Hybrid.Physics.Response;

/// <summary>
/// How the dipole moment μ of a molecule answers a homogeneous electric field E, α_kl = ∂μ_k/∂E_l (the static
/// polarizability), and a motion of its atoms, ∂μ_k/∂R (the atomic polar tensors). Immutable.
/// </summary>
/// <remarks>
/// Both come from the implicit adjoint of the self-consistent field: three vector–Jacobian products of the dipole moment,
/// one for each component, whatever the number of atoms. The atoms stay where they are, so α has no vibrational part. With
/// E(field) = E(0) − μ·F − ½ F·α·F, μ = −∂E/∂F and α = −∂²E/∂F².
/// </remarks>
public sealed class DipoleResponse
{
    private readonly double[] dipole;
    private readonly double[] polarizability;
    private readonly double[] positionDerivatives;

    private DipoleResponse(double[] dipole, double[] polarizability, double asymmetry, double[] positionDerivatives, ScfOutcome outcome)
    {
        this.dipole = dipole;
        this.polarizability = polarizability;
        this.positionDerivatives = positionDerivatives;
        Asymmetry = asymmetry;
        Outcome = outcome;
    }

    /// <summary>μ about the origin of the coordinates, e·a0, shape [3].</summary>
    public ReadOnlySpan<double> Dipole => dipole;

    /// <summary>α, e²·a0²/Eh (that is, a0³ in Gaussian units), symmetric, row-major, shape [3, 3].</summary>
    public ReadOnlySpan<double> Polarizability => polarizability;

    /// <summary>⅓ Tr α, e²·a0²/Eh.</summary>
    public double MeanPolarizability => (polarizability[0] + polarizability[4] + polarizability[8]) / 3.0;

    /// <summary>√(½ [3 Tr α² − (Tr α)²]), e²·a0²/Eh: zero for a ball, |α∥ − α⊥| for a body of revolution.</summary>
    public double PolarizabilityAnisotropy
    {
        get
        {
            var ofSquare = 0.0;
            foreach (var element in polarizability)
                ofSquare += element * element;
            var trace = 3.0 * MeanPolarizability;
            return Math.Sqrt(Math.Max(0.0, 0.5 * ((3.0 * ofSquare) - (trace * trace))));
        }
    }

    /// <summary>∂μ_k/∂R, e, row-major, shape [3, 3 · atoms].</summary>
    public ReadOnlySpan<double> PositionDerivatives => positionDerivatives;

    /// <summary>The largest |α_kl − α_lk| before the average of both was taken: an estimate of the error of α.</summary>
    public double Asymmetry { get; }

    /// <summary>How the self-consistent field ended; the values can be trusted when it converged.</summary>
    public ScfOutcome Outcome { get; }

    /// <summary>Solves the ground state of a structure and its response.</summary>
    /// <param name="method">The method.</param>
    /// <param name="structure">A molecule.</param>
    /// <param name="scf">The field's settings; the accuracy is tightened to <see cref="LargestScfAccuracy"/>.</param>
    /// <param name="algebra">Who multiplies and diagonalises.</param>
    /// <param name="guess">Populations to start from, or empty.</param>
    /// <param name="electricField">A homogeneous field, Eh/(e·a0), at which α is taken; empty for none.</param>
    /// <param name="cancellation">Stops between two iterations.</param>
    /// <exception cref="NotSupportedException">The structure is periodic.</exception>
    /// <exception cref="ArgumentException">A setting is out of its range, or the structure does not suit the method.</exception>
    /// <exception cref="OperationCanceledException">The caller asked to stop.</exception>
    public static DipoleResponse Of(
        TightBindingMethod method, Structure structure, ScfSettings scf, ILinearAlgebra algebra, ReadOnlySpan<double> guess = default,
        ReadOnlySpan<double> electricField = default, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(scf);
        var tape = new Tape(new Arena(), linearAlgebra: algebra);
        var tight = scf with { Accuracy = Math.Min(scf.Accuracy, LargestScfAccuracy) };
        var field = electricField.IsEmpty ? [0.0, 0.0, 0.0] : electricField;
        return Of(method.Solve(tape, structure, tight, algebra, guess: guess, cancellation: cancellation, electricField: field));
    }

    /// <summary>
    /// The response of a ground state that was solved with an electric field (of zero, for example) on a recording tape.
    /// Forgets the adjoints on the tape.
    /// </summary>
    /// <exception cref="ArgumentException">The ground state was solved without a field.</exception>
    public static DipoleResponse Of(GroundState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var field = state.ElectricField ?? throw new ArgumentException("A ground state with an electric field was expected, but it was solved without one.", nameof(state));
        var n = state.Positions.Length;
        var polarizability = new double[9];
        var derivatives = new double[3 * n];
        polarizability.AsSpan().Fill(double.NaN);
        derivatives.AsSpan().Fill(double.NaN);
        if (state.Scf.Outcome.Status is not (ScfStatus.Converged or ScfStatus.MaxIterations))
            return new DipoleResponse([double.NaN, double.NaN, double.NaN], polarizability, double.NaN, derivatives, state.Scf.Outcome);
        Span<double> seed = stackalloc double[state.Moments.Length];
        for (var k = 0; k < 3; k++)
        {
            seed.Clear();
            seed[k] = 1.0;
            state.Tape.Backward(state.Moments, seed);
            if (state.Scf.AdjointOutcome is { IsConverged: false })
                continue; // What the solve could not determine stays undefined.
            field.Adjoint.CopyTo(polarizability.AsSpan(3 * k, 3));
            state.Positions.Adjoint.CopyTo(derivatives.AsSpan(n * k, n));
        }

        state.Tape.ForgetAdjoints();
        var asymmetry = SquareMatrix.Symmetrise(polarizability, 3);
        return new DipoleResponse(state.Moments.Value[..3].ToArray(), polarizability, asymmetry, derivatives, state.Scf.Outcome);
    }

    /// <summary>
    /// The response has the error of the populations, not its square as the energy has: the field is converged at least to
    /// this <see cref="ScfSettings.Accuracy"/>.
    /// </summary>
    public const double LargestScfAccuracy = 1e-3;
}
