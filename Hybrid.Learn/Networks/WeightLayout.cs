using System.Collections.Immutable;
using Hybrid.Core.Sampling;

namespace Hybrid.Learn.Networks;

/// <summary>
/// The names, shapes and places of all weights of a model in one flat array: what optimisers, averages and files work on.
/// Entries are declared while a model is put together; afterwards the layout doesn't change.
/// </summary>
public sealed class WeightLayout
{
    private readonly List<WeightEntry> entries = [];
    private readonly Dictionary<string, WeightEntry> byName = new(StringComparer.Ordinal);

    /// <summary>The entries in the order of their declaration.</summary>
    public IReadOnlyList<WeightEntry> Entries => entries;

    /// <summary>The number of all weights.</summary>
    public int Length { get; private set; }

    /// <summary>An entry by its name.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public WeightEntry this[string name] => byName.TryGetValue(name, out var entry)
        ? entry
        : throw new ArgumentException($"A weight that was declared was expected, but there is none called {name}.", nameof(name));

    /// <summary>Declares an array of weights.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public WeightEntry Declare(string name, Initialisation initialisation, WeightRole role, params ReadOnlySpan<int> shape)
    {
        var entry = new WeightEntry(name, ImmutableArray.Create(shape), Length, initialisation, role);
        if (!byName.TryAdd(name, entry))
            throw new ArgumentException($"A new name of a weight was expected, but {name} is declared already.", nameof(name));
        entries.Add(entry);
        Length += entry.Length;
        return entry;
    }

    /// <summary>The weights of an untrained model.</summary>
    /// <param name="seed">Which random numbers.</param>
    public double[] Initial(ulong seed)
    {
        var values = new double[Length];
        for (var k = 0; k < entries.Count; k++)
            entries[k].Initialisation.Fill(new CounterRandom(seed, Epoch: InitialisationStream, Sample: (ulong)k), values.AsSpan(entries[k].Offset, entries[k].Length));
        return values;
    }

    /// <summary>Keeps the numbers of the initialisation apart from those of any epoch.</summary>
    private const ulong InitialisationStream = ulong.MaxValue;
}
