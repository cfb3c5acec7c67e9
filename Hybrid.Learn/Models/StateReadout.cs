using System.Collections.Immutable;
using Hybrid.Core.Autodiff;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Networks;
using Hybrid.Learn.Representations;

namespace Hybrid.Learn.Models;

/// <summary>
/// Excitation energies and strengths of one spin from the features of atoms: means over atoms by attention, then a network.
/// </summary>
/// <remarks>
/// ω_1 = ω̄_1 + σ x_1 and ω_k = ω_{k−1} + σ softplus(x_k + c_k), f_k = f̄_k softplus(y_k)/ln 2, where untrained all x and y are zero
/// and the states are those that the settings give. Energies ascend by construction.
/// </remarks>
internal sealed class StateReadout
{
    private readonly ImmutableArray<double> energies;
    private readonly ImmutableArray<double> strengths;
    private readonly double spread;
    private readonly LinearLayer attention;
    private readonly LinearLayer values;
    private readonly Perceptron states;

    public StateReadout(string name, DirectSettings settings, ImmutableArray<double> energies, ImmutableArray<double> strengths, int inputs)
    {
        (this.energies, this.strengths, spread) = (energies, strengths, settings.EnergySpread);
        attention = new LinearLayer($"{name}.attention", inputs, settings.Heads, HasBias: false);
        values = new LinearLayer($"{name}.values", inputs, settings.Heads * settings.HeadWidth);
        states = new Perceptron($"{name}.states", settings.Heads * settings.HeadWidth, settings.Width, energies.Length + strengths.Length);
    }

    public void Declare(WeightLayout layout)
    {
        attention.Declare(layout);
        values.Declare(layout);
        states.Declare(layout, Initialisation.Zero);
    }

    public PredictedStates Of(Features features, WeightBinding weights)
    {
        var pooled = AttentionPooling.Of(attention.Of(features.Atoms, weights), values.Of(features.Atoms, weights).SiLU());
        var x = states.Of(pooled, weights);
        x = x.Reshape(x.Length);
        return new PredictedStates(
            Ascending(x.Slice(0, energies.Length)),
            strengths.IsEmpty ? null : new Lazy<Variable>(() => Positive(x.Slice(energies.Length, strengths.Length))),
            Solution: null);
    }

    private Variable Ascending(Variable x)
    {
        var tape = x.Tape;
        var lowest = x.Slice(0, 1).Scale(spread).Shift(energies[0]);
        if (energies.Length == 1)
            return lowest;
        var n = energies.Length;
        var shifts = Enumerable.Range(1, n - 1).Select(k => InverseSoftplus((energies[k] - energies[k - 1]) / spread)).ToArray();
        var gaps = x.Slice(1, n - 1).Add(tape.Constant(shifts, n - 1)).Softplus().Scale(spread);
        var sums = Enumerable.Range(0, n * n).Select(k => k % n <= k / n ? 1.0 : 0.0).ToArray();
        return tape.Constant(sums, n, n).MatMul(Indexing.Concatenate(lowest, gaps).Reshape(n, 1)).Reshape(n);
    }

    private Variable Positive(Variable y)
    {
        var mean = y.Tape.Constant(strengths.AsSpan(), strengths.Length);
        return y.Softplus().Scale(1.0 / Math.Log(2.0)).Multiply(mean);
    }

    private static double InverseSoftplus(double y) => y + Math.Log(-double.ExpM1(-y));
}
