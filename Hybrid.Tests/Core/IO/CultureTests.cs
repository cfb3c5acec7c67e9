using System.Globalization;
using FluentAssertions;
using Hybrid.Core.IO;
using Hybrid.Core.Structures;
using Xunit;

namespace Hybrid.Tests.Core.IO;

public sealed class CultureTests
{
    [Theory]
    [InlineData(StructureFormat.Xyz)]
    [InlineData(StructureFormat.ExtendedXyz)]
    [InlineData(StructureFormat.Poscar)]
    [InlineData(StructureFormat.Mdl)]
    public void Texts_do_not_depend_on_the_culture(StructureFormat format)
    {
        var structure = Structure.FromAngstrom(
            [8, 1], [0.5, -0.25, 0, 0, 0, 1234.5], 0.5, 1, format == StructureFormat.Poscar ? new Cell([9, 0, 0, 0, 9, 0, 0, 0, 9]) : null);
        var invariant = Texts.Written(structure, format);
        InGerman(() =>
        {
            Texts.Written(structure, format).Should().Be(invariant);
            Texts.Structure(invariant, format).Positions[0].Should().BeApproximately(structure.Positions[0], 1e-9);
            Texts.Error("1\n\nH 0,5 0 0\n", StructureFormat.Xyz).Should().Contain("came \"0,5\"");
            return 0;
        });
    }

    [Fact]
    public void Molden_files_do_not_depend_on_the_culture() =>
        InGerman(MoldenFileTests.Hydride).Should().Be(MoldenFileTests.Hydride());

    private static T InGerman<T>(Func<T> function)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            return function();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
