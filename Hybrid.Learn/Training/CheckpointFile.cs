using Hybrid.Core.IO;

namespace Hybrid.Learn.Training;

/// <summary>Where the checkpoints of a training are kept: the last one and, in case it can't be read, the one before it.</summary>
/// <remarks>
/// A checkpoint is written under a temporary name, flushed to the disk and renamed, after the last one became the previous one.
/// Whenever a process is killed, at least one of both is whole.
/// </remarks>
public sealed class CheckpointFile
{
    /// <summary>A last checkpoint that is broken must not take the place of a whole one.</summary>
    private bool lastIsWhole;

    /// <summary>Names the place.</summary>
    /// <param name="path">The file; its folder must exist when a checkpoint is written.</param>
    public CheckpointFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        LastPath = Path.GetFullPath(path);
    }

    /// <summary>The last checkpoint.</summary>
    public string LastPath { get; }

    /// <summary>The one before it.</summary>
    public string PreviousPath => LastPath + ".previous";

    /// <summary>Reads the last checkpoint, or the previous one where the last can't be read.</summary>
    /// <param name="remark">One sentence when it is the previous one, and why; null otherwise.</param>
    /// <returns>Null when there is no checkpoint.</returns>
    /// <exception cref="SafetensorsFormatException">There are checkpoints, but none can be read.</exception>
    /// <exception cref="IOException">The disk fails.</exception>
    public Checkpoint? Read(out string? remark)
    {
        remark = null;
        if (!File.Exists(LastPath))
        {
            if (!File.Exists(PreviousPath))
                return null;
            remark = $"{LastPath} is missing; the checkpoint before it is used.";
            return Checkpoint.Read(PreviousPath);
        }

        try
        {
            var last = Checkpoint.Read(LastPath);
            lastIsWhole = true;
            return last;
        }
        catch (SafetensorsFormatException exception) when (File.Exists(PreviousPath))
        {
            remark = $"{exception.Message} The checkpoint before it is used.";
            return Checkpoint.Read(PreviousPath);
        }
    }

    /// <summary>Writes a checkpoint; the last one becomes the previous one.</summary>
    /// <exception cref="IOException">The file can't be written.</exception>
    public void Write(Checkpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        using var file = AtomicFile.Create(LastPath);
        checkpoint.Write(file.Stream);
        // A full disk shows itself here, before anything has a new name.
        file.Stream.Flush();
        if (lastIsWhole && File.Exists(LastPath))
            File.Move(LastPath, PreviousPath, overwrite: true);
        file.Commit();
        lastIsWhole = true;
    }

    /// <summary>Deletes the checkpoints: a training begins anew.</summary>
    public void Delete()
    {
        File.Delete(LastPath);
        File.Delete(PreviousPath);
        lastIsWhole = false;
    }
}
