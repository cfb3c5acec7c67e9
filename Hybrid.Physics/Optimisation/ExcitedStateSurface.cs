using System.Numerics.Tensors;
using Hybrid.Core.Autodiff;
using Hybrid.Core.Solvers;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Physics.Optimisation;

/// <summary>
/// The energy of an excited state, E_N = E_0 + ω_N: the ground state of one model and the excitation energy of another,
/// each with its exact gradient. For one call at a time.
/// </summary>
/// <remarks>
/// ω_N is that of the Tamm–Dancoff approximation unless the settings say otherwise. Where the
/// state meets another one or the ground state (a conical intersection) its energy has a cusp and no gradient: the point
/// says so.
/// </remarks>
public sealed class ExcitedStateSurface : EnergySurface
{
    /// <summary>States beside the wanted one, to know its neighbour and where its character went.</summary>
    private const int Buffer = 3;

    /// <summary>Closer than this (Eh) to another state, the gradient of a single state is not defined.</summary>
    private const double DegeneracyThreshold = 1e-5;

    /// <summary>Closer than this (Eh, 0.05 eV) to another state is worth a warning.</summary>
    private const double NearDegeneracyThreshold = 0.05 / Constants.ElectronvoltPerHartree;

    /// <summary>Lower than this (Eh, 0.1 eV) there is no excited state of a closed shell any more.</summary>
    private const double SmallestExcitation = 0.1 / Constants.ElectronvoltPerHartree;

    /// <summary>Lower than this (Eh, 0.3 eV) a state is too close to the ground state for a response of it to be meaningful.</summary>
    private const double SmallestTrustedExcitation = 0.3 / Constants.ElectronvoltPerHartree;

    /// <summary>A state with a smaller overlap is another one: half of its density has changed.</summary>
    private const double SmallestOverlap = 0.7;

    private readonly Model ground;
    private readonly ExcitationModel excitations;
    private readonly KernelKind kernel;
    private readonly ExcitationSettings settings;
    private readonly StateFollowing following;
    private readonly PredictionOptions? options;
    private readonly Arena arena = new();

    /// <summary>The surface of a state.</summary>
    /// <param name="ground">The model of E_0.</param>
    /// <param name="excitations">The model of ω.</param>
    /// <param name="state">N, from one for the lowest of its spin.</param>
    /// <param name="multiplicity">The spin.</param>
    /// <param name="kernel">How excitations interact; not the published mode.</param>
    /// <param name="following">Which state is meant where states cross.</param>
    /// <param name="options">Tolerances, temperature, linear algebra; null for the defaults.</param>
    /// <param name="settings">How excitations are solved for; the number of states is set here. Null for the defaults.</param>
    /// <exception cref="ArgumentException">The state is below one, or an option is out of its range.</exception>
    public ExcitedStateSurface(
        Model ground, ExcitationModel excitations, int state = 1, Multiplicity multiplicity = Multiplicity.Singlet,
        KernelKind kernel = KernelKind.Simplified,
        StateFollowing following = StateFollowing.ByEnergy, PredictionOptions? options = null, ExcitationSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(ground);
        ArgumentNullException.ThrowIfNull(excitations);
        if (state < 1)
            throw new ArgumentException($"An excited state from 1 on was expected, but {state} was given.", nameof(state));
        this.ground = ground;
        this.excitations = excitations;
        this.kernel = kernel != KernelKind.Published
            ? kernel
            : throw new ArgumentException("The kernel simplified or own was expected; the published mode has no gradient.", nameof(kernel));
        this.following = following;
        this.options = options?.Validated();
        this.settings = (settings ?? ExcitationSettings.Default).Validated();
        State = state;
        Multiplicity = multiplicity;
    }

    /// <summary>N, from one.</summary>
    public int State { get; }

    /// <summary>The spin.</summary>
    public Multiplicity Multiplicity { get; }

    /// <summary>S1, T2, ….</summary>
    public string Label => Labelled(State);

    /// <inheritdoc/>
    public override string Name => $"{Label}, E0 of {ground.Parameters.Name} + ω of {excitations.Parameters.Name}";

    /// <inheritdoc/>
    public override SurfacePoint At(Structure structure, SurfacePoint? previous = null, CancellationToken cancellation = default)
    {
        var prediction = ground.Predict(structure, Properties.Forces, options, previous?.Guess, cancellation);
        if (!prediction.Certificate.IsConverged)
            return SurfacePoint.Undefined(structure, SurfaceStatus.FieldFailed, prediction.Certificate.ToString());
        arena.Reset();
        var tape = new Tape(arena, isRecording: true, options?.LinearAlgebra);
        var problem = excitations.Record(tape, structure, options, cancellation: cancellation);
        if (problem.Reference is not { } reference)
            return SurfacePoint.Undefined(structure, SurfaceStatus.FieldFailed, problem.Failure!);
        var configurations = reference.Orbitals.ConfigurationCount;
        if (State > configurations)
            throw new ArgumentException($"The molecule has {configurations} excited states in this basis, but number {State} was asked for.");
        var wanted = Math.Max(State, previous?.State ?? 0) + Buffer;
        var solution = LinearResponse.Solve(reference, problem.Kernel(kernel, Multiplicity), settings with { States = wanted }, cancellation);
        if (solution.Outcome.Status == SolverStatus.Cancelled)
            throw new OperationCanceledException(cancellation);
        return solution.Outcome.IsConverged
            ? Point(structure, prediction, problem.Positions, solution, previous)
            : SurfacePoint.Undefined(structure, SurfaceStatus.FieldFailed, $"The excited states did not converge: {solution.Outcome.Status} after {solution.Outcome.Iterations} products.");
    }

    private SurfacePoint Point(Structure structure, Prediction prediction, Variable positions, ExcitationSolution solution, SurfacePoint? previous)
    {
        var overlaps = previous?.Transition?.Overlaps(solution.Reference, solution.States);
        var closest = overlaps is null ? State - 1 : Array.IndexOf(overlaps, overlaps.Max());
        var chosen = following == StateFollowing.ByCharacter ? closest : State - 1;
        if (following == StateFollowing.ByCharacter && overlaps?[chosen] < SmallestOverlap)
            return SurfacePoint.Undefined(structure, SurfaceStatus.StateLost, FormattableString.Invariant($"No excited state resembles the one that was followed; the closest, {Labelled(chosen + 1)}, overlaps with it by {overlaps[chosen]:0.00}."));
        var ω = solution.States[chosen].Energy;
        if (ω < SmallestExcitation)
            return SurfacePoint.Undefined(structure, SurfaceStatus.StateLost, FormattableString.Invariant($"{Labelled(chosen + 1)} came within 0.1 eV of the ground state ({ω * Constants.ElectronvoltPerHartree:0.00} eV) or fell below it: the two meet in a conical intersection, which a response of the ground state does not describe."));

        var energies = solution.Resolved().Energies;
        var seed = new double[energies.Length];
        seed[chosen] = 1.0;
        solution.Reference.Tape.Backward(energies, seed);
        var gradient = prediction.Gradient.ToArray();
        TensorPrimitives.Add(gradient, positions.Adjoint, gradient);
        var gap = NeighbourGap(solution, chosen);
        return new SurfacePoint(structure, prediction.Energy + ω, gradient)
        {
            IsGradientValid = prediction.Certificate.IsEnergyGradientValid && !(gap < DegeneracyThreshold),
            Warnings = [.. prediction.Certificate.Warnings, .. Warnings(chosen, closest, overlaps, ω, gap)],
            GroundEnergy = prediction.Energy,
            ExcitationEnergy = ω,
            State = chosen + 1,
            StateOverlap = overlaps?[chosen],
            NeighbourGap = gap,
            Guess = prediction.Guess,
            Transition = TransitionDensity.Of(solution.Reference, solution.States[chosen]),
        };
    }

    private List<string> Warnings(int chosen, int closest, double[]? overlaps, double ω, double? gap)
    {
        var warnings = new List<string>();
        var label = Labelled(chosen + 1);
        if (overlaps is not null && following == StateFollowing.ByCharacter && chosen + 1 != State)
            warnings.Add($"The state that began as {Label} is {label} here.");
        if (overlaps is not null && overlaps[chosen] < SmallestOverlap)
            warnings.Add(FormattableString.Invariant($"The character of {label} changed (overlap {overlaps[chosen]:0.00} with the step before; what it was is now closest to {Labelled(closest + 1)}, {overlaps[closest]:0.00})."));
        if (gap < DegeneracyThreshold)
            warnings.Add($"{label} is degenerate with another state, so that its own gradient is not defined.");
        else if (gap < NearDegeneracyThreshold)
            warnings.Add(FormattableString.Invariant($"{label} is {gap * Constants.ElectronvoltPerHartree:0.000} eV from another state: near a conical intersection its gradient changes abruptly."));
        if (ω < SmallestTrustedExcitation)
            warnings.Add(FormattableString.Invariant($"{label} is only {ω * Constants.ElectronvoltPerHartree:0.000} eV above the ground state, whose conical intersection with it is not described."));
        return warnings;
    }

    private static double? NeighbourGap(ExcitationSolution solution, int chosen)
    {
        double? gap = null;
        for (var k = Math.Max(0, chosen - 1); k <= chosen + 1 && k < solution.States.Count; k++)
        {
            if (k != chosen)
                gap = Math.Min(gap ?? double.PositiveInfinity, Math.Abs(solution.States[k].Energy - solution.States[chosen].Energy));
        }

        return gap;
    }

    private string Labelled(int state) => FormattableString.Invariant($"{(Multiplicity == Multiplicity.Singlet ? 'S' : 'T')}{state}");
}
