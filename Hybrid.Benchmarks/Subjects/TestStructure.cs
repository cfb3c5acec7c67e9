using Hybrid.Core.IO;
using Hybrid.Core.Structures;

namespace Hybrid.Benchmarks.Subjects;

/// <summary>A structure of examples/structures, which the build lays beside the program.</summary>
internal sealed record TestStructure(string Name, string Path, Structure Atoms)
{
    /// <summary>Those of the published table, from water to 398 atoms.</summary>
    public const string OfTheTable = "h2o,caffeine,c60,gly10,gly24,c32h66,c66h134,c132h266";

    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static TestStructure Named(string name)
    {
        var folder = System.IO.Path.Combine(AppContext.BaseDirectory, "structures");
        var path = System.IO.Path.Combine(folder, $"{name}.xyz");
        if (!File.Exists(path))
            throw new ArgumentException($"A structure of examples/structures was expected, but \"{name}\" was given; there are {string.Join(", ", Names(folder))}.");
        return new TestStructure(name, path, StructureFile.Read(path));
    }

    private static IEnumerable<string> Names(string folder) =>
        Directory.EnumerateFiles(folder, "*.xyz").Select(file => System.IO.Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);
}
