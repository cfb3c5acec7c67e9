using System.Collections.Immutable;
using Hybrid.Core.Elements;
using Hybrid.Core.Units;

namespace Hybrid.Core.Structures;

/// <summary>
/// Atoms in space with a total charge, a number of unpaired electrons and, optionally, a periodic cell. Immutable.
/// </summary>
/// <remarks>Positions and cell are in bohr; <see cref="FromAngstrom"/> converts.</remarks>
public sealed class Structure
{
    private readonly int[] atomicNumbers;
    private readonly double[] positions;

    /// <summary>Creates a structure from positions in bohr.</summary>
    /// <param name="atomicNumbers">One atomic number per atom, 1 to 118.</param>
    /// <param name="positions">x, y, z of each atom in bohr: three numbers per atom.</param>
    /// <param name="charge">Total charge in e.</param>
    /// <param name="unpairedElectrons">Number of unpaired electrons (multiplicity − 1), or null for the lowest that the electron count allows.</param>
    /// <param name="cell">The lattice vectors, or null for a molecule.</param>
    /// <param name="properties">What a file says beyond the atoms (names, labels, reference values).</param>
    /// <param name="arrays">What a file says of each atom beyond element and position (forces, labels, masks).</param>
    /// <exception cref="ArgumentException">Lengths differ, an atomic number is unknown, or a coordinate is not finite.</exception>
    public Structure(
        ReadOnlySpan<int> atomicNumbers,
        ReadOnlySpan<double> positions,
        double charge = 0,
        int? unpairedElectrons = null,
        Cell? cell = null,
        ImmutableSortedDictionary<string, string>? properties = null,
        ImmutableSortedDictionary<string, AtomArray>? arrays = null)
    {
        if (atomicNumbers.Length == 0)
            throw new ArgumentException("A structure needs at least one atom, but has none.", nameof(atomicNumbers));
        if (positions.Length != 3 * atomicNumbers.Length)
            throw new ArgumentException($"{atomicNumbers.Length} atoms need {3 * atomicNumbers.Length} coordinates, but {positions.Length} were given.", nameof(positions));
        foreach (var z in atomicNumbers)
        {
            if (!Element.IsKnown(z))
                throw new ArgumentException($"An atomic number from 1 to {Element.Count} was expected, but {z} was given.", nameof(atomicNumbers));
        }

        for (var i = 0; i < positions.Length; i++)
        {
            if (!double.IsFinite(positions[i]))
                throw new ArgumentException(FormattableString.Invariant($"A finite coordinate was expected, but coordinate {"xyz"[i % 3]} of atom {(i / 3) + 1} is {positions[i]}."), nameof(positions));
        }

        if (!double.IsFinite(charge))
            throw new ArgumentException(FormattableString.Invariant($"A finite total charge was expected, but {charge} was given."), nameof(charge));
        if (unpairedElectrons < 0)
            throw new ArgumentException($"The number of unpaired electrons can't be negative, but {unpairedElectrons} was given.", nameof(unpairedElectrons));
        this.atomicNumbers = atomicNumbers.ToArray();
        this.positions = positions.ToArray();
        Charge = charge;
        UnpairedElectrons = unpairedElectrons;
        Cell = cell;
        Properties = (properties ?? ImmutableSortedDictionary<string, string>.Empty).WithComparers(StringComparer.Ordinal);
        Arrays = (arrays ?? ImmutableSortedDictionary<string, AtomArray>.Empty).WithComparers(StringComparer.Ordinal);
        foreach (var (name, array) in Arrays)
        {
            if (array.AtomCount != atomicNumbers.Length)
                throw new ArgumentException($"An array for {atomicNumbers.Length} atoms was expected, but \"{name}\" has {array.AtomCount} rows.", nameof(arrays));
        }
    }

    /// <summary>The number of atoms.</summary>
    public int AtomCount => atomicNumbers.Length;

    /// <summary>The number of atoms other than hydrogen.</summary>
    public int HeavyAtomCount => AtomCount - AtomicNumbers.Count(1);

    /// <summary>The atomic number of each atom.</summary>
    public ReadOnlySpan<int> AtomicNumbers => atomicNumbers;

    /// <summary>x, y, z of each atom in bohr, row-major, shape [atoms, 3].</summary>
    public ReadOnlySpan<double> Positions => positions;

    /// <summary>Total charge in e.</summary>
    public double Charge { get; }

    /// <summary>Number of unpaired electrons (multiplicity − 1); null means the lowest that the electron count allows.</summary>
    public int? UnpairedElectrons { get; }

    /// <summary>The lattice, or null for a molecule.</summary>
    public Cell? Cell { get; }

    /// <summary>What the file said beyond the atoms, as text: name, labels, reference values. Keys are case-sensitive.</summary>
    public ImmutableSortedDictionary<string, string> Properties { get; }

    /// <summary>What the file said of each atom beyond element and position, by name, in the file's units.</summary>
    public ImmutableSortedDictionary<string, AtomArray> Arrays { get; }

    /// <summary>A structure from positions in ångström; the other arguments are those of the constructor.</summary>
    public static Structure FromAngstrom(
        ReadOnlySpan<int> atomicNumbers,
        ReadOnlySpan<double> positionsInAngstrom,
        double charge = 0,
        int? unpairedElectrons = null,
        Cell? cell = null,
        ImmutableSortedDictionary<string, string>? properties = null,
        ImmutableSortedDictionary<string, AtomArray>? arrays = null)
    {
        var positions = new double[positionsInAngstrom.Length];
        for (var i = 0; i < positions.Length; i++)
            positions[i] = positionsInAngstrom[i] * Constants.BohrPerAngstrom;
        return new Structure(atomicNumbers, positions, charge, unpairedElectrons, cell, properties, arrays);
    }

    /// <summary>The same atoms at other positions (bohr).</summary>
    /// <remarks>
    /// <see cref="Properties"/> and <see cref="Arrays"/> are carried along: an energy or forces that a file gave still
    /// belong to the file's positions.
    /// </remarks>
    public Structure WithPositions(ReadOnlySpan<double> newPositions) =>
        new(atomicNumbers, newPositions, Charge, UnpairedElectrons, Cell, Properties, Arrays);

    /// <summary>The same atoms with another total charge.</summary>
    public Structure WithCharge(double charge) =>
        new(atomicNumbers, positions, charge, UnpairedElectrons, Cell, Properties, Arrays);

    /// <summary>The same atoms with another number of unpaired electrons.</summary>
    public Structure WithUnpairedElectrons(int? unpairedElectrons) =>
        new(atomicNumbers, positions, Charge, unpairedElectrons, Cell, Properties, Arrays);

    /// <summary>The same atoms in another cell, or in none.</summary>
    public Structure WithCell(Cell? cell) =>
        new(atomicNumbers, positions, Charge, UnpairedElectrons, cell, Properties, Arrays);

    /// <summary>
    /// The two atoms that are closest to each other, periodic images included; null for a single atom without a lattice.
    /// </summary>
    /// <remarks>Tells atoms that lie on top of each other before a calculation does. About O(N^(5/3)).</remarks>
    public AtomPair? ClosestPair() => ClosestPairSearch.ClosestPair(this);
}
