using System.IO.Compression;
using System.Text;
using FluentAssertions;
using Hybrid.Core.IO;
using Xunit;

namespace Hybrid.Tests.Core.IO;

/// <summary>Damaged files give structures or one sentence, nothing else.</summary>
public sealed class FuzzTests
{
    private const int Trials = 1500;
    private const int MostFrames = 10_000;
    private const int Milliseconds = 120_000;

    private static readonly string[] Nasty =
    [
        "NaN", "-inf", "1e999", "-1e300", "999999999", "2147483648", "-1", "0", "", " ", "\t", "=", "\"", "'", "{", "[", "]", "\\", ":",
        "pos:R:3", "Properties=", "Lattice=\"1 1 1\"", "pbc=\"T F T\"", "charge=x", "$$$$", "M  CHG  8", "V3000", "M  V30", "S", "\r", "\n", "\0",
        "\uFFFD", "1,5", "Xx", "T", "-", "0.0000000000000001",
    ];

    public static TheoryData<StructureFormat, string> Seeds() => new()
    {
        { StructureFormat.ExtendedXyz, "2\nLattice=\"5 0 0 1 5 0 0 0 6\" Properties=species:S:1:pos:R:3:forces:R:3:tag:I:1:m:L:1 energy=-1 name=\"a b\" charge=1 multiplicity=2 pbc=\"T T F\"\nIr 0 1.5 10 -0.2 -0.9 1.0 3 T\nAg 2.8 1.6 10 0.1 0.2 0.3 4 F\n1\nplain\nHe 0 0 0\n2\ncharge=-1\nO 0 0 0\nH 0 0 0.96\n" },
        { StructureFormat.Xyz, "3\nwater\nO 0 0 0.1\nH 0 0.7 -0.4\nH 0 -0.7 -0.4\n1\n\nHe 1 2 3\n" },
        { StructureFormat.Poscar, "salt\n-128\n0 2 2\n2 0 2\n2 2 0\nNa Cl\n1 2\nSelective dynamics\nDirect\n0 0 0 T T F\n0.5 0.5 0.5 F F F\n0.2 0.1 0.7 T T T\n" },
        { StructureFormat.Poscar, "Na Cl\n1.5 2 3\n0 2 2\n2 0 2\n2 2 0\n1 1\nCartesian\n0 0 0\n1 1 1.5\n" },
        { StructureFormat.Mdl, "ion\n prog\n\n  2  1  0  0  0  0  0  0  0  0999 V2000\n    0.0000    0.0000    0.0000 O   0  5\n    0.0000    0.0000    0.9600 H   0  0\n  1  2  1  0\nM  CHG  1   1  -1\nM  RAD  1   1   2\nM  END\n> <charge>\n-1\n\n> <note>\ntext\n\n$$$$\n" },
        { StructureFormat.Mdl, "v3\n prog\n\n  0  0  0     0  0            999 V3000\nM  V30 BEGIN CTAB\nM  V30 COUNTS 2 0 0 0 0\nM  V30 BEGIN ATOM\nM  V30 1 N 0 0 0 0 CHG=1 -\nM  V30 RAD=2\nM  V30 2 H 0 0 1.01 0\nM  V30 END ATOM\nM  V30 END CTAB\nM  END\n$$$$\n" },
    };

    [Theory]
    [MemberData(nameof(Seeds))]
    public Task A_damaged_text_is_a_structure_or_a_sentence(StructureFormat format, string seed) => WithinTime(() =>
    {
        var random = new Random(seed.Length);
        var good = 0;
        for (var trial = 0; trial < Trials; trial++)
        {
            var text = Damaged(seed, random);
            good += Judge(StructureFile.Frames(new StringReader(text), "fuzz", random.Next(4) == 0 ? null : format), text);
        }

        good.Should().BeGreaterThan(Trials / 20, "otherwise the damage hides what it should test").And.BeLessThan(Trials * 3);
    });

    [Fact]
    public Task Damaged_bytes_are_a_structure_or_a_sentence() => WithinTime(() =>
    {
        var random = new Random(4242);
        var seeds = Seeds().Select(row => (string)row[1]).ToArray();
        for (var trial = 0; trial < Trials; trial++)
        {
            var bytes = Compressed(string.Concat(Enumerable.Repeat(seeds[trial % seeds.Length], 20)));
            for (var k = random.Next(1, 4); k > 0; k--)
                bytes[random.Next(bytes.Length)] ^= (byte)random.Next(1, 256);
            bytes = bytes[..random.Next(bytes.Length / 2, bytes.Length + 1)];
            Judge(StructureFile.Frames(new MemoryStream(bytes), "fuzz"), $"trial {trial}");
        }
    });

    private static int Judge(IEnumerable<Frame> frames, string input)
    {
        var (count, good) = (0, 0);
        foreach (var frame in frames)
        {
            (++count).Should().BeLessThan(MostFrames, "{0} has an end", input);
            frame.Number.Should().Be(count);
            if (frame.IsGood)
            {
                good++;
                foreach (var coordinate in frame.Structure.Positions)
                    double.IsFinite(coordinate).Should().BeTrue();
                double.IsNaN(frame.Structure.ClosestPair()?.Distance ?? 0).Should().BeFalse("the atoms are somewhere in {0}", input);
                continue;
            }

            frame.Error.Message.Should().MatchRegex("\\Afuzz, line [0-9]+, frame [0-9]+: expected [^\\p{Cc}]+, but came [^\\p{Cc}]+\\.\\z", "{0} is bad", input);
        }

        count.Should().BePositive("{0} is told about", input);
        return good;
    }

    private static string Damaged(string text, Random random)
    {
        for (var k = random.Next(1, 4); k > 0 && text.Length > 0; k--)
        {
            var at = random.Next(text.Length);
            text = random.Next(7) switch
            {
                0 => text[..at] + (char)random.Next(1, 256) + text[(at + 1)..],
                1 => text.Remove(at, 1),
                2 => text[..at] + Nasty[random.Next(Nasty.Length)] + text[at..],
                3 => WithLines(text, random, (lines, i) => lines.RemoveAt(i)),
                4 => WithLines(text, random, (lines, i) => lines.Insert(i, lines[random.Next(lines.Count)])),
                5 => WithWord(text, random),
                _ => random.Next(5) == 0 ? text[..at] : text,
            };
        }

        return text;
    }

    private static string WithLines(string text, Random random, Action<List<string>, int> change)
    {
        var lines = text.Split('\n').ToList();
        change(lines, random.Next(lines.Count));
        return string.Join('\n', lines);
    }

    private static string WithWord(string text, Random random) => WithLines(text, random, (lines, i) =>
    {
        var words = lines[i].Split(' ');
        words[random.Next(words.Length)] = Nasty[random.Next(Nasty.Length)];
        lines[i] = string.Join(' ', words);
    });

    private static async Task WithinTime(Action action)
    {
        var work = Task.Run(action);
        (await Task.WhenAny(work, Task.Delay(Milliseconds))).Should().BeSameAs(work, "no input may hang a reader");
        await work;
    }

    private static byte[] Compressed(string text)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return memory.ToArray();
    }
}
