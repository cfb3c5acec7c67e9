using System.Collections.Immutable;
using System.Globalization;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Hybrid.Core.IO;
using Hybrid.Core.Structures;
using Xunit;

namespace Hybrid.Tests.Core.IO;

/// <summary>Any structure comes back from its file, within the digits that the format has.</summary>
public sealed class RoundTripProperties
{
    // Half a unit in the last decimal in Å, and a little for the conversion to bohr of numbers up to 10⁴.
    private const double TenDecimals = 6e-11;
    private const double FourDecimals = 6e-5;

    // Sixteen decimals of fractional coordinates times 10⁴ Å, and the lattice's own sixteen.
    private const double SixteenDecimals = 1e-10;

    private static readonly string[] Reserved = ["lattice", "pbc", "properties", "charge", "multiplicity", "unpaired"];

    private static readonly Gen<ImmutableSortedDictionary<string, string>> AnyText =
        from pairs in (from key in ArbMap.Default.GeneratorFor<NonEmptyString>()
                       from value in ArbMap.Default.GeneratorFor<NonNull<string>>()
                       select (Key: OneNewLine(key.Get), Value: OneNewLine(value.Get))).ArrayOf()
        select pairs.Where(pair => !Reserved.Contains(pair.Key.ToLowerInvariant())).DistinctBy(pair => pair.Key)
            .ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    private static readonly Gen<ImmutableSortedDictionary<string, string>> Words =
        from values in Gen.Elements("a", "two words", "line\nline", "-1.5", "<b>").ArrayOf()
        select values.Index().ToImmutableSortedDictionary(
            pair => $"key {pair.Index.ToString(CultureInfo.InvariantCulture)}", pair => pair.Item, StringComparer.Ordinal);

    [Fact]
    public void Extended_XYZ_keeps_everything() => Check(Structures(AnyText, hasCell: null), StructureFormat.ExtendedXyz, (structure, back) =>
    {
        ShouldBeClose(structure, back, TenDecimals);
        back.Charge.Should().Be(structure.Charge);
        back.UnpairedElectrons.Should().Be(structure.UnpairedElectrons);
        back.Properties.Should().Equal(structure.Properties);
        back.Arrays.Keys.Should().Equal(structure.Arrays.Keys);
        foreach (var (name, array) in structure.Arrays)
        {
            (back.Arrays[name].Kind, back.Arrays[name].Columns).Should().Be((array.Kind, array.Columns));
            back.Arrays[name].Numbers.SequenceEqual(array.Numbers).Should().BeTrue("reals are written to the last bit");
            back.Arrays[name].Texts.SequenceEqual(array.Texts).Should().BeTrue();
        }
    });

    [Fact]
    public void XYZ_keeps_elements_and_positions() =>
        Check(Structures(AnyText, hasCell: false), StructureFormat.Xyz, (structure, back) => ShouldBeClose(structure, back, TenDecimals));

    [Fact]
    public void POSCAR_keeps_elements_positions_and_cell() =>
        Check(Structures(AnyText, hasCell: true), StructureFormat.Poscar, (structure, back) => ShouldBeClose(structure, back, SixteenDecimals));

    [Fact]
    public void SDF_keeps_elements_positions_charge_spin_and_properties() =>
        Check(Structures(Words, hasCell: false), StructureFormat.Mdl, (structure, back) =>
        {
            ShouldBeClose(structure, back, FourDecimals);
            back.Charge.Should().Be(structure.Charge);
            back.UnpairedElectrons.Should().Be(structure.UnpairedElectrons);
            back.Properties.Should().Equal(structure.Properties);
        });

    private static void Check(Gen<Structure> structures, StructureFormat format, Action<Structure, Structure> compare) =>
        Prop.ForAll(structures.ToArbitrary(), structure => compare(structure, Texts.Structure(Texts.Written(structure, format), format)))
            .QuickCheckThrowOnFailure();

    /// <param name="texts">The properties.</param>
    /// <param name="hasCell">True for a cell that repeats in all directions, null for any cell or none.</param>
    private static Gen<Structure> Structures(Gen<ImmutableSortedDictionary<string, string>> texts, bool? hasCell) =>
        from nAtoms in Gen.Choose(1, 12)
        from elements in Gen.Choose(1, 118).ArrayOf(nAtoms)
        from coordinates in Number.ArrayOf(3 * nAtoms)
        from charge in Gen.Choose(-4, 4)
        from unpaired in Gen.Choose(-1, 5)
        from isPeriodic in hasCell == true ? Gen.Constant(true).ArrayOf(3) : ArbMap.Default.GeneratorFor<bool>().ArrayOf(3)
        from shear in Gen.Choose(-900, 900).ArrayOf(9)
        from withCell in hasCell is { } known ? Gen.Constant(known) : ArbMap.Default.GeneratorFor<bool>()
        from reals in ArbMap.Default.GeneratorFor<NormalFloat>().ArrayOf(2 * nAtoms)
        from wholes in ArbMap.Default.GeneratorFor<int>().ArrayOf(nAtoms)
        from logicals in ArbMap.Default.GeneratorFor<bool>().ArrayOf(3 * nAtoms)
        from labels in Gen.Elements("a", "H1", "x=1", "\"q\"", "ü").ArrayOf(nAtoms)
        from properties in texts
        select Structure.FromAngstrom(
            elements,
            coordinates,
            charge,
            unpaired < 0 ? null : unpaired,
            withCell ? Cell.FromAngstrom([.. shear.Select((s, i) => (s / 300.0) + (i % 4 == 0 ? 9 : 0))], isPeriodic[0], isPeriodic[1], isPeriodic[2]) : null,
            properties,
            ImmutableSortedDictionary<string, AtomArray>.Empty
                .Add("reals", AtomArray.Reals([.. reals.Select(real => real.Get)], 2))
                .Add("wholes", AtomArray.Integers(wholes))
                .Add("logicals", AtomArray.Logicals(logicals, 3))
                .Add("labels", AtomArray.Words(labels)));

    private static Gen<double> Number => from n in Gen.Choose(-900_000_000, 900_000_000) select n / 300_000.0;

    private static string OneNewLine(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);

    private static void ShouldBeClose(Structure structure, Structure back, double tolerance)
    {
        back.AtomicNumbers.SequenceEqual(structure.AtomicNumbers).Should().BeTrue();
        ShouldBeClose(Texts.Angstrom(structure.Positions), Texts.Angstrom(back.Positions), tolerance);
        (back.Cell is null).Should().Be(structure.Cell is null);
        if (structure.Cell is not { } cell)
            return;
        ShouldBeClose(Texts.Angstrom(cell.Vectors), Texts.Angstrom(back.Cell!.Vectors), tolerance);
        (back.Cell.PeriodicA, back.Cell.PeriodicB, back.Cell.PeriodicC).Should().Be((cell.PeriodicA, cell.PeriodicB, cell.PeriodicC));
    }

    private static void ShouldBeClose(double[] expected, double[] actual, double tolerance)
    {
        for (var i = 0; i < expected.Length; i++)
            actual[i].Should().BeApproximately(expected[i], tolerance);
    }
}
