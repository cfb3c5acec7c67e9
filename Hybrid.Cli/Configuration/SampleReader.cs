using Hybrid.Core.Elements;
using Hybrid.Learn.Data;
using Hybrid.Learn.Models;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Cli.Configuration;

/// <summary>Reads the samples that a data set of a configuration asks for.</summary>
/// <param name="elements">The elements of the model.</param>
/// <param name="seed">Of the training, which chooses subsets where the data set names no seed.</param>
internal sealed class SampleReader(IReadOnlyCollection<int> elements, ulong seed)
{
    /// <summary>The samples of several sets, one after the other, and what the card says about each.</summary>
    /// <exception cref="ConfigurationException">A set has fewer samples than asked for, or none.</exception>
    /// <exception cref="FormatException">A file lacks a label or holds one that can't be; the message says where.</exception>
    public (IReadOnlyList<Sample> Samples, IReadOnlyList<DataDescription> Sets) Read(IEnumerable<DataConfiguration> sets, int? size = null)
    {
        var samples = new List<Sample>();
        var descriptions = new List<DataDescription>();
        var isFirst = true;
        foreach (var set in sets)
        {
            // A size from outside, as of a learning curve, is that of the first set.
            var chosen = Read(isFirst && size is not null ? set with { Size = size } : set);
            isFirst = false;
            for (var turn = 0; turn < set.Repeat; turn++)
                samples.AddRange(chosen);
            descriptions.Add(new DataDescription(
                Path.GetFileName(set.File), set.Labels.Level, chosen.Count, FileChecksum.Of(set.File), set.ChoiceInWords, set.Transitions is { } table ? FileChecksum.Of(table) : null));
        }

        return (samples, descriptions);
    }

    private IReadOnlyList<Sample> Read(DataConfiguration set)
    {
        var samples = set.Choice.Of(Joined(set).Where(sample => IsAsked(set, sample)).Select(sample => set.KeepsLowestValence ? LowestValence(sample) : sample)
            .Where(sample => !set.KeepsLowestValence || !sample.States.IsEmpty));
        if (set.Size is { } size)
        {
            if (size > samples.Count)
                throw set.Section.Wrong("size", $"a size of at most {samples.Count} was expected as {set.Section.Place}.size, the samples there are, but it is {size}.");
            samples = MoleculeSplit.First(samples, (ulong?)set.Seed ?? seed, size);
        }

        if (samples.Count == 0)
            throw set.Section.Wrong("file", $"samples were expected in {set.Section.Place}, but there are none.");
        return set.Weight == 1.0 ? samples : [.. samples.Select(sample => sample with { Weight = set.Weight * sample.Weight })];
    }

    private static IEnumerable<Sample> Joined(DataConfiguration set)
    {
        var samples = set.Choice.Stream(set.File, set.Labels);
        return set.Transitions is { } table ? TransitionTable.Read(table, QuestDatabase.Columns).JoinedTo(samples, areSome: true) : samples;
    }

    private bool IsAsked(DataConfiguration set, Sample sample)
    {
        foreach (var z in sample.Structure.AtomicNumbers)
        {
            if (!elements.Contains(z))
            {
                return set.SkipsOtherElements
                    ? false
                    : throw set.Section.Wrong("file", $"structures of {string.Join(", ", elements.Select(Element.Symbol))} were expected in {set.Section.Place}, but {sample.Name} has {Element.Symbol(z)}; other_elements: skip leaves such out.");
            }
        }

        return set.HeavyAtoms is not { } most || sample.Structure.HeavyAtomCount <= most;
    }

    /// <summary>Of each spin the lowest state, unless it is Rydberg; what is left is the lowest.</summary>
    private static Sample LowestValence(Sample sample) => sample with
    {
        States = [.. new[] { Multiplicity.Singlet, Multiplicity.Triplet }
            .Select(multiplicity => sample.States.Where(state => state.Multiplicity == multiplicity).MinBy(state => state.Energy))
            .OfType<ReferenceState>().Where(state => state.IsRydberg != true)],
        StatesAreLowest = true,
    };
}
