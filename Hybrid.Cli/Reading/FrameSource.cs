using Hybrid.Cli.Writing;
using Hybrid.Core.IO;
using Hybrid.Core.Structures;

namespace Hybrid.Cli.Reading;

/// <summary>The frames of all files in order, read as they are asked for. A file that can't be read is one bad frame.</summary>
internal sealed class FrameSource(IReadOnlyList<string> files, int? charge, int? unpairedElectrons, CommandStreams streams)
{
    private const string StandardInput = "-";

    public IEnumerable<InputFrame> Frames() => files.SelectMany(FramesOf);

    private IEnumerable<InputFrame> FramesOf(string file)
    {
        var name = file == StandardInput ? "standard input" : Sentence.Printable(file);
        var next = 1;
        using var frames = (file == StandardInput ? StructureFile.Frames(streams.OpenInput(), name) : StructureFile.Frames(file)).GetEnumerator();
        while (true)
        {
            InputFrame? frame;
            var goesOn = true;
            try
            {
                frame = frames.MoveNext() ? Read(name, frames.Current) : null;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException or NotSupportedException)
            {
                frame = new InputFrame(name, next, null, Because(file, name, error));
                goesOn = false;
            }

            if (frame is null)
                yield break;
            next = frame.Number + 1;
            yield return frame;
            if (!goesOn)
                yield break;
        }
    }

    private InputFrame Read(string name, Frame frame) => frame.IsGood
        ? new InputFrame(name, frame.Number, WithOptions(frame.Structure, frame.StatesCharge), null)
        : new InputFrame(name, frame.Number, null, Sentence.Printable(frame.Error.Message));

    /// <summary>The command line's charge and spin where the frame has none of its own.</summary>
    private Structure WithOptions(Structure structure, bool statesCharge)
    {
        if (charge is { } given && !statesCharge)
            structure = structure.WithCharge(given);
        if (unpairedElectrons is { } unpaired && structure.UnpairedElectrons is null)
            structure = structure.WithUnpairedElectrons(unpaired);
        return structure;
    }

    private static string Because(string file, string name, Exception error) => error switch
    {
        FileNotFoundException or DirectoryNotFoundException => $"{name}: there is no such file.",
        UnauthorizedAccessException when Directory.Exists(file) => $"{name}: a file was expected, but this is a folder.",
        UnauthorizedAccessException => $"{name}: the file may not be read.",
        _ => $"{name}: {Sentence.Of(error)}",
    };
}
