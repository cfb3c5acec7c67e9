namespace Hybrid.Learn.Representations.Unconstrained;

/// <summary>
/// Where tokens stand: one per atom, then one per directed pair, in the order of the neighbours. An atom's token and those of the pairs that
/// it collects make its surroundings.
/// </summary>
internal sealed class Tokens
{
    private readonly int[] firstPairs;

    public Tokens(Neighbours neighbours)
    {
        AtomCount = neighbours.AtomCount;
        Count = neighbours.AtomCount + neighbours.Count;
        var centres = neighbours.Centres.Span;
        var others = neighbours.Others.Span;
        firstPairs = new int[AtomCount + 1];
        foreach (var centre in centres)
            firstPairs[centre + 1]++;
        for (var i = 0; i < AtomCount; i++)
            firstPairs[i + 1] += firstPairs[i];
        Partners = Enumerable.Range(0, Count).ToArray();
        for (var p = 0; p < centres.Length; p++)
        {
            var others_j = others.Slice(firstPairs[others[p]], firstPairs[others[p] + 1] - firstPairs[others[p]]);
            Partners[AtomCount + p] = AtomCount + firstPairs[others[p]] + others_j.IndexOf(centres[p]);
        }
    }

    /// <summary>The tokens of atoms.</summary>
    public int AtomCount { get; }

    /// <summary>All tokens.</summary>
    public int Count { get; }

    /// <summary>For the token of (i, j) that of (j, i), for an atom's token itself.</summary>
    public int[] Partners { get; }

    /// <summary>The number of tokens in the surroundings of an atom.</summary>
    public int SizeOf(int atom) => 1 + firstPairs[atom + 1] - firstPairs[atom];

    /// <summary>The a-th token in the surroundings of an atom; the first is its own.</summary>
    public int Of(int atom, int a) => a == 0 ? atom : AtomCount + firstPairs[atom] + a - 1;
}
