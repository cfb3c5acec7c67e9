using System.Numerics.Tensors;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Physics.Models;

namespace Hybrid.Physics.Optimisation;

/// <summary>
/// Moves atoms downhill on a surface to a minimum nearby. Saddle points are not left when the start is exactly on one, by
/// its symmetry: a Hessian tells.
/// </summary>
/// <remarks>
/// <code>
/// var surface = new GroundStateSurface(Model.Load("gfn2-xtb"));
/// var result = GeometryOptimisation.Run(surface, StructureFile.Read("caffeine.xyz"));
/// StructureFile.Write("optimised.xyz", result.Last.Structure);
/// </code>
/// </remarks>
public sealed class GeometryOptimisation
{
    /// <summary>Steps are not made shorter than this, a0.</summary>
    private const double SmallestTrustRadius = 1e-4;

    /// <summary>Energies differ by this much, Eh, without meaning anything.</summary>
    private const double Noise = 1e-8;

    private readonly EnergySurface surface;
    private readonly OptimisationSettings settings;
    private readonly IProgress<OptimisationStep>? progress;
    private readonly CancellationToken cancellation;
    private readonly List<OptimisationStep> steps = [];
    private SurfacePoint point;
    private int evaluations;

    private GeometryOptimisation(EnergySurface surface, SurfacePoint start, OptimisationSettings settings, IProgress<OptimisationStep>? progress, CancellationToken cancellation)
    {
        this.surface = surface;
        this.settings = settings;
        this.progress = progress;
        this.cancellation = cancellation;
        point = start;
        evaluations = 1;
    }

    /// <summary>Optimises.</summary>
    /// <param name="surface">The energy.</param>
    /// <param name="structure">Where to begin.</param>
    /// <param name="settings">Thresholds and limits; null for those of <see cref="OptimisationSettings.Normal"/>.</param>
    /// <param name="algebra">Who diagonalises the model of the surface; null for <see cref="DenseLinearAlgebra.Default"/>.</param>
    /// <param name="progress">Told of each step as it is made, on the calling thread.</param>
    /// <param name="cancellation">Stops; what was reached is returned.</param>
    /// <returns>The outcome, whichever it is.</returns>
    /// <exception cref="ArgumentException">The structure does not suit the surface, or a setting is out of its range.</exception>
    /// <exception cref="NotSupportedException">The surface is not defined for such structures.</exception>
    public static OptimisationResult Run(
        EnergySurface surface, Structure structure, OptimisationSettings? settings = null, ILinearAlgebra? algebra = null,
        IProgress<OptimisationStep>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(surface);
        ArgumentNullException.ThrowIfNull(structure);
        var valid = (settings ?? OptimisationSettings.Normal).Validated();
        SurfacePoint start;
        try
        {
            start = surface.At(structure, null, cancellation);
        }
        catch (OperationCanceledException)
        {
            start = SurfacePoint.Undefined(structure, SurfaceStatus.FieldFailed, Interrupted);
            return new OptimisationResult(OptimisationStatus.Cancelled, Interrupted, start, [], 0);
        }

        var optimisation = new GeometryOptimisation(surface, start, valid, progress, cancellation);
        return start.Status == SurfaceStatus.Defined
            ? optimisation.FromStart(new QuasiNewton(structure, algebra ?? DenseLinearAlgebra.Default))
            : optimisation.Ended(StatusOf(start), start.Failure!);
    }

    private OptimisationResult FromStart(QuasiNewton model)
    {
        Made(0.0);
        var maxSteps = settings.MaxSteps ?? Math.Max(200, 3 * point.Structure.AtomCount);
        var radius = settings.FirstTrustRadius;
        var displacement = new double[point.Gradient.Length];
        var gradientChange = new double[point.Gradient.Length];
        while (true)
        {
            var (step, predicted) = model.Step(point.Structure, point.Gradient, radius);
            if (steps.Count == 1 && HasConverged(predicted))
                return Converged();
            if (evaluations >= maxSteps)
                return Ended(OptimisationStatus.MaxSteps, FormattableString.Invariant($"No minimum was reached in {evaluations} step{(evaluations == 1 ? "" : "s")}; the gradient is {point.GradientNorm:0.0e+0} Eh/a0."));
            if (Trial(step) is not { } trial)
                return Ended(OptimisationStatus.Cancelled, Interrupted);
            var length = TensorPrimitives.Norm<double>(step);
            var isDefined = trial.Status == SurfaceStatus.Defined;
            var change = trial.Energy - point.Energy;
            if (isDefined)
            {
                TensorPrimitives.Subtract(trial.Gradient, point.Gradient, gradientChange);
                TensorPrimitives.Subtract(trial.Structure.Positions, point.Structure.Positions, displacement);
                model.Update(displacement, gradientChange);
            }

            if (isDefined && change <= Noise)
            {
                radius = Adapted(radius, length, change / predicted);
                point = trial;
                Made(length);
                if (HasConverged(change))
                    return Converged();
            }
            else
            {
                radius = Shrinking * length;
                if (radius < SmallestTrustRadius)
                    return isDefined ? Stalled() : Ended(StatusOf(trial), trial.Failure!);
            }
        }
    }

    /// <summary>The surface at the end of a step, or null when the caller asked to stop.</summary>
    private SurfacePoint? Trial(double[] step)
    {
        var positions = point.Structure.Positions.ToArray();
        TensorPrimitives.Add(positions, step, positions);
        var structure = point.Structure.WithPositions(positions);
        evaluations++;
        try
        {
            cancellation.ThrowIfCancellationRequested();
            return surface.At(structure, point, cancellation);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (Exception error) when (Failure.IsOfStructure(error))
        {
            return SurfacePoint.Undefined(structure, SurfaceStatus.FieldFailed, Failure.Sentence(error));
        }
    }

    private double Adapted(double radius, double length, double ratio) => ratio switch
    {
        < 0.25 => Math.Max(0.5 * length, SmallestTrustRadius),
        > 0.5 when length > 0.8 * radius => Math.Min(2.0 * radius, settings.LargestTrustRadius),
        _ => radius,
    };

    private void Made(double length)
    {
        var step = OptimisationStep.Of(steps.Count, point, length);
        steps.Add(step);
        progress?.Report(step);
    }

    private bool HasConverged(double change) => Math.Abs(change) <= settings.EnergyThreshold && point.GradientNorm <= settings.GradientThreshold;

    private OptimisationResult Converged() => !point.IsGradientValid ? Undefined() : Ended(
        OptimisationStatus.Converged, FormattableString.Invariant($"A minimum was reached in {evaluations} step{(evaluations == 1 ? "" : "s")}; the gradient is {point.GradientNorm:0.0e+0} Eh/a0."));

    private OptimisationResult Undefined() => Ended(
        OptimisationStatus.Stalled, "The gradient became small where it is not that of the surface, because the state is degenerate with another: this is no minimum of a single state.");

    private OptimisationResult Stalled() => Ended(
        OptimisationStatus.Stalled,
        FormattableString.Invariant($"No step lowers the energy any more, although the gradient is {point.GradientNorm:0.0e+0} Eh/a0.") + (point.NeighbourGap is { } gap
            ? FormattableString.Invariant($" The nearest state is {gap * Constants.ElectronvoltPerHartree:0.000} eV away: at a crossing of states there is no smooth minimum.")
            : string.Empty));

    private OptimisationResult Ended(OptimisationStatus status, string message) => new(status, message, point, steps, evaluations);

    private static OptimisationStatus StatusOf(SurfacePoint point) =>
        point.Status == SurfaceStatus.StateLost ? OptimisationStatus.StateLost : OptimisationStatus.FieldFailed;

    private const string Interrupted = "The optimisation was interrupted.";

    /// <summary>Of the radius after a step that failed or went uphill.</summary>
    private const double Shrinking = 0.3;
}
