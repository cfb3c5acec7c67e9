using Hybrid.Learn.Representations;

namespace Hybrid.Tests.Learn.Representations;

/// <summary>The numbers of features by atom and by pair.</summary>
public sealed class DescribedStructure(Neighbours neighbours, Features features)
{
    private readonly double[] atoms = features.Atoms.Value.ToArray();
    private readonly double[] pairs = features.Pairs.Value.ToArray();
    private readonly int atomWidth = features.Atoms.Shape[1];
    private readonly int pairWidth = features.Pairs.Shape[1];

    /// <summary>The number of pairs.</summary>
    public int Count => neighbours.Count;

    public double[] All => [.. atoms, .. pairs];

    public double[] Atom(int A) => atoms.AsSpan(A * atomWidth, atomWidth).ToArray();

    public double[] Pair(int p) => pairs.AsSpan(p * pairWidth, pairWidth).ToArray();

    public int Centre(int p) => neighbours.Centres.Span[p];

    public int Other(int p) => neighbours.Others.Span[p];

    public int PairOf(int centre, int other) => Enumerable.Range(0, Count).Single(p => Centre(p) == centre && Other(p) == other);
}
