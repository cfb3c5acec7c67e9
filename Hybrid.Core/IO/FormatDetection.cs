namespace Hybrid.Core.IO;

/// <summary>Which format a file has, by its name or by its first lines.</summary>
internal static class FormatDetection
{
    private const int TellingLines = 5;

    internal static StructureFormat? FromName(string path)
    {
        var name = Path.GetFileName(path).ToUpperInvariant();
        if (name.EndsWith(".GZ", StringComparison.Ordinal))
            name = name[..^3];
        return Path.GetExtension(name) switch
        {
            ".XYZ" or ".EXTXYZ" => StructureFormat.ExtendedXyz,
            ".SDF" or ".SD" or ".MOL" => StructureFormat.Mdl,
            ".POSCAR" or ".VASP" or ".CONTCAR" => StructureFormat.Poscar,
            _ when name.StartsWith("POSCAR", StringComparison.Ordinal) || name.StartsWith("CONTCAR", StringComparison.Ordinal) => StructureFormat.Poscar,
            _ => null,
        };
    }

    /// <exception cref="StructureFormatException">The first lines are those of no format.</exception>
    internal static StructureFormat FromContent(LineReader reader)
    {
        var lines = reader.Preview(TellingLines);
        if (lines.Length >= 4 && (lines[3].Contains("V2000", StringComparison.Ordinal) || lines[3].Contains("V3000", StringComparison.Ordinal)))
            return StructureFormat.Mdl;
        if (lines.Length >= 5 && IsScale(lines[1]) && lines[2..5].All(line => StartsWithNumbers(line, 3)))
            return StructureFormat.Poscar;
        var first = Array.Find(lines, line => !string.IsNullOrWhiteSpace(line));
        if (first is not null && Fields.IsInteger(first.Trim(), out _))
            return StructureFormat.ExtendedXyz;
        throw first is null
            ? reader.Error("a file in XYZ, POSCAR or MDL format", "nothing but blanks")
            : reader.Mismatch("a file in XYZ, POSCAR or MDL format", first.Trim());
    }

    private static bool IsScale(string line) => StartsWithNumbers(line, 1);

    private static bool StartsWithNumbers(string line, int count)
    {
        var fields = new Fields(line);
        for (var k = 0; k < count; k++)
        {
            if (!Fields.IsReal(fields.Next(), out _))
                return false;
        }

        return true;
    }
}
