using System.Globalization;
using System.Text;
using Hybrid.Core.Elements;
using Hybrid.Core.Structures;
using Hybrid.Physics.Geometry;

namespace Hybrid.Learn.Data;

/// <summary>Which molecule a structure is, by its elements and bonds alone: the same for conformers, stereoisomers and any order of atoms.</summary>
/// <remarks>
/// <para>
/// The bonds are those of <see cref="CovalentBonds"/>. The key is the composition and a number that colours make: every atom begins with its
/// element and takes up the colours of its neighbours, as often as there are atoms (B. Weisfeiler, A. Leman, 1968). Different
/// molecules that no such colouring tells apart (decalin and bicyclopentyl, of one degree everywhere) get one key, too.
/// </para>
/// </remarks>
public static class BondGraph
{
    /// <summary>Such as "C6H6-3f2a90b1c47d5e68".</summary>
    public static string Key(Structure structure)
    {
        ArgumentNullException.ThrowIfNull(structure);
        var bonds = new CovalentBonds(structure);
        var n = structure.AtomCount;
        var colours = new ulong[n];
        var next = new ulong[n];
        for (var A = 0; A < n; A++)
            colours[A] = StableHash.Mixed((ulong)structure.AtomicNumbers[A]);
        for (var round = 0; round < n; round++)
        {
            for (var A = 0; A < n; A++)
            {
                // A sum doesn't know the order of the neighbours.
                var around = 0UL;
                foreach (var B in bonds.Neighbours(A))
                    around = unchecked(around + StableHash.Mixed(colours[B]));
                next[A] = StableHash.Mixed(unchecked((colours[A] * 3) + around));
            }

            (colours, next) = (next, colours);
        }

        var sum = 0UL;
        foreach (var colour in colours)
            sum = unchecked(sum + StableHash.Mixed(colour));
        return string.Create(CultureInfo.InvariantCulture, $"{Composition(structure)}-{sum:x16}");
    }

    /// <summary>The sum formula, carbon and hydrogen first.</summary>
    public static string Composition(Structure structure)
    {
        ArgumentNullException.ThrowIfNull(structure);
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var z in structure.AtomicNumbers)
        {
            var symbol = Element.Symbol(z);
            counts[symbol] = counts.GetValueOrDefault(symbol) + 1;
        }

        var formula = new StringBuilder();
        foreach (var (symbol, count) in counts.OrderBy(pair => pair.Key switch { "C" => 0, "H" => 1, _ => 2 }).ThenBy(pair => pair.Key, StringComparer.Ordinal))
            formula.Append(symbol).Append(count == 1 ? "" : count.ToString(CultureInfo.InvariantCulture));
        return formula.ToString();
    }
}
