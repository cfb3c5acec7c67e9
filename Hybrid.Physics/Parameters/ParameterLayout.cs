using Hybrid.Core.Elements;

namespace Hybrid.Physics.Parameters;

/// <summary>Which entry of a table belongs to which element, shell or pair. Immutable, shared by the tables of a set.</summary>
/// <remarks>The shells of each step of a method are counted for themselves.</remarks>
internal sealed class ParameterLayout
{
    /// <summary>Tables reach from hydrogen to radon.</summary>
    public const int ElementCount = 86;

    /// <summary>Pairs Z ≤ Z′ of all elements.</summary>
    public const int PairCount = ElementCount * (ElementCount + 1) / 2;

    private readonly string[] steps;
    private readonly ShellDescription[][] shells;
    private readonly int[][] firstShell;

    /// <param name="steps">The steps of the method that have a basis of their own.</param>
    /// <param name="shellsOfElement">The shells of Z = 1 to 86; empty where the method has no parameters.</param>
    public ParameterLayout(string[] steps, IReadOnlyList<IReadOnlyList<ShellDescription>> shellsOfElement)
    {
        this.steps = steps;
        shells = Array.ConvertAll(steps, step => shellsOfElement.SelectMany(element => element).Where(shell => shell.Step == step).ToArray());
        firstShell = Array.ConvertAll(steps, step =>
        {
            var first = new int[ElementCount + 1];
            for (var i = 0; i < ElementCount; i++)
                first[i + 1] = first[i] + shellsOfElement[i].Count(shell => shell.Step == step);
            return first;
        });
    }

    public IReadOnlyList<string> Steps => steps;

    public static int PairIndex(int z1, int z2)
    {
        var (low, high) = z1 < z2 ? (z1, z2) : (z2, z1);
        return (high * (high - 1) / 2) + low - 1;
    }

    public bool Covers(int z) => z is >= 1 and <= ElementCount && Array.TrueForAll(firstShell, first => first[z] > first[z - 1]);

    public int FirstShell(int z, string step) => firstShell[Array.IndexOf(steps, step)][z - 1];

    public ReadOnlySpan<ShellDescription> Shells(int z, string step)
    {
        var s = Array.IndexOf(steps, step);
        return shells[s].AsSpan(firstShell[s][z - 1]..firstShell[s][z]);
    }

    public int Length(ParameterDomain domain, string step) => domain switch
    {
        ParameterDomain.Global => 1,
        ParameterDomain.Element => ElementCount,
        ParameterDomain.Shell => shells[Array.IndexOf(steps, step)].Length,
        ParameterDomain.ElementPair => PairCount,
        _ => throw new ArgumentOutOfRangeException(nameof(domain), domain, "A known domain was expected."),
    };

    public string Label(string table, ParameterDomain domain, string step, int index)
    {
        if (domain == ParameterDomain.Global)
            return table;
        if (domain == ParameterDomain.Element)
            return $"{table}[{Element.Symbol(index + 1)}]";
        if (domain == ParameterDomain.Shell)
        {
            var s = Array.IndexOf(steps, step);
            var z = 1;
            while (firstShell[s][z] <= index)
                z++;
            return $"{table}[{Element.Symbol(z)}.{shells[s][index].Label}]";
        }

        var high = 1;
        while (PairIndex(1, high + 1) <= index)
            high++;
        return $"{table}[{Element.Symbol(index - PairIndex(1, high) + 1)}-{Element.Symbol(high)}]";
    }
}
