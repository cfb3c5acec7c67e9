using System.Numerics;

namespace Hybrid.Physics.Dispersion;

/// <summary>
/// The order in which the dispersion kernels see atoms: by element, each element's atoms padded to whole vectors, so
/// that loops over pairs have no remainder and atoms side by side share their references.
/// </summary>
/// <remarks>
/// A slot is a place for one atom. A kind is one reference system of one element. Quantities per atom and reference lie
/// one reference after the other within an element: index FirstWeight + reference · Width + (slot − FirstSlot).
/// </remarks>
internal sealed class AtomGroups
{
    /// <summary>Rows are also worked on in blocks of this many.</summary>
    public const int RowBlock = 4;

    private static readonly int Padding = Math.Max(RowBlock, Vector<double>.Count);

    public AtomGroups(DispersionReferences references, ReadOnlySpan<int> atomicNumbers)
    {
        AtomCount = atomicNumbers.Length;
        Slots = new int[AtomCount];
        var elements = atomicNumbers.ToArray().Distinct().Order().ToArray();
        Groups = new Group[elements.Length];
        for (var g = 0; g < elements.Length; g++)
        {
            var count = 0;
            for (var atom = 0; atom < AtomCount; atom++)
            {
                if (atomicNumbers[atom] == elements[g])
                    Slots[atom] = SlotCount + count++;
            }

            var width = (count + Padding - 1) / Padding * Padding;
            Groups[g] = new Group(elements[g], SlotCount, count, width, KindCount, references.Count(elements[g]), WeightCount);
            SlotCount += width;
            KindCount += Groups[g].References;
            WeightCount += Groups[g].References * width;
        }

        GroupOfAtom = new int[AtomCount];
        for (var atom = 0; atom < AtomCount; atom++)
            GroupOfAtom[atom] = Array.BinarySearch(elements, atomicNumbers[atom]);
    }

    public int AtomCount { get; }

    public Group[] Groups { get; }

    /// <summary>The group of each atom.</summary>
    public int[] GroupOfAtom { get; }

    /// <summary>The slot of each atom.</summary>
    public int[] Slots { get; }

    public int SlotCount { get; }

    public int KindCount { get; }

    public int WeightCount { get; }

    /// <summary>Puts one number per atom into slots; empty slots keep what they have.</summary>
    public void Scatter(ReadOnlySpan<double> perAtom, Span<double> perSlot)
    {
        for (var atom = 0; atom < perAtom.Length; atom++)
            perSlot[Slots[atom]] = perAtom[atom];
    }

    /// <summary>The atoms of one element.</summary>
    public readonly record struct Group(int Element, int FirstSlot, int Count, int Width, int FirstKind, int References, int FirstWeight)
    {
        /// <summary>Where the first reference of the atom in <paramref name="slot"/> lies; the others follow at steps of Width.</summary>
        public int WeightOf(int slot) => FirstWeight + slot - FirstSlot;
    }
}
