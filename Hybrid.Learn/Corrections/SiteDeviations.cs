using Hybrid.Core.Autodiff;
using Hybrid.Learn.Networks;
using Hybrid.Learn.Representations;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Parameters;

namespace Hybrid.Learn.Corrections;

/// <summary>
/// Parameters that depend on an atom's surroundings: each neighbour within the cutoff moves the levels, hardnesses, … of the atom by a
/// number that the network gives for the pair. First seam.
/// </summary>
/// <remarks>An atom without neighbours keeps its parameters. Together with what is learned for all atoms they stay within their bounds.</remarks>
internal sealed class SiteDeviations
{
    private readonly string[] tables;
    private readonly int[] slots;
    private readonly PairChannels channels;
    private readonly ParameterSet parameters;

    public SiteDeviations(ParameterSet parameters, IEnumerable<string> tables, IReadOnlyCollection<int> elements, int inputs)
    {
        this.parameters = parameters;
        this.tables = TableEntries.Learnable(parameters, tables);
        slots = Array.ConvertAll(this.tables, table => parameters[table].Domain switch
        {
            ParameterDomain.Element => 1,
            ParameterDomain.Shell => elements.Max(z => parameters.Shells(z, parameters[table].Step).Length),
            var domain => throw new ArgumentException($"A table of elements or shells was expected to depend on the surroundings, but {table} is of domain {domain}.", nameof(tables)),
        });
        channels = new PairChannels("sites", inputs, slots.Sum());
    }

    public void Declare(WeightLayout layout) => channels.Declare(layout);

    /// <summary>One term per table with one row per atom or shell.</summary>
    public IEnumerable<LearnedTerm> Of(CorrectionSeams seams, Neighbours neighbours, Features features, WeightBinding weights)
    {
        if (tables.Length == 0)
            yield break;
        var perAtom = channels.Of(neighbours, features, weights).ScatterAdd(neighbours.Centres, neighbours.AtomCount).Reshape(neighbours.AtomCount * channels.Channels);
        var first = 0;
        for (var t = 0; t < tables.Length; t++)
        {
            var values = perAtom.Gather(Index(seams.AtomicNumbers, parameters[tables[t]], first));
            yield return new LearnedTerm(LearnedTermKind.SiteParameter, tables[t], values, 1, TableEntries.Atoms(parameters, tables[t], seams.AtomicNumbers).Atoms);
            first += slots[t];
        }
    }

    /// <summary>The place of each atom's or shell's number among all channels of all atoms.</summary>
    private int[] Index(ReadOnlySpan<int> atomicNumbers, ParameterTable table, int first)
    {
        var index = new List<int>();
        for (var A = 0; A < atomicNumbers.Length; A++)
        {
            var count = table.Domain == ParameterDomain.Element ? 1 : parameters.Shells(atomicNumbers[A], table.Step).Length;
            for (var k = 0; k < count; k++)
                index.Add((A * channels.Channels) + first + k);
        }

        return [.. index];
    }
}
