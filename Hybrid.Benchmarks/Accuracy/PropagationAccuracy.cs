using System.Numerics.Tensors;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Networks;
using Hybrid.Learn.Uncertainty;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Benchmarks.Accuracy;

/// <summary>How far the members of an ensemble are from where the first order puts them, in units of the interval that is reported.</summary>
internal sealed class PropagationAccuracy(ModelUncertainty uncertainty, int members, int states)
{
    private static readonly double[] quantiles = [0.5, 0.9, 0.95, 0.99, 1.0];

    private readonly IReadOnlyList<MemberDraw> draws = MemberDraw.All(uncertainty, members);
    private readonly List<(string Draw, PropagationCheck Check, double Interval)> checks = [];
    private readonly Arena arena = new();
    private int molecules;

    public int Failures { get; private set; }

    public void Add(Structure structure)
    {
        molecules++;
        foreach (var multiplicity in (Multiplicity[])[Multiplicity.Singlet, Multiplicity.Triplet])
        {
            foreach (var draw in draws)
            {
                try
                {
                    Add(structure, multiplicity, draw);
                }
                catch (Exception error) when (error is PredictionException or ArgumentException)
                {
                    Failures++;
                    Console.Error.WriteLine($"molecule {molecules}, {multiplicity}, {draw.Name}: {error.Message}");
                }
            }
        }
    }

    public void Write(TextWriter output)
    {
        output.WriteLine(FormattableString.Invariant($"{molecules} molecules, {Failures} failures, {members} members."));
        foreach (var group in checks.GroupBy(one => (one.Check.Multiplicity, one.Check.Rank, one.Draw)).OrderBy(group => (group.Key.Multiplicity, group.Key.Rank)))
        {
            var all = group.ToArray();
            output.WriteLine(FormattableString.Invariant($"{group.Key.Multiplicity} {group.Key.Rank}, {group.Key.Draw}: {all.Length} states, {all.Count(one => !one.Check.Agrees)} of them flagged"));
            Write(output, "members off the first order (rms) / interval", all.Select(one => one.Check.Difference / one.Interval));
            Write(output, "exact spread / spread to first order", all.Select(one => one.Check.Exact / one.Check.FirstOrder));
            Write(output, "spread to first order / interval", all.Select(one => one.Check.FirstOrder / one.Interval));
        }
    }

    /// <summary>As <see cref="ShallowEnsemble.Check"/>, for any draw.</summary>
    private void Add(Structure structure, Multiplicity multiplicity, MemberDraw draw)
    {
        var found = uncertainty.Gradients.Of(structure, multiplicity, states);
        var @class = uncertainty.ClassOf(structure);
        var n = Math.Min(states, found.Count);
        double[] first = new double[n], exact = new double[n], difference = new double[n];
        foreach (var move in draw.Moves)
        {
            var energies = Energies(uncertainty.Exposed.Moved(uncertainty.Model.Weights.Span, move), structure, multiplicity, found.Count);
            for (var k = 0; k < n; k++)
            {
                var linear = TensorPrimitives.Dot<double>(found[k].ByEnergy, move);
                var own = energies[k] - found[k].Energy;
                first[k] += linear * linear / members;
                exact[k] += own * own / members;
                difference[k] += (own - linear) * (own - linear) / members;
            }
        }

        for (var k = 0; k < n; k++)
            checks.Add((draw.Name, new PropagationCheck(multiplicity, k + 1, Math.Sqrt(first[k]), Math.Sqrt(exact[k]), Math.Sqrt(difference[k])), uncertainty.Of(found[k], @class).EnergyUncertainty));
    }

    private double[] Energies(double[] weights, Structure structure, Multiplicity multiplicity, int count)
    {
        arena.Reset();
        var model = uncertainty.Model.Model;
        var tape = new Tape(arena, isRecording: false, DenseLinearAlgebra.Default);
        var found = model.Record(tape, new WeightBinding(tape, model.Layout, weights, isDifferentiated: false), structure).States(multiplicity, count);
        return [.. found.Energies.Value.ToArray().Select(ω => ω * Constants.ElectronvoltPerHartree)];
    }

    private static void Write(TextWriter output, string name, IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        output.WriteLine($"  {name}: {string.Join(", ", quantiles.Select(q => FormattableString.Invariant($"{100 * q:0} % below {sorted[Math.Min(sorted.Length - 1, (int)(q * sorted.Length))]:0.000}")))}");
    }
}
