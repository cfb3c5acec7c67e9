using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Learn.Data;
using Hybrid.Physics.Models;
using Hybrid.Tests.Physics.Methods;
using Hybrid.Tests.Physics.Parameters;
using Xunit;

namespace Hybrid.Tests.Learn.Data;

public sealed class GeometryCacheTests : IDisposable
{
    private static readonly ExcitationModel Physics = ExcitationModel.Load("stda-xtb");
    private static readonly Structure[] Structures = [.. new[] { "nh3", "formaldehyde", "hcn" }.Select(Solver.Structure)];

    private readonly TemporaryFolder folder = new();

    private string File => System.IO.Path.Combine(folder.Path, "new", "a.geometries");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_was_kept_is_what_was_made()
    {
        var made = Numbers(expectedBefore: 0);
        Numbers(expectedBefore: 3).Should().BeEquivalentTo(made, options => options.WithStrictOrdering());
        made[0].Should().Equal(Physics.Prepare(Tape(), Structures[0])!.Numbers.ToArray());
    }

    [Fact]
    public void Any_number_of_threads_fill_one_file()
    {
        var length = LengthWhenFull();
        System.IO.File.Delete(File);
        using (var cache = Open())
            Parallel.For(0, 30, k => cache.Of(Tape(), Structures[k % 3])!.Numbers.Length.Should().BePositive());
        new FileInfo(File).Length.Should().Be(length, "each structure is there once");
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(int.MaxValue, 0)]
    public void A_truncated_file_goes_on_where_it_ends(int missing, int left)
    {
        var made = Numbers(expectedBefore: 0);
        var length = new FileInfo(File).Length;
        using (var file = System.IO.File.OpenWrite(File))
            file.SetLength(Math.Max(length - missing, 300));
        Numbers(expectedBefore: left).Should().BeEquivalentTo(made, options => options.WithStrictOrdering());
        new FileInfo(File).Length.Should().Be(length);
    }

    [Fact]
    public void A_damaged_record_is_made_again()
    {
        var made = Numbers(expectedBefore: 0);
        var bytes = System.IO.File.ReadAllBytes(File);
        bytes[^100] ^= 1;
        System.IO.File.WriteAllBytes(File, bytes);
        Numbers(expectedBefore: 3).Should().BeEquivalentTo(made, options => options.WithStrictOrdering());
        bytes[^100] ^= 1;
        System.IO.File.ReadAllBytes(File).Should().Equal(bytes, "the record is whole again");
    }

    [Fact]
    public void A_file_of_another_linear_algebra_or_of_other_parameters_is_begun_anew()
    {
        Numbers(expectedBefore: 0);
        var text = System.Text.Encoding.Latin1.GetString(System.IO.File.ReadAllBytes(File));
        System.IO.File.WriteAllBytes(File, System.Text.Encoding.Latin1.GetBytes(text.Replace("\"parameters\":\"", "\"parameters\":\"0", StringComparison.Ordinal)));
        Numbers(expectedBefore: 0);
        Numbers(expectedBefore: 3);
    }

    [Fact]
    public void Another_file_is_refused_and_left_alone()
    {
        System.IO.File.WriteAllText(File, "3\nwater\n");
        FluentActions.Invoking(Open).Should().Throw<InvalidDataException>().WithMessage("*hybrid-geometries*stays as it is*");
        System.IO.File.ReadAllText(File).Should().Be("3\nwater\n");
    }

    [Fact]
    public void A_file_in_use_is_refused()
    {
        using var cache = Open();
        FluentActions.Invoking(Open).Should().Throw<IOException>().WithMessage("*no other training uses*");
    }

    [Fact]
    public void A_molecule_without_a_preparation_is_not_kept()
    {
        using var cache = Open();
        var clash = new Structure([1, 1, 1, 1], [0.0, 0.0, 0.0, 0.002, 0.0, 0.0, 0.0, 0.002, 0.0, 0.002, 0.002, 0.0]);
        cache.Of(Tape(), clash).Should().BeNull();
        cache.Count.Should().Be(0);
    }

    private long LengthWhenFull()
    {
        Numbers(expectedBefore: 0);
        return new FileInfo(File).Length;
    }

    private double[][] Numbers(int expectedBefore)
    {
        using var cache = Open();
        cache.Count.Should().Be(expectedBefore);
        double[][] numbers = [.. Structures.Select(structure => cache.Of(Tape(), structure)!.Numbers.ToArray())];
        cache.Count.Should().Be(3);
        return numbers;
    }

    private GeometryCache Open() => GeometryCache.Open(File, Physics, DenseLinearAlgebra.Managed);

    private static Tape Tape() => new(new Arena(), isRecording: true, DenseLinearAlgebra.Managed);
}
