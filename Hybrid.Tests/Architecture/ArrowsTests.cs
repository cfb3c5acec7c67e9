using System.Reflection;
using FluentAssertions;
using Xunit;

namespace Hybrid.Tests.Architecture;

/// <summary>Who may know whom, and the rules of the house that a compiler doesn't know.</summary>
public sealed class ArrowsTests
{
    private static readonly Assembly Core = Assembly.Load("Hybrid.Core");
    private static readonly Assembly Physics = Assembly.Load("Hybrid.Physics");
    private static readonly Assembly Learn = Assembly.Load("Hybrid.Learn");
    private static readonly Assembly Cli = Assembly.Load("hybrid");

    public static TheoryData<string> Libraries => ["Hybrid.Core", "Hybrid.Physics", "Hybrid.Learn"];

    [Fact]
    public void Core_knows_none_of_ours() => OursThat(Core).Should().BeEmpty();

    [Fact]
    public void Physics_knows_Core_alone() => OursThat(Physics).Should().BeSubsetOf(["Hybrid.Core"]);

    [Fact]
    public void Learn_knows_Core_and_Physics() => OursThat(Learn).Should().BeSubsetOf(["Hybrid.Core", "Hybrid.Physics"]);

    [Fact]
    public void Nobody_knows_the_command_line()
    {
        foreach (var library in new[] { Core, Physics, Learn })
            OursThat(library).Should().NotContain(Cli.GetName().Name);
    }

    [Fact]
    public void Projects_refer_to_no_more_than_they_may()
    {
        // A compiled assembly drops references that it doesn't use; the project files don't.
        ProjectReferences("Hybrid.Core").Should().BeEmpty();
        ProjectReferences("Hybrid.Physics").Should().BeEquivalentTo("Hybrid.Core");
        ProjectReferences("Hybrid.Learn").Should().BeEquivalentTo("Hybrid.Core", "Hybrid.Physics");
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Namespaces_are_folders(string library)
    {
        var root = Path.Combine(Repository.Root, library);
        foreach (var file in SourceFiles(library))
        {
            var folders = Path.GetDirectoryName(file)!.Replace(Path.DirectorySeparatorChar, '.');
            var expected = folders.Length == 0 ? library : $"{library}.{folders}";
            var declared = File.ReadLines(Path.Combine(root, file)).Where(line => line.StartsWith("namespace ", StringComparison.Ordinal)).ToArray();
            foreach (var line in declared)
                line.Should().Be($"namespace {expected};", "that is the folder of {0}", file);
        }
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Public_classes_are_sealed_abstract_or_static(string library) =>
        Assembly.Load(library).GetExportedTypes()
            .Where(type => type.IsClass && !type.IsSealed && !type.IsAbstract)
            .Should().BeEmpty();

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Names_say_what_a_type_is(string library)
    {
        string[] empty = ["Manager", "Helper", "Helpers", "Utils", "Utilities", "Wrapper", "Base"];
        Assembly.Load(library).GetTypes()
            .Where(type => type.Namespace != "System.Text.RegularExpressions.Generated")
            .Where(type => empty.Any(word => type.Name.EndsWith(word, StringComparison.Ordinal)))
            .Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_file_declares_one_public_type_and_is_short(string library)
    {
        const int AskingToBeTwo = 400;
        foreach (var file in SourceFiles(library))
        {
            var lines = File.ReadAllLines(Path.Combine(Repository.Root, library, file));
            lines.Length.Should().BeLessThanOrEqualTo(AskingToBeTwo, file);
            lines.Count(line => line.StartsWith("public ", StringComparison.Ordinal)).Should().BeLessThanOrEqualTo(1, file);
        }
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Libraries_never_print(string library)
    {
        foreach (var file in SourceFiles(library))
        {
            var code = File.ReadLines(Path.Combine(Repository.Root, library, file)).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal));
            code.Should().NotContain(line => line.Contains("Console.", StringComparison.Ordinal), file);
        }
    }

    private static IEnumerable<string> SourceFiles(string library)
    {
        var root = Path.Combine(Repository.Root, library);
        return Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file))
            .Where(file => !file.StartsWith("obj", StringComparison.Ordinal) && !file.StartsWith("bin", StringComparison.Ordinal));
    }

    private static IEnumerable<string> OursThat(Assembly assembly) => assembly.GetReferencedAssemblies()
        .Select(name => name.Name!)
        .Where(name => name.StartsWith("hybrid", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> ProjectReferences(string project) =>
        System.Xml.Linq.XDocument.Load(Path.Combine(Repository.Root, project, $"{project}.csproj"))
            .Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));
}
