using System.Collections.Immutable;
using System.Numerics.Tensors;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Sampling;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Networks;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Uncertainty;

/// <summary>
/// Members that share the network's trunk and differ in the exposed weights, w_m = w + q68 Δ_m. Their predictions follow from the derivatives of the
/// model's own to first order, p_m = p + q68 (c g·Δ_m + ρ ξ_m), so that all of them cost one backward walk for each quantity; or exactly, one
/// calculation for each member. Immutable.
/// </summary>
/// <remarks>
/// Δ_m comes from the posterior of labels that are α times noisier (<see cref="ModelUncertainty.Calibrated"/>), which leaves no weight less sure than its
/// prior. It is the same for all quantities and structures: members carry the correlations between states and between molecules. ξ_m is a normal random
/// number of its own for each quantity, with what Δ leaves of the interval: ρ² = max(0, s² − v²) for the spread s of
/// <see cref="TargetCalibration"/> and v of g·Δ, and c = min(1, s/v), so that members scatter by s. A member whose Hamiltonian is solved for has no such noise: it is moved by
/// α D^½ ζ_m on top (<see cref="Weights"/>), and <see cref="Check"/> holds the first order of that move against it.
/// </remarks>
public sealed class ShallowEnsemble
{
    private readonly ModelUncertainty uncertainty;
    private readonly Posterior posterior;
    private readonly ImmutableArray<double[]> moves;
    private readonly ulong seed;
    private readonly CalibrationClass @class;

    /// <summary>Draws the members.</summary>
    /// <param name="uncertainty">How sure the model is.</param>
    /// <param name="members">How many.</param>
    /// <param name="seed">Equal seeds, equal members.</param>
    /// <param name="class">Whose calibration they scatter by: that of the molecules that they are asked about.</param>
    public ShallowEnsemble(ModelUncertainty uncertainty, int members = 32, ulong seed = 1, CalibrationClass @class = CalibrationClass.Inside)
    {
        ArgumentNullException.ThrowIfNull(uncertainty);
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 1);
        this.uncertainty = uncertainty;
        this.seed = seed;
        this.@class = @class;
        posterior = uncertainty.Calibrated;
        moves = [.. Enumerable.Range(0, members).Select(m => posterior.Member(seed, m))];
    }

    /// <summary>How many members.</summary>
    public int Count => moves.Length;

    /// <summary>
    /// All weights of a member: the exposed ones moved by q68 (Δ_m + α D^½ ζ_m) with the calibration of the lowest singlet and normal numbers ζ, as if each member were the best model
    /// for a molecule (<see cref="ModelUncertainty.Scatter"/>).
    /// </summary>
    public double[] Weights(int member)
    {
        var by = new double[uncertainty.Exposed.Count];
        TensorPrimitives.Multiply(Scattered(member), Stretch, by);
        return uncertainty.Exposed.Moved(uncertainty.Model.Weights.Span, by);
    }

    /// <summary>What each member predicts, to first order, with what the weights leave of the interval as noise. Strengths don't fall below zero.</summary>
    /// <param name="states">Differentiated states of one structure.</param>
    /// <param name="structure">Tells the noise of structures apart: equal numbers, equal noise.</param>
    public IReadOnlyList<MemberStates> FirstOrder(IReadOnlyList<StateGradient> states, ulong structure = 0)
    {
        ArgumentNullException.ThrowIfNull(states);
        var energies = states.Select(state => uncertainty.Scattering(TargetKinds.EnergyOf(state.Multiplicity), state.Rank, @class, state.ByEnergy)).ToArray();
        var strengths = states.Select(state => uncertainty.Scattering(TargetKind.Strength, state.Rank, @class, state.ByStrength)).ToArray();
        return [.. moves.Select((move, m) =>
        {
            var noise = new CounterRandom(seed, Epoch: NoiseStream ^ structure, Sample: (ulong)m);
            return new MemberStates(
                [.. states.Select((state, k) => state.Energy + energies[k].Deviation(move, noise.Normal((ulong)(2 * k))))],
                [.. states.Select((state, k) => state.Strength is { } f ? Math.Max(0.0, f + strengths[k].Deviation(move, noise.Normal((ulong)((2 * k) + 1)))) : 0.0)]);
        })];
    }

    /// <summary>Solves every member's own Hamiltonian and compares the spreads of excitation energies. The members' states are in order of energy.</summary>
    /// <param name="structure">A molecule.</param>
    /// <param name="multiplicity">The spin.</param>
    /// <param name="count">How many states at least, as far as there are.</param>
    /// <exception cref="PredictionException">There are no states: the message says why.</exception>
    /// <exception cref="ArgumentException">The structure doesn't fit the model.</exception>
    public IReadOnlyList<PropagationCheck> Check(Structure structure, Multiplicity multiplicity, int count)
    {
        var states = uncertainty.Gradients.Of(structure, multiplicity, count);
        var n = states.Count;
        double[] first = new double[n], exact = new double[n], difference = new double[n];
        var arena = new Arena();
        for (var m = 0; m < Count; m++)
        {
            var move = Scattered(m);
            var energies = Exact(arena, Weights(m), structure, multiplicity, n);
            for (var k = 0; k < n; k++)
            {
                var linear = Stretch * TensorPrimitives.Dot<double>(states[k].ByEnergy, move);
                var own = (k < energies.Length ? energies[k] : double.NaN) - states[k].Energy;
                first[k] += linear * linear / Count;
                exact[k] += own * own / Count;
                difference[k] += (own - linear) * (own - linear) / Count;
            }
        }

        return [.. states.Select((state, k) => new PropagationCheck(multiplicity, state.Rank, Math.Sqrt(first[k]), Math.Sqrt(exact[k]), Math.Sqrt(difference[k])))];
    }

    private double[] Exact(Arena arena, double[] weights, Structure structure, Multiplicity multiplicity, int count)
    {
        arena.Reset();
        var model = uncertainty.Model.Model;
        var tape = new Tape(arena, isRecording: false, DenseLinearAlgebra.Default);
        var states = model.Record(tape, new WeightBinding(tape, model.Layout, weights, isDifferentiated: false), structure).States(multiplicity, count);
        return [.. states.Energies.Value.ToArray().Select(ω => ω * Constants.ElectronvoltPerHartree)];
    }

    /// <summary>Δ of a member and, on top, by how much the weights of one molecule may differ from those of all.</summary>
    private double[] Scattered(int member)
    {
        var scale = uncertainty.Calibration(TargetKind.SingletEnergy, 1, @class).Scale;
        var random = new CounterRandom(seed, Epoch: ScatterStream, Sample: (ulong)member);
        var move = (double[])moves[member].Clone();
        for (var k = 0; k < move.Length; k++)
            move[k] += scale * Math.Sqrt(uncertainty.Scatter.Span[k]) * random.Normal((ulong)k);
        return move;
    }

    private double Stretch => uncertainty.Calibration(TargetKind.SingletEnergy, 1, @class).Quantile68;

    /// <summary>Keeps these numbers apart from those of the weights.</summary>
    private const ulong NoiseStream = ulong.MaxValue / 2, ScatterStream = ulong.MaxValue / 3;
}
