using Hybrid.Core.Elements;
using Hybrid.Core.Structures;

namespace Hybrid.Physics.Geometry;

/// <summary>The kind of an atom by its bonds: its element and those that it is bonded to.</summary>
public static class AtomKind
{
    /// <summary>Such as "C(C,H,O)", the bonded elements in the order of their symbols.</summary>
    /// <param name="structure">A molecule.</param>
    /// <param name="bonds">Its bonds.</param>
    /// <param name="atom">The atom, from zero.</param>
    public static string Of(Structure structure, CovalentBonds bonds, int atom)
    {
        ArgumentNullException.ThrowIfNull(structure);
        ArgumentNullException.ThrowIfNull(bonds);
        var z = structure.AtomicNumbers;
        var around = new List<string>();
        foreach (var other in bonds.Neighbours(atom))
            around.Add(Element.Symbol(z[other]));
        around.Sort(StringComparer.Ordinal);
        return $"{Element.Symbol(z[atom])}({string.Join(',', around)})";
    }
}
