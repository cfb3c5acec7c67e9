using System.IO.Compression;
using System.Text;
using FluentAssertions;
using Hybrid.Core.IO;
using Hybrid.Core.Structures;
using Xunit;

namespace Hybrid.Tests.Core.IO;

public sealed class StructureFileTests : IDisposable
{
    private const string Helium = "1\ncharge=1\nHe 0 0 0\n";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hybrid-io-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("a.xyz", StructureFormat.ExtendedXyz)]
    [InlineData("dir.x/a.EXTXYZ.gz", StructureFormat.ExtendedXyz)]
    [InlineData("a.sdf", StructureFormat.Mdl)]
    [InlineData("a.mol.gz", StructureFormat.Mdl)]
    [InlineData("POSCAR", StructureFormat.Poscar)]
    [InlineData("CONTCAR_3.gz", StructureFormat.Poscar)]
    [InlineData("a.vasp", StructureFormat.Poscar)]
    [InlineData("a.txt", null)]
    [InlineData("a", null)]
    public void Names_tell_the_format(string path, StructureFormat? format) => StructureFile.FormatOf(path).Should().Be(format);

    [Theory]
    [InlineData(Helium)]
    [InlineData("\n\n\n  1  0  0  0  0  0  0  0  0  0999 V2000\n    0.0000    0.0000    0.0000 He  0  3\nM  END\n")]
    [InlineData("He\n1.0\n9 0 0\n0 9 0\n0 0 9\n1\nDirect\n0 0 0\n")]
    [InlineData("1\n1.0\n9 0 0\n0 9 0\n0 0 9\nHe\n1\nDirect\n0 0 0\n")]
    public void Content_tells_the_format_of_other_names(string text) =>
        Read("unknown.dat", text).AtomicNumbers.ToArray().Should().Equal(2);

    [Fact]
    public void Gzip_is_known_by_its_bytes_in_files_and_streams()
    {
        var bytes = Compressed(Helium);
        File.WriteAllBytes(Path.Combine(folder.FullName, "a.xyz"), bytes);
        StructureFile.Read(Path.Combine(folder.FullName, "a.xyz")).Charge.Should().Be(1);
        StructureFile.Frames(new MemoryStream(bytes)).Single().StructureOrThrow().Charge.Should().Be(1);
        StructureFile.Frames(new MemoryStream(Encoding.UTF8.GetBytes("\uFEFF" + Helium))).Single().StructureOrThrow().Charge.Should().Be(1);
    }

    [Fact]
    public void Damaged_gzip_is_a_bad_frame()
    {
        var bytes = Compressed(string.Concat(Enumerable.Repeat(Helium, 1000)));
        StructureFile.Frames(new MemoryStream(bytes[..^20]), "a.gz").Last().Error!.Message
            .Should().EndWith("expected gzip-compressed text, but came damaged compressed data.");
        StructureFile.Frames(new MemoryStream(bytes[..^4]), "a.gz").Last().IsGood.Should().BeFalse("all data are there, but not the length");
        bytes[bytes.Length / 2] ^= 0xFF;
        StructureFile.Frames(new MemoryStream(bytes), "a.gz").Last().IsGood.Should().BeFalse();
    }

    [Fact]
    public void Compressed_files_may_be_joined()
    {
        byte[] joined = [.. Compressed(Helium), .. Compressed(string.Concat(Enumerable.Repeat(Helium, 5000))), .. Compressed(Helium)];
        StructureFile.Frames(new MemoryStream(joined)).Count(frame => frame.IsGood).Should().Be(5002);
        StructureFile.Frames(new OneByteStream(joined)).Count(frame => frame.IsGood).Should().Be(5002);
    }

    [Fact]
    public void Standard_input_is_called_so_and_stays_open()
    {
        using var stream = new MemoryStream("1\n\nXx 0 0 0\n"u8.ToArray());
        StructureFile.Frames(stream).Single().Error!.Message.Should().StartWith("standard input, line 3, frame 1: expected");
        stream.CanRead.Should().BeTrue();
    }

    [Fact]
    public void Read_takes_the_first_and_ReadAll_every_frame_or_throws()
    {
        Read("a.xyz", Helium + "bad").Charge.Should().Be(1);
        FluentActions.Invoking(() => StructureFile.ReadAll(Path.Combine(folder.FullName, "a.xyz")))
            .Should().Throw<StructureFormatException>().WithMessage("*a.xyz, line 4, frame 2: expected the number of atoms, but came \"bad\".");
        FluentActions.Invoking(() => Read("b.xyz", "")).Should().Throw<StructureFormatException>().WithMessage("*but came the end of the file.");
        Read("c.xyz", Helium + Helium);
        StructureFile.ReadAll(Path.Combine(folder.FullName, "c.xyz")).Should().HaveCount(2);
    }

    [Fact]
    public void A_missing_file_is_an_IOException() =>
        FluentActions.Invoking(() => StructureFile.Read(Path.Combine(folder.FullName, "none.xyz"))).Should().Throw<FileNotFoundException>();

    [Fact]
    public void A_line_beyond_measure_ends_the_text()
    {
        var error = Texts.Error("1\n" + new string('x', (1 << 24) + 10) + "\nHe 0 0 0\n", StructureFormat.Xyz);
        error.Should().EndWith("line 2, frame 1: expected a line of at most 16777216 characters, but came a longer one.");
    }

    [Theory]
    [InlineData("a.xyz")]
    [InlineData("a.xyz.gz")]
    [InlineData("a.sdf")]
    [InlineData("a.sdf.gz")]
    public void Files_are_written_frame_by_frame(string name)
    {
        var path = Path.Combine(folder.FullName, name);
        var structures = Enumerable.Range(1, 20).Select(z => new Structure([z], [0, 0, z], charge: z % 3));
        StructureFile.Write(path, structures);
        StructureFile.ReadAll(path).Select(s => (s.AtomicNumbers[0], s.Charge)).Should().Equal(Enumerable.Range(1, 20).Select(z => (z, (double)(z % 3))));
        folder.GetFiles().Should().ContainSingle();
        (File.ReadAllBytes(path)[0] == 0x1F).Should().Be(name.EndsWith("gz", StringComparison.Ordinal));
    }

    [Fact]
    public void A_name_without_format_and_two_structures_in_a_POSCAR_are_refused()
    {
        var atom = new Structure([1], [0, 0, 0], cell: new Cell([9, 0, 0, 0, 9, 0, 0, 0, 9]));
        FluentActions.Invoking(() => StructureFile.Write(Path.Combine(folder.FullName, "a.txt"), atom)).Should().Throw<ArgumentException>().WithMessage("A file name that ends in .xyz*\"a.txt\"*");
        FluentActions.Invoking(() => StructureFile.Write(Path.Combine(folder.FullName, "POSCAR"), [atom, atom])).Should().Throw<ArgumentException>().WithMessage("A POSCAR holds one structure*");
        folder.GetFiles().Should().BeEmpty();
    }

    [Fact]
    public void Reading_begins_with_the_first_frame_and_goes_no_further_than_asked()
    {
        using var reader = new EndlessText(Helium);
        StructureFile.Frames(reader, "endless", StructureFormat.ExtendedXyz).Take(100).Should().OnlyContain(frame => frame.IsGood);
        reader.Delivered.Should().BeLessThan(1 << 20);
    }

    private Structure Read(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return StructureFile.Read(path);
    }

    private static byte[] Compressed(string text)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return memory.ToArray();
    }

    private sealed class OneByteStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(1, buffer.Length)]);
    }

    private sealed class EndlessText(string text) : TextReader
    {
        internal long Delivered { get; private set; }

        public override int Read(char[] buffer, int index, int count)
        {
            for (var i = 0; i < count; i++)
                buffer[index + i] = text[(int)(Delivered++ % text.Length)];
            return count;
        }
    }
}
