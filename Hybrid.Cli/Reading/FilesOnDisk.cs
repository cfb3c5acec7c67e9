using System.Text;
using Hybrid.Cli.Writing;
using Hybrid.Core.IO;

namespace Hybrid.Cli.Reading;

/// <summary>What a verb checks and opens before it computes anything.</summary>
internal static class FilesOnDisk
{
    /// <summary>Refuses standard input that is read twice, and files that are written twice or read and written.</summary>
    public static void RefuseConflicts(IReadOnlyList<string> read, params (string Option, string? Path)[] written)
    {
        if (read.Count(file => file == "-") > 1)
            throw new UsageException("Standard input can be read once, but - was given more than once.");
        var given = written.Where(file => file.Path is not null).ToArray();
        var paths = Array.ConvertAll(given, file => Path.GetFullPath(file.Path!));
        if (paths.Distinct(StringComparer.Ordinal).Count() < paths.Length)
            throw new UsageException($"{string.Join(", ", given[..^1].Select(file => file.Option))} and {given[^1].Option} need different files.");
        if (read.FirstOrDefault(file => file != "-" && paths.Contains(Path.GetFullPath(file))) is { } overwritten)
            throw new UsageException($"{overwritten} is read and can't be written too.");
    }

    public static AtomicFile? Opened(string? path)
    {
        try
        {
            return path is null ? null : AtomicFile.Create(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException($"{path} can't be written: {Sentence.Of(error)}");
        }
    }

    /// <summary>Fills a file and gives it its name; nothing without one.</summary>
    public static void Write(AtomicFile? file, Action<TextWriter> write)
    {
        if (file is null)
            return;
        using (var writer = new StreamWriter(file.Stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" })
            write(writer);
        file.Commit();
    }

    /// <summary>What an option names, such as a model.</summary>
    public static T Loaded<T>(string option, Func<T> load)
    {
        try
        {
            return load();
        }
        catch (Exception error) when (error is ArgumentException or IOException or InvalidDataException or NotSupportedException or UnauthorizedAccessException)
        {
            throw new UsageException($"{option}: {Sentence.Of(error)}");
        }
    }
}
