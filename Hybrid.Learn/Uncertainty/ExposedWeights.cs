using System.Collections.Immutable;
using System.Numerics.Tensors;
using Hybrid.Learn.Networks;

namespace Hybrid.Learn.Uncertainty;

/// <summary>
/// The weights whose uncertainty is followed: all physical parameters, all offsets of levels of theory, and the last linear layers of
/// the networks. The features that the last layers work on are taken as they are.
/// </summary>
/// <remarks>
/// A last layer is told by what it is declared with: a weight of a network that begins at zero, so that untrained it changes nothing
/// (<see cref="Initialisation.Zero"/>), and the bias beside it.
/// </remarks>
public sealed class ExposedWeights
{
    /// <summary>Their matrix is dense: 4,000 make one of 128 MB.</summary>
    private const int Most = 4000;

    private readonly ImmutableArray<WeightEntry> entries;
    private readonly ImmutableArray<int> starts;
    private readonly HashSet<string> names;

    private ExposedWeights(ImmutableArray<WeightEntry> entries)
    {
        this.entries = entries;
        names = entries.Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        var places = ImmutableArray.CreateBuilder<int>(entries.Length);
        foreach (var entry in entries)
        {
            places.Add(Count);
            Count += entry.Length;
        }

        starts = places.ToImmutable();
    }

    /// <summary>How many.</summary>
    public int Count { get; }

    /// <summary>The arrays that they come in, in the order of the layout.</summary>
    public IReadOnlyList<WeightEntry> Entries => entries;

    /// <summary>Those of a model.</summary>
    /// <exception cref="NotSupportedException">There are none, or more than a dense matrix is made for.</exception>
    public static ExposedWeights Of(WeightLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var last = layout.Entries.Where(IsLastLayer).Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        var exposed = new ExposedWeights([.. layout.Entries.Where(entry => entry.Role is WeightRole.Physics or WeightRole.Offset || last.Contains(entry.Name) || last.Contains(WeightBeside(entry.Name)))]);
        return exposed.Count switch
        {
            0 => throw new NotSupportedException("A model with physical parameters to learn or with a last layer was expected, but it has neither."),
            > Most => throw new NotSupportedException($"At most {Most} physical parameters and weights of last layers were expected, but there are {exposed.Count}."),
            _ => exposed,
        };
    }

    /// <summary>True for an array of these weights.</summary>
    public bool Contains(WeightEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return names.Contains(entry.Name);
    }

    /// <summary>The place of an array's first weight; null when it isn't exposed.</summary>
    public int? PlaceOf(string name)
    {
        for (var k = 0; k < entries.Length; k++)
        {
            if (entries[k].Name == name)
                return starts[k];
        }

        return null;
    }

    /// <summary>Their values among all weights.</summary>
    public double[] Of(ReadOnlySpan<double> weights)
    {
        var values = new double[Count];
        for (var k = 0; k < entries.Length; k++)
            weights.Slice(entries[k].Offset, entries[k].Length).CopyTo(values.AsSpan(starts[k]));
        return values;
    }

    /// <summary>All weights with these moved.</summary>
    /// <param name="weights">All weights.</param>
    /// <param name="by">One number for each exposed one.</param>
    public double[] Moved(ReadOnlySpan<double> weights, ReadOnlySpan<double> by)
    {
        var moved = weights.ToArray();
        for (var k = 0; k < entries.Length; k++)
        {
            var target = moved.AsSpan(entries[k].Offset, entries[k].Length);
            TensorPrimitives.Add(target, by.Slice(starts[k], entries[k].Length), target);
        }

        return moved;
    }

    /// <summary>
    /// The standard deviation that each weight is believed to have before any data: one prior width for a physical parameter, 1 eV for an offset,
    /// and for a last layer the root-mean-square of what it learned, 1/√inputs where it learned nothing.
    /// </summary>
    /// <param name="weights">All weights.</param>
    public double[] PriorWidths(ReadOnlySpan<double> weights)
    {
        var widths = new double[Count];
        for (var k = 0; k < entries.Length; k++)
            widths.AsSpan(starts[k], entries[k].Length).Fill(PriorWidth(entries[k], weights));
        return widths;
    }

    /// <summary>Adds the adjoints of the last backward walk.</summary>
    internal void AddGradient(WeightBinding binding, double factor, Span<double> gradient)
    {
        for (var k = 0; k < entries.Length; k++)
        {
            var variable = binding[entries[k].Name];
            if (!variable.HasAdjoint)
                continue;
            var target = gradient.Slice(starts[k], entries[k].Length);
            TensorPrimitives.MultiplyAdd(variable.Adjoint, factor, target, target);
        }
    }

    private double PriorWidth(WeightEntry entry, ReadOnlySpan<double> weights)
    {
        if (entry.Role is WeightRole.Physics or WeightRole.Offset)
            return 1.0;
        // A bias counts as one more column of its weight.
        var weight = entry.Role == WeightRole.Network ? entry : entries.First(other => other.Name == WeightBeside(entry.Name));
        var learned = weights.Slice(weight.Offset, weight.Length);
        var rms = Math.Sqrt(TensorPrimitives.SumOfSquares(learned) / weight.Length);
        return rms > 0.0 ? rms : 1.0 / Math.Sqrt(weight.Shape[^1]);
    }

    private static bool IsLastLayer(WeightEntry entry) => entry.Role == WeightRole.Network && entry.Initialisation == Initialisation.Zero;

    private static string WeightBeside(string bias) => bias.EndsWith(".bias", StringComparison.Ordinal) ? $"{bias[..^5]}.weight" : "";
}
