using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using FluentAssertions;
using Hybrid.Core.IO;
using Xunit;

namespace Hybrid.Tests.Core.IO;

public sealed class NpyFileTests
{
    [Fact]
    public void A_matrix_has_the_header_and_bytes_of_NumPy()
    {
        var bytes = Npy(stream => NpyFile.Write(stream, new double[] { 1, 2, 3, 4, 5, -0.5 }, 2, 3));
        bytes[..8].Should().Equal(0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0);
        var length = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8));
        ((10 + length) % 64).Should().Be(0, "the data are aligned");
        var header = Encoding.ASCII.GetString(bytes, 10, length);
        header.TrimEnd().Should().Be("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }");
        header.Should().EndWith("\n");
        bytes.Should().HaveCount(10 + length + 48);
        BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(10 + length + 40)).Should().Be(-0.5);
    }

    [Fact]
    public void Vectors_scalars_and_empty_arrays_have_the_tuples_of_Python()
    {
        Header(stream => NpyFile.Write(stream, new long[] { 7, -8 }, 2)).Should().Be("{'descr': '<i8', 'fortran_order': False, 'shape': (2,), }");
        Header(stream => NpyFile.Write(stream, new double[] { 7 })).Should().Contain("'shape': ()");
        Header(stream => NpyFile.Write(stream, ReadOnlySpan<double>.Empty, 0, 3)).Should().Contain("'shape': (0, 3)");
    }

    [Fact]
    public void A_shape_that_does_not_fit_is_refused() =>
        FluentActions.Invoking(() => Npy(stream => NpyFile.Write(stream, new double[] { 1, 2, 3 }, 2, 2)))
            .Should().Throw<ArgumentException>().WithMessage("A shape of 3 elements was expected, but one of 4 was given.*");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_archive_holds_named_arrays_and_the_same_bytes_each_time(bool compress)
    {
        var first = Npz(compress);
        first.Should().Equal(Npz(compress));
        using var archive = new ZipArchive(new MemoryStream(first));
        archive.Entries.Select(entry => entry.FullName).Should().Equal("S.npy", "atoms.npy");
        using var entry = archive.Entries[0].Open();
        using var memory = new MemoryStream();
        entry.CopyTo(memory);
        memory.ToArray().Should().Equal(Npy(stream => NpyFile.Write(stream, new double[] { 1, 0, 0, 1 }, 2, 2)));
        (archive.Entries[0].CompressedLength == archive.Entries[0].Length).Should().Be(!compress);
    }

    [Fact]
    public void A_name_is_taken_once()
    {
        using var writer = new NpzWriter(new MemoryStream());
        writer.Add("S", new double[] { 1 }, 1);
        writer.Invoking(w => w.Add("S", new double[] { 1 }, 1)).Should().Throw<ArgumentException>().WithMessage("A new name*\"S\"*");
    }

    private static byte[] Npz(bool compress)
    {
        using var memory = new MemoryStream();
        using (var writer = new NpzWriter(memory, compress))
        {
            writer.Add("S", new double[] { 1, 0, 0, 1 }, 2, 2);
            writer.Add("atoms", new long[] { 8, 1, 1 }, 3);
        }

        return memory.ToArray();
    }

    private static string Header(Action<Stream> write) => Encoding.ASCII.GetString(Npy(write)[10..]).Split('\n')[0].TrimEnd();

    private static byte[] Npy(Action<Stream> write)
    {
        using var memory = new MemoryStream();
        write(memory);
        return memory.ToArray();
    }
}
