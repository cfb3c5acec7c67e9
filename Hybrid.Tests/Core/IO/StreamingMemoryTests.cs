using System.IO.Compression;
using FluentAssertions;
using Hybrid.Core.IO;
using Xunit;

namespace Hybrid.Tests.Core.IO;

/// <summary>Live memory is that of the whole process: no other test may run meanwhile.</summary>
[CollectionDefinition(nameof(StreamingMemoryTests), DisableParallelization = true)]
public class WhileNothingElseRuns;

[Collection(nameof(StreamingMemoryTests))]
public sealed class StreamingMemoryTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hybrid-io-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_compressed_file_of_many_frames_never_sits_in_memory()
    {
        // 50,000 frames of 20 atoms are 45 MB of text and would be 60 MB of structures; a thousandth is read ahead.
        const int nFrames = 50_000;
        var path = Path.Combine(folder.FullName, "many.xyz.gz");
        var frame = "20\nenergy=-1 charge=0\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"C {i}.123456789 {i}.23456789 {i}.3456789\n"));
        using (var writer = new StreamWriter(new GZipStream(File.Create(path), CompressionLevel.Fastest)))
        {
            for (var i = 0; i < nFrames; i++)
                writer.Write(frame);
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (count, largest) = (0, 0L);
        foreach (var read in StructureFile.Frames(path))
        {
            count += read.IsGood ? 1 : 0;
            if (count % 5000 == 0)
                largest = Math.Max(largest, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        count.Should().Be(nFrames);
        largest.Should().BeLessThan(4_000_000);
    }
}
