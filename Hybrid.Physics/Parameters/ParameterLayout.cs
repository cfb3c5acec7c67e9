using Hybrid.Core.Elements;

namespace Hybrid.Physics.Parameters;

/// <summary>Which entry of a table belongs to which element, shell or pair. Immutable, shared by the tables of a set.</summary>
internal sealed class ParameterLayout
{
    /// <summary>Tables reach from hydrogen to radon.</summary>
    public const int ElementCount = 86;

    /// <summary>Pairs Z ≤ Z′ of all elements.</summary>
    public const int PairCount = ElementCount * (ElementCount + 1) / 2;

    private readonly ShellDescription[] shells;
    private readonly int[] firstShell = new int[ElementCount + 1];

    /// <param name="shellsOfElement">The shells of Z = 1 to 86; empty where the method has no parameters.</param>
    public ParameterLayout(IReadOnlyList<IReadOnlyList<ShellDescription>> shellsOfElement)
    {
        shells = shellsOfElement.SelectMany(element => element).ToArray();
        for (var i = 0; i < ElementCount; i++)
            firstShell[i + 1] = firstShell[i] + shellsOfElement[i].Count;
    }

    public int ShellCount => shells.Length;

    public static int PairIndex(int z1, int z2)
    {
        var (low, high) = z1 < z2 ? (z1, z2) : (z2, z1);
        return (high * (high - 1) / 2) + low - 1;
    }

    public bool Covers(int z) => z is >= 1 and <= ElementCount && firstShell[z] > firstShell[z - 1];

    public int FirstShell(int z) => firstShell[z - 1];

    public ReadOnlySpan<ShellDescription> Shells(int z) => shells.AsSpan(firstShell[z - 1], firstShell[z] - firstShell[z - 1]);

    public int Length(ParameterDomain domain) => domain switch
    {
        ParameterDomain.Global => 1,
        ParameterDomain.Element => ElementCount,
        ParameterDomain.Shell => shells.Length,
        ParameterDomain.ElementPair => PairCount,
        _ => throw new ArgumentOutOfRangeException(nameof(domain), domain, "A known domain was expected."),
    };

    public string Label(string table, ParameterDomain domain, int index)
    {
        if (domain == ParameterDomain.Global)
            return table;
        if (domain == ParameterDomain.Element)
            return $"{table}[{Element.Symbol(index + 1)}]";
        if (domain == ParameterDomain.Shell)
        {
            var z = 1;
            while (firstShell[z] <= index)
                z++;
            return $"{table}[{Element.Symbol(z)}.{shells[index].Label}]";
        }

        var high = 1;
        while (PairIndex(1, high + 1) <= index)
            high++;
        return $"{table}[{Element.Symbol(index - PairIndex(1, high) + 1)}-{Element.Symbol(high)}]";
    }
}
