using Hybrid.Core.IO;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;

namespace Hybrid.Tests.Core.IO;

/// <summary>Structures from and to literal texts.</summary>
internal static class Texts
{
    internal static Frame[] Frames(string text, StructureFormat? format = null) =>
        [.. StructureFile.Frames(new StringReader(text), "text", format)];

    internal static Structure Structure(string text, StructureFormat? format = null) => Frames(text, format).Single().StructureOrThrow();

    internal static string Error(string text, StructureFormat? format = null) => Frames(text, format).First(frame => !frame.IsGood).Error!.Message;

    internal static string Written(Structure structure, StructureFormat format)
    {
        using var writer = new StringWriter();
        StructureFile.Write(writer, structure, format);
        return writer.ToString();
    }

    internal static double[] Angstrom(ReadOnlySpan<double> bohr)
    {
        var angstrom = bohr.ToArray();
        for (var i = 0; i < angstrom.Length; i++)
            angstrom[i] *= Constants.AngstromPerBohr;
        return angstrom;
    }
}
