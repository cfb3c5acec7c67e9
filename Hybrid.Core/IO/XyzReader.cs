using Hybrid.Core.Structures;

namespace Hybrid.Core.IO;

/// <summary>Frames of XYZ and extended XYZ.</summary>
/// <remarks>
/// A frame is a line with the number of atoms, a line of text or keys, and the atoms. A frame with a bad key or atom is
/// skipped by its number of atoms; a bad number of atoms ends the file. A whole number alone on an atom line is the
/// beginning of the next frame: the frame before it was short.
/// </remarks>
internal static class XyzReader
{
    internal static IEnumerable<Frame> Frames(LineReader reader, bool readsKeys)
    {
        var canGoOn = true;
        for (var number = 1; canGoOn; number++)
        {
            reader.Frame = number;
            if (Next(reader, readsKeys, out canGoOn) is { } frame)
                yield return frame;
        }
    }

    private static Frame? Next(LineReader reader, bool readsKeys, out bool canGoOn)
    {
        canGoOn = false;
        try
        {
            if (!reader.ReadPastBlankLines())
                return reader.Frame == 1 ? throw reader.EndError("the number of atoms") : null;
            var count = AtomCount(reader);
            var firstLine = reader.Line;
            try
            {
                var structure = Read(reader, readsKeys, count, out var statesCharge);
                canGoOn = true;
                return new Frame(reader.Frame, structure, statesCharge);
            }
            catch (StructureFormatException error)
            {
                canGoOn = SkipToNextFrame(reader, firstLine, count);
                return new Frame(reader.Frame, error);
            }
        }
        catch (StructureFormatException error)
        {
            return new Frame(reader.Frame, error);
        }
    }

    private static int AtomCount(LineReader reader) => IsCount(reader.Current, out var count)
        ? count
        : throw reader.Mismatch("the number of atoms", reader.Current.Trim());

    private static bool IsCount(ReadOnlySpan<char> line, out int count) => Fields.IsInteger(line.Trim(), out count) && count >= 0;

    private static Structure Read(LineReader reader, bool readsKeys, int count, out bool statesCharge)
    {
        if (!reader.Read())
            throw reader.EndError("a line of text after the number of atoms");
        var header = XyzHeader.Parse(reader, readsKeys);
        statesCharge = header.Charge is not null;
        if (count == 0)
            throw reader.Error("at least one atom", "a frame of none");
        var atoms = new AtomLines(reader);
        var hasSpecies = header.Columns?.Any(column => column.IsSpecies) ?? true;
        for (var atom = 0; atom < count; atom++)
        {
            if (!reader.Read())
                throw reader.EndError($"{count} atoms");
            if (IsCount(reader.Current, out _))
                throw reader.Error($"{count} atoms", $"the next frame after {atom}");
            if (header.Columns is null)
                atoms.AddPlain();
            else
                atoms.Add(header.Columns, hasSpecies);
        }

        return Structure.FromAngstrom(
            atoms.AtomicNumbers, atoms.Positions, header.Charge ?? 0, header.UnpairedElectrons, header.Cell, header.Properties, atoms.Arrays);
    }

    private static bool SkipToNextFrame(LineReader reader, int firstLine, int count)
    {
        var textLine = firstLine + 1L;
        var lastLine = textLine + count;
        do
        {
            if (reader.Line > textLine && IsCount(reader.Current, out _))
            {
                reader.Unread();
                return true;
            }

            if (reader.Line >= lastLine)
                return true;
        }
        while (reader.Read());
        return false;
    }
}
