using System.IO.Compression;

namespace Hybrid.Core.IO;

/// <summary>Writes named arrays into a .npz file: a zip of .npy files, which numpy.load opens.</summary>
/// <remarks>
/// Entries carry no time of writing, so that the same arrays make the same bytes. The stream is finished by
/// <see cref="Dispose"/>. Not safe for use by several threads at once.
/// </remarks>
public sealed class NpzWriter : IDisposable
{
    private static readonly DateTimeOffset FirstTimeOfZip = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly ZipArchive archive;
    private readonly CompressionLevel level;
    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    /// <summary>Begins a file.</summary>
    /// <param name="stream">Where to. Not disposed.</param>
    /// <param name="compress">True to compress (numpy.savez_compressed), false to store (numpy.savez).</param>
    public NpzWriter(Stream stream, bool compress = false)
    {
        archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        level = compress ? CompressionLevel.Optimal : CompressionLevel.NoCompression;
    }

    /// <summary>Adds doubles.</summary>
    /// <param name="name">The key in NumPy.</param>
    /// <param name="values">The elements in row-major order.</param>
    /// <param name="shape">The length of each axis; none for a scalar.</param>
    /// <exception cref="ArgumentException">The name is empty or taken, or the shape does not have as many elements as there are values.</exception>
    public void Add(string name, ReadOnlySpan<double> values, params ReadOnlySpan<int> shape)
    {
        using var entry = Entry(name);
        NpyFile.Write(entry, values, shape);
    }

    /// <summary>Adds whole numbers.</summary>
    /// <inheritdoc cref="Add(string, ReadOnlySpan{double}, ReadOnlySpan{int})"/>
    public void Add(string name, ReadOnlySpan<long> values, params ReadOnlySpan<int> shape)
    {
        using var entry = Entry(name);
        NpyFile.Write(entry, values, shape);
    }

    /// <summary>Writes the zip's directory. The stream stays open.</summary>
    public void Dispose() => archive.Dispose();

    private Stream Entry(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!names.Add(name))
            throw new ArgumentException($"A new name was expected, but \"{name}\" has been added before.", nameof(name));
        var entry = archive.CreateEntry(name + ".npy", level);
        entry.LastWriteTime = FirstTimeOfZip;
        return entry.Open();
    }
}
