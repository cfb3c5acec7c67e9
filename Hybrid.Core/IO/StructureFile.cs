using System.IO.Compression;
using System.Text;
using Hybrid.Core.Structures;

namespace Hybrid.Core.IO;

/// <summary>Reads and writes structures: XYZ, extended XYZ, POSCAR, MDL molfiles and SDF, each also compressed with gzip.</summary>
/// <remarks>
/// What each format may contain stands in docs/formats.md. Files are UTF-8. A format that isn't given is known by the
/// file's name, and for other names by its first lines; gzip is known by its first bytes. Files hold ångström, structures
/// bohr. Methods are thread-safe; a sequence of frames serves one thread at a time.
/// </remarks>
public static class StructureFile
{
    /// <summary>The structure of a file, the first where there are several.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">Its format, or null to find out.</param>
    /// <exception cref="StructureFormatException">The first frame is bad.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static Structure Read(string path, StructureFormat? format = null) => Frames(path, format).First().StructureOrThrow();

    /// <summary>All structures of a file, in memory at once.</summary>
    /// <inheritdoc cref="Read" path="/param"/>
    /// <exception cref="StructureFormatException">A frame is bad.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static IReadOnlyList<Structure> ReadAll(string path, StructureFormat? format = null) =>
        [.. Frames(path, format).Select(frame => frame.StructureOrThrow())];

    /// <summary>
    /// The frames of a file, one at a time as they are asked for. A bad frame is one with an error; an empty file has one
    /// bad frame.
    /// </summary>
    /// <inheritdoc cref="Read" path="/param"/>
    /// <exception cref="IOException">The file can't be read; thrown when the first frame is asked for.</exception>
    public static IEnumerable<Frame> Frames(string path, StructureFormat? format = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Opened();

        IEnumerable<Frame> Opened()
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
            foreach (var frame in Frames(stream, path, format ?? FormatOf(path)))
                yield return frame;
        }
    }

    /// <summary>The frames of a stream such as standard input, which is read once, as far as frames are asked for.</summary>
    /// <param name="stream">Plain or gzip-compressed bytes. Not disposed.</param>
    /// <param name="name">What error messages call the stream.</param>
    /// <param name="format">The format, or null to find out from the first lines.</param>
    public static IEnumerable<Frame> Frames(Stream stream, string name = "standard input", StructureFormat? format = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        return Opened();

        IEnumerable<Frame> Opened()
        {
            using var plain = Compression.Opened(stream);
            using var reader = new StreamReader(plain, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, 1 << 16);
            foreach (var frame in Frames(reader, name, format))
                yield return frame;
        }
    }

    /// <summary>The frames of a text, which is read once, as far as frames are asked for.</summary>
    /// <param name="reader">The text. Not disposed.</param>
    /// <param name="name">What error messages call the text.</param>
    /// <param name="format">The format, or null to find out from the first lines.</param>
    public static IEnumerable<Frame> Frames(TextReader reader, string name, StructureFormat? format = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(name);
        var lines = new LineReader(reader, name);
        return format is { } known ? Frames(lines, known) : DetectedFrames(lines);
    }

    /// <summary>The format that a file name stands for, with or without .gz, or null for a name that says nothing.</summary>
    public static StructureFormat? FormatOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return FormatDetection.FromName(path);
    }

    /// <summary>Writes a structure to a file, compressed when the name ends in .gz; the file appears whole or not at all.</summary>
    /// <inheritdoc cref="Write(string, IEnumerable{Structure}, StructureFormat?)"/>
    public static void Write(string path, Structure structure, StructureFormat? format = null)
    {
        ArgumentNullException.ThrowIfNull(structure);
        Write(path, [structure], format);
    }

    /// <summary>Writes structures to a file one by one, compressed when the name ends in .gz; the file appears whole or not at all.</summary>
    /// <param name="path">The file; one of that name is replaced.</param>
    /// <param name="structures">What to write; a POSCAR holds one.</param>
    /// <param name="format">The format, or null for that of the name.</param>
    /// <exception cref="ArgumentException">The name stands for no format, or the format has no room for the structure.</exception>
    /// <exception cref="IOException">The file can't be written.</exception>
    public static void Write(string path, IEnumerable<Structure> structures, StructureFormat? format = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(structures);
        var known = format ?? FormatOf(path) ?? throw new ArgumentException(
            $"A file name that ends in .xyz, .extxyz, .sdf, .mol or .vasp was expected, but \"{Path.GetFileName(path)}\" was given without a format.", nameof(path));
        var isCompressed = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        AtomicFile.WriteBytes(path, stream =>
        {
            using var compressed = isCompressed ? new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true) : null;
            using var writer = new StreamWriter(compressed ?? stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true);
            var count = 0;
            foreach (var structure in structures)
            {
                if (++count > 1 && known == StructureFormat.Poscar)
                    throw new ArgumentException("A POSCAR holds one structure, but several were given.", nameof(structures));
                Write(writer, structure, known);
            }
        });
    }

    /// <summary>Writes a structure as text; several calls make a file of several frames.</summary>
    /// <exception cref="ArgumentException">The format has no room for the structure.</exception>
    public static void Write(TextWriter writer, Structure structure, StructureFormat format)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(structure);
        switch (format)
        {
            case StructureFormat.Xyz:
                XyzWriter.WritePlain(writer, structure);
                break;
            case StructureFormat.ExtendedXyz:
                XyzWriter.WriteExtended(writer, structure);
                break;
            case StructureFormat.Poscar:
                PoscarWriter.Write(writer, structure);
                break;
            case StructureFormat.Mdl:
                MdlWriter.Write(writer, structure);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(format), format, "A known format was expected.");
        }
    }

    private static IEnumerable<Frame> Frames(LineReader lines, StructureFormat format) => format switch
    {
        StructureFormat.Xyz => XyzReader.Frames(lines, readsKeys: false),
        StructureFormat.ExtendedXyz => XyzReader.Frames(lines, readsKeys: true),
        StructureFormat.Poscar => PoscarReader.Frames(lines),
        StructureFormat.Mdl => MdlReader.Frames(lines),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "A known format was expected."),
    };

    private static IEnumerable<Frame> DetectedFrames(LineReader lines)
    {
        var (format, error) = Detected(lines);
        if (error is not null)
        {
            yield return new Frame(1, error);
            yield break;
        }

        foreach (var frame in Frames(lines, format))
            yield return frame;
    }

    private static (StructureFormat Format, StructureFormatException? Error) Detected(LineReader lines)
    {
        try
        {
            return (FormatDetection.FromContent(lines), null);
        }
        catch (StructureFormatException error)
        {
            return (default, error);
        }
    }
}
