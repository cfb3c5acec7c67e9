using System.Globalization;
using Hybrid.Core.IO;
using Hybrid.Core.Structures;

namespace Hybrid.Benchmarks.Accuracy;

/// <summary>A molecule of a QM8 file: atoms, the CC2 labels, and what other methods gave.</summary>
internal sealed class LabelledMolecule
{
    private LabelledMolecule(Structure structure)
    {
        Structure = structure;
        Index = int.Parse(Text("gdb9_index"), NumberStyles.None, CultureInfo.InvariantCulture);
        Reference = Columns("CC2");
        IsSaturated = Text("smiles").AsSpan().IndexOfAny("=#cno") < 0;
    }

    public Structure Structure { get; }

    /// <summary>The index in GDB-9.</summary>
    public int Index { get; }

    /// <summary>CC2's states.</summary>
    public LowestSinglets Reference { get; }

    /// <summary>True where the SMILES has neither multiple bonds nor aromatic atoms.</summary>
    public bool IsSaturated { get; }

    /// <summary>The molecules of a file in its order.</summary>
    /// <exception cref="InvalidDataException">A frame can't be read or lacks a label.</exception>
    public static LabelledMolecule[] OfFile(string path)
    {
        var molecules = new List<LabelledMolecule>();
        foreach (var frame in StructureFile.Frames(path))
        {
            try
            {
                molecules.Add(new LabelledMolecule(frame.StructureOrThrow()));
            }
            catch (FormatException error)
            {
                throw new InvalidDataException(FormattableString.Invariant($"{path}, frame {frame.Number}: {error.Message}"), error);
            }
        }

        return [.. molecules];
    }

    /// <summary>
    /// As many molecules as wanted, at even distances. The files begin with the smallest molecules, so the first ones would
    /// stand for nothing.
    /// </summary>
    public static LabelledMolecule[] Evenly(LabelledMolecule[] molecules, int count) =>
        count >= molecules.Length ? molecules : [.. Enumerable.Range(0, count).Select(k => molecules[(long)k * molecules.Length / count])];

    /// <summary>True where the file doubts that CC2's state is the lowest; a strength is doubted with its energy.</summary>
    public bool IsSuspect(Quantity quantity) =>
        Text(quantity is Quantity.E1 or Quantity.F1 ? "E1_CC2_suspect" : "E2_CC2_suspect") == "1";

    /// <summary>The columns that the file has for a method; all null where it has none.</summary>
    public LowestSinglets Columns(string method) =>
        new(Number($"E1_{method}_eV"), Number($"E2_{method}_eV"), Number($"f1_{method}"), Number($"f2_{method}"));

    private double? Number(string key) =>
        Structure.Properties.TryGetValue(key, out var text) ? double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) : null;

    private string Text(string key) =>
        Structure.Properties.TryGetValue(key, out var text) ? text : throw new FormatException($"The key {key} was expected, but the frame has none.");
}
