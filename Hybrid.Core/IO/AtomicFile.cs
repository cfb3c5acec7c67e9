using System.Text;

namespace Hybrid.Core.IO;

/// <summary>
/// A file that appears whole or not at all: it is written under a temporary name in the same folder and takes its real
/// name with <see cref="Commit"/>.
/// </summary>
/// <remarks>
/// A file of that name is replaced; a link is followed. What lies under /dev (a terminal, /dev/null) is written directly.
/// Not safe for use by several threads at once.
/// </remarks>
public sealed class AtomicFile : IDisposable
{
    private readonly string target;
    private readonly string? temporary;
    private readonly FileStream stream;
    private bool isDone;

    private AtomicFile(string path)
    {
        var isLink = new FileInfo(path).LinkTarget is not null;
        target = isLink ? File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName : Path.GetFullPath(path);
        var full = Path.GetFullPath(path);
        if (full.StartsWith("/dev/", StringComparison.Ordinal) && !full.StartsWith("/dev/shm/", StringComparison.Ordinal))
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Write);
            return;
        }

        if (Directory.Exists(target))
            throw new IOException($"A file was expected, but \"{path}\" is a folder.");
        temporary = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}.tmp");
        stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write);
    }

    /// <summary>Where to write.</summary>
    public Stream Stream => stream;

    /// <summary>Begins a file; nothing of the name <paramref name="path"/> changes before <see cref="Commit"/>.</summary>
    /// <exception cref="IOException">The folder does not exist, or the path is a folder.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static AtomicFile Create(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new AtomicFile(path);
    }

    /// <summary>Writes a file of UTF-8 text with \n line ends; when <paramref name="write"/> throws, there is no file.</summary>
    /// <inheritdoc cref="Create" path="/exception"/>
    public static void WriteText(string path, Action<TextWriter> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        WriteBytes(path, stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
            writer.NewLine = "\n";
            write(writer);
        });
    }

    /// <summary>Writes a file; when <paramref name="write"/> throws, there is no file.</summary>
    /// <inheritdoc cref="Create" path="/exception"/>
    public static void WriteBytes(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        using var file = Create(path);
        write(file.Stream);
        file.Commit();
    }

    /// <summary>Gives the file its real name. Nothing can be written afterwards.</summary>
    /// <exception cref="InvalidOperationException">The file has been committed or disposed.</exception>
    public void Commit()
    {
        if (isDone)
            throw new InvalidOperationException("This file has already been committed or given up.");
        stream.Flush(flushToDisk: temporary is not null);
        stream.Dispose();
        if (temporary is not null)
            File.Move(temporary, target, overwrite: true);
        isDone = true;
    }

    /// <summary>Gives an uncommitted file up: the temporary file goes.</summary>
    public void Dispose()
    {
        if (isDone)
            return;
        isDone = true;
        stream.Dispose();
        if (temporary is not null)
            File.Delete(temporary);
    }
}
