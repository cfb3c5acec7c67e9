using System.Numerics.Tensors;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Learn.Data;
using Hybrid.Learn.Losses;

namespace Hybrid.Learn.Training;

/// <summary>Fits few weights, such as the physical parameters of a model without a network, by L-BFGS on the gradient over all samples.</summary>
/// <remarks>
/// The objective is that of <see cref="TrainingSettings"/>: the mean of weight × loss plus λ Σ w². A sample without labels that the targets ask for is passed over, one that fails at the beginning is
/// left out; a trial step at which another one fails is shortened, so that the objective has no jumps.
/// The same bits come out whatever the number of threads.
/// </remarks>
public sealed class FullBatchFit
{
    /// <summary>The decrease that is asked for, relative to the slope (Wolfe's first condition).</summary>
    private const double Decrease = 1e-4;

    /// <summary>The slope that may be left (Wolfe's second condition).</summary>
    private const double SlopeLeft = 0.9;

    /// <summary>What rounding may change in a sum over samples, relative: within it the slope alone tells which way is down.</summary>
    private const double Rounding = 1e-14;

    /// <summary>Bisections that take a step to the rounding of a double.</summary>
    private const int Trials = 40;

    private readonly ITrainable model;
    private readonly IReadOnlyList<LossTerm> terms;
    private readonly IReadOnlyList<Sample> samples;
    private readonly FitSettings settings;
    private readonly SlotGradient slots;
    private readonly Objective objective;

    /// <summary>Puts a fit together.</summary>
    /// <param name="model">The model.</param>
    /// <param name="terms">The targets.</param>
    /// <param name="samples">What is fitted to.</param>
    /// <param name="settings">How.</param>
    /// <param name="linearAlgebra">By default <see cref="DenseLinearAlgebra.Default"/>.</param>
    public FullBatchFit(
        ITrainable model, IReadOnlyList<LossTerm> terms, IReadOnlyList<Sample> samples, FitSettings settings, ILinearAlgebra? linearAlgebra = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(settings.Memory);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(settings.Slots);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(settings.FirstStep);
        ArgumentOutOfRangeException.ThrowIfNegative(settings.Iterations);
        ArgumentOutOfRangeException.ThrowIfNegative(settings.PriorStrength);
        (this.model, this.terms, this.samples, this.settings) = (model, terms, samples, settings);
        slots = new SlotGradient(
            new SampleLoss(model, terms), entry => settings.Free.Contains(entry.Role), settings.Slots, Workers.Count(settings.Threads),
            linearAlgebra ?? DenseLinearAlgebra.Default);
        objective = new Objective(model.Layout, settings.PriorStrength, entry => settings.Free.Contains(entry.Role));
    }

    /// <summary>Fits, beginning at given weights.</summary>
    /// <param name="weights">All weights of the model.</param>
    /// <param name="progress">Told after every iteration.</param>
    /// <param name="cancellation">Ends the fit after the running samples, with the best weights so far.</param>
    /// <exception cref="ArgumentException">The number of weights is not that of the model.</exception>
    public FitOutcome Fit(ReadOnlySpan<double> weights, IProgress<FitProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (weights.Length != model.Layout.Length)
            throw new ArgumentException($"{model.Layout.Length} weights were expected, but {weights.Length} came.", nameof(weights));
        var used = Enumerable.Range(0, samples.Count).Where(k => terms.Any(term => term.Asks(samples[k]))).ToArray();
        IReadOnlyList<SkippedSample> skipped = [];
        var at = new FitPoint(weights.ToArray(), double.PositiveInfinity, new double[weights.Length], ErrorTotals.None(terms.Count));
        var search = new LimitedMemoryBfgs(settings.Memory);
        var evaluations = 0;
        var iteration = 0;
        if (used.Length == 0)
            return Ended(FitStatus.NoUsableSample);
        try
        {
            at = Point(at.Weights);
            skipped = [.. at.Totals.Skipped];
            used = [.. used.Except(skipped.Select(sample => sample.Index))];
            if (used.Length == 0)
                return Ended(FitStatus.NoUsableSample);
            if (skipped.Count > 0)
                at = Point(at.Weights);
            while (true)
            {
                if (at.LargestDerivative <= settings.GradientTolerance)
                    return Ended(FitStatus.Converged);
                if (iteration == settings.Iterations)
                    return Ended(FitStatus.MaxIterations);
                var next = LineSearch(at, search.Direction(at.Gradient), search.IsEmpty ? settings.FirstStep / TensorPrimitives.Norm<double>(at.Gradient) : 1.0);
                if (next is null && search.IsEmpty)
                    return Ended(FitStatus.NoProgress);
                if (next is null)
                {
                    // What the earlier steps say no longer fits; the steepest descent is the last try.
                    search.Forget();
                    continue;
                }

                search.Add(Difference(next.Weights, at.Weights), Difference(next.Gradient, at.Gradient));
                at = next;
                iteration++;
                progress?.Report(new FitProgress(iteration, at.Objective, at.LargestDerivative, Errors()));
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Ended(FitStatus.Cancelled);
        }

        FitOutcome Ended(FitStatus status) => new(
            status, at.Weights, at.Objective, at.LargestDerivative, iteration, evaluations, Errors());

        SetErrors Errors() => at.Totals.Errors(terms) with { SkippedCount = skipped.Count, Skipped = [.. skipped.Take(settings.NamedFailures)] };

        FitPoint Point(double[] w)
        {
            evaluations++;
            var totals = ErrorTotals.None(terms.Count);
            var gradient = objective.Gradient;
            Array.Clear(gradient);
            slots.Add(samples, used, w, null, gradient, totals, int.MaxValue, cancellation);
            if (totals.SkippedCount > 0)
                return new FitPoint(w, double.PositiveInfinity, gradient.ToArray(), totals);
            objective.Complete(w, totals.SampleCount);
            return new FitPoint(w, (totals.Loss / totals.SampleCount) + objective.PriorLoss(w), gradient.ToArray(), totals);
        }

        // Bisection between steps that are too long and too short (Lewis and Overton, doi:10.1007/s10107-012-0514-2, section 2).
        FitPoint? LineSearch(FitPoint from, double[] direction, double step)
        {
            var slope = TensorPrimitives.Dot<double>(from.Gradient, direction);
            FitPoint? lower = null;
            double shortest = 0.0, longest = double.PositiveInfinity;
            for (var trial = 0; trial < Trials; trial++)
            {
                var w = new double[direction.Length];
                TensorPrimitives.MultiplyAdd(direction, step, from.Weights, w);
                var point = Point(w);
                var slopeThere = TensorPrimitives.Dot<double>(point.Gradient, direction);
                if (!IsLower(point.Objective, slopeThere))
                {
                    longest = step;
                }
                else if (slopeThere < SlopeLeft * slope)
                {
                    shortest = step;
                    lower = point;
                }
                else
                {
                    return point;
                }

                step = double.IsFinite(longest) ? 0.5 * (shortest + longest) : 2.0 * step;
            }

            return lower;

            // Near the minimum the objective's digits end before those of its slope (Hager and Zhang, doi:10.1137/030601880, equation 4).
            bool IsLower(double objectiveThere, double slopeThere) =>
                (objectiveThere < from.Objective && objectiveThere <= from.Objective + (Decrease * step * slope))
                || (objectiveThere <= from.Objective + (Rounding * Math.Abs(from.Objective)) && slopeThere <= ((2.0 * Decrease) - 1.0) * slope);
        }
    }

    private static double[] Difference(double[] x, double[] y)
    {
        var difference = new double[x.Length];
        TensorPrimitives.Subtract(x, y, difference);
        return difference;
    }
}
