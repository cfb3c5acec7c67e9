using System.Collections.Immutable;
using Hybrid.Learn.Data;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Models;

/// <summary>Where learning alone begins: at the means of the training data.</summary>
public static class DirectStart
{
    /// <summary>States closer than this to the one below begin this far above it, Eh: means of states must ascend.</summary>
    private const double SmallestStep = 1e-3;

    /// <summary>A strength that begins at zero could not grow.</summary>
    private const double SmallestStrength = 1e-3;

    /// <summary>Mean energies and strengths by order of energy, over the labels that count.</summary>
    /// <param name="samples">The training data; those whose states aren't the lowest of their spin are left out.</param>
    /// <returns>One state for each rank that a label has.</returns>
    /// <exception cref="ArgumentException">No sample has the lowest states.</exception>
    public static DirectSettings Of(IReadOnlyCollection<Sample> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var singlets = Ranks(samples, Multiplicity.Singlet);
        var triplets = Ranks(samples, Multiplicity.Triplet);
        if (singlets.Count + triplets.Count == 0)
            throw new ArgumentException("Training samples with their lowest states were expected for learning alone, but there are none.", nameof(samples));
        var strengths = singlets.ConvertAll(states => states.Where(state => state.Strength is not null).Select(state => state.Strength!.Value).DefaultIfEmpty(double.NaN).Average());
        var first = singlets.Count > 0 ? singlets[0] : triplets[0];
        var mean = first.Average(state => state.Energy);
        var spread = Math.Sqrt(first.Average(state => (state.Energy - mean) * (state.Energy - mean)));
        return new DirectSettings
        {
            SingletEnergies = Means(singlets),
            TripletEnergies = Means(triplets),
            Strengths = strengths.TrueForAll(double.IsFinite) ? [.. strengths.Select(strength => Math.Max(strength, SmallestStrength))] : [],
            EnergySpread = Math.Max(spread, SmallestStep),
        };
    }

    private static List<ReferenceState[]> Ranks(IReadOnlyCollection<Sample> samples, Multiplicity multiplicity)
    {
        var ordered = samples.Where(sample => sample.StatesAreLowest)
            .Select(sample => sample.States.Where(state => state.Multiplicity == multiplicity).OrderBy(state => state.Energy).ToArray()).ToArray();
        var ranks = new List<ReferenceState[]>();
        while (ordered.Where(states => states.Length > ranks.Count).Select(states => states[ranks.Count]).Where(state => state.Weight > 0.0).ToArray() is { Length: > 0 } rank)
            ranks.Add(rank);
        return ranks;
    }

    private static ImmutableArray<double> Means(List<ReferenceState[]> ranks)
    {
        var means = ImmutableArray.CreateBuilder<double>();
        foreach (var rank in ranks)
        {
            var mean = rank.Average(state => state.Energy);
            means.Add(means.Count > 0 ? Math.Max(mean, means[^1] + SmallestStep) : mean);
        }

        return means.ToImmutable();
    }
}
