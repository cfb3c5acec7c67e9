using System.Collections.Concurrent;
using System.Numerics.Tensors;
using Hybrid.Core.Autodiff;
using Hybrid.Core.Units;
using Hybrid.Learn.Data;
using Hybrid.Learn.Networks;

namespace Hybrid.Learn.Losses;

/// <summary>Forces F = −∂E/∂R, component by component, eV/Å.</summary>
/// <remarks>
/// <para>
/// The derivative by the weights holds second derivatives of the energy, which a tape doesn't record. With r = ∂L/∂F it is
/// ∂L/∂w = Σ r·∂F/∂w = −d/dt ∂E(R + t r)/∂w at t = 0, taken by central differences of the energy's gradient: two more predictions
/// with a backward walk each, whatever the number of atoms.
/// </para>
/// <para>
/// The farthest atom is moved by <see cref="Step"/>. The error is of the order of step²/6 times the third derivative along r, about 1e-6 of the
/// gradient, and that of an energy's gradient with noise η is η/step.
/// </para>
/// <para>Derivatives of this loss by positions are not given.</para>
/// </remarks>
/// <param name="deviation">How deviations in eV/Å are punished.</param>
/// <param name="weight">Of the term among others.</param>
public sealed class ForceLoss(HuberLoss deviation, double weight = 1.0) : LossTerm
{
    /// <summary>Bohr.</summary>
    public const double Step = 1e-3;

    private const double ElectronvoltPerAngstrom = Constants.ElectronvoltPerHartree / Constants.AngstromPerBohr;

    private readonly ConcurrentBag<Arena> arenas = [];

    /// <inheritdoc/>
    public override string Name => "forces";

    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant($"{Name} (weight {weight}, width {deviation.Width} eV/Å)");

    /// <inheritdoc/>
    public override string Unit => "eV/Å";

    /// <inheritdoc/>
    public override bool NeedsDerivatives => true;

    /// <inheritdoc/>
    public override bool Asks(Sample sample) => sample is { Forces: not null };

    /// <inheritdoc/>
    public override LossValue? Of(TapePrediction prediction, Sample sample, WeightBinding weights)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentNullException.ThrowIfNull(sample);
        if (sample.Forces is not { } references)
            return null;
        var (energy, positions) = (prediction.Energy, prediction.Positions);
        var tape = prediction.Tape;
        tape.Backward(energy);
        var gradient = positions.Adjoint.ToArray();
        tape.ForgetAdjoints();

        var loss = tape.Output([energy], 1);
        var r = new double[gradient.Length];
        double absolute = 0.0, squared = 0.0;
        for (var k = 0; k < r.Length; k++)
        {
            var error = (-gradient[k] - references[k]) * ElectronvoltPerAngstrom;
            loss.Value[0] += weight * deviation.Value(error);
            r[k] = weight * deviation.Slope(error) * ElectronvoltPerAngstrom;
            absolute += Math.Abs(error);
            squared += error * error;
        }

        tape.Record(loss, () => AddSlope(prediction, weights, r, loss.Adjoint[0]));
        return new LossValue(loss, absolute, squared, r.Length);
    }

    /// <summary>Adds −seed d/dt ∂E(R + t r)/∂w to the adjoints of the weights.</summary>
    private void AddSlope(TapePrediction prediction, WeightBinding weights, ReadOnlySpan<double> r, double seed)
    {
        if (!r.ContainsAnyExcept(0.0))
            return;
        var t = Step / Math.Abs(TensorPrimitives.MaxMagnitude(r));
        var slope = new double[weights.Length];
        AddGradient(prediction, weights, r, -t, slope);
        TensorPrimitives.Negate<double>(slope, slope);
        AddGradient(prediction, weights, r, t, slope);
        weights.AddToAdjoints(slope, -seed / (2.0 * t));
    }

    /// <summary>Adds ∂E(R + t r)/∂w.</summary>
    private void AddGradient(TapePrediction prediction, WeightBinding weights, ReadOnlySpan<double> r, double t, Span<double> gradient)
    {
        if (!arenas.TryTake(out var arena))
            arena = new Arena();
        arena.Reset();
        var tape = new Tape(arena, isRecording: true, prediction.Tape.LinearAlgebra);
        var binding = weights.On(tape);
        var moved = new double[r.Length];
        TensorPrimitives.MultiplyAdd(r, t, prediction.Positions.Value, moved);
        tape.Backward(prediction.At(tape, binding, moved).Energy);
        binding.AddGradientTo(gradient);
        arenas.Add(arena);
    }
}
