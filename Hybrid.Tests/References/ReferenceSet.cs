using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Hybrid.Core.Elements;
using Hybrid.Core.Structures;

namespace Hybrid.Tests.References;

/// <summary>The numbers of one method from the reference program. The data are embedded in this assembly.</summary>
public sealed class ReferenceSet
{
    private static readonly Lazy<ReferenceSet> LazyGfn1 = new(() => Load("gfn1-xtb"));
    private static readonly Lazy<ReferenceSet> LazyGfn2 = new(() => Load("gfn2-xtb"));

    private readonly ImmutableSortedDictionary<string, ReferenceCase> cases;

    private ReferenceSet(string method, string program, ImmutableSortedDictionary<string, ReferenceCase> cases)
    {
        Method = method;
        Program = program;
        this.cases = cases;
    }

    /// <summary>GFN1-xTB.</summary>
    public static ReferenceSet Gfn1 => LazyGfn1.Value;

    /// <summary>GFN2-xTB.</summary>
    public static ReferenceSet Gfn2 => LazyGfn2.Value;

    /// <summary>The set of "gfn1-xtb" or "gfn2-xtb".</summary>
    public static ReferenceSet Of(string method) => method == "gfn1-xtb" ? Gfn1 : Gfn2;

    /// <summary>Such as "GFN2-xTB".</summary>
    public string Method { get; }

    /// <summary>Program, version and command line.</summary>
    public string Program { get; }

    /// <summary>All cases, by name.</summary>
    public IEnumerable<ReferenceCase> Cases => cases.Values;

    /// <summary>The case of a structure.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public ReferenceCase this[string name] => cases.TryGetValue(name, out var found)
        ? found
        : throw new KeyNotFoundException($"{Method} has no reference case '{name}'.");

    /// <summary>Reads one method's numbers, whatever the current culture. The two properties read them once.</summary>
    internal static ReferenceSet Load(string resource)
    {
        using var stream = Open($"References/{resource}.json");
        using var document = JsonDocument.Parse(stream);
        var root = document.RootElement;
        var program = $"{root.GetProperty("program").GetString()} {root.GetProperty("version").GetString()}: {root.GetProperty("commandLine").GetString()}";
        var cases = root.GetProperty("cases").EnumerateArray().Select(Case).ToImmutableSortedDictionary(c => c.Name, c => c, StringComparer.Ordinal);
        return new ReferenceSet(root.GetProperty("method").GetString()!, program, cases);
    }

    private static ReferenceCase Case(JsonElement element)
    {
        var name = element.GetProperty("name").GetString()!;
        return new ReferenceCase
        {
            Name = name,
            Structure = ReadStructure(name, element.GetProperty("charge").GetInt32(), element.GetProperty("unpaired").GetInt32()),
            Energy = element.GetProperty("energy").GetDouble(),
            EnergyParts = element.GetProperty("parts").EnumerateObject()
                .ToImmutableSortedDictionary(part => part.Name, part => part.Value.GetDouble(), StringComparer.Ordinal),
            Gradient = Numbers(element, "gradient"),
            Charges = Numbers(element, "charges"),
            ShellCharges = Numbers(element, "shellCharges"),
            AtomicDipoles = Numbers(element, "atomicDipoles"),
            AtomicQuadrupoles = Numbers(element, "atomicQuadrupoles"),
            Dipole = Numbers(element, "dipole"),
            OrbitalEnergies = Numbers(element, "orbitalEnergies"),
            Occupations = Numbers(element, "occupations"),
            BondOrders = element.GetProperty("bondOrders").EnumerateArray()
                .Select(bond => new ReferenceBond(bond[0].GetInt32(), bond[1].GetInt32(), bond[2].GetDouble())).ToImmutableArray(),
            GapElectronvolt = element.GetProperty("gapElectronvolt").GetDouble(),
            Iterations = element.GetProperty("iterations").GetInt32(),
            Mixing = element.GetProperty("mixing").GetDouble(),
            OtherSolution = element.TryGetProperty("otherSolution", out var other) ? other.GetDouble() : null,
        };
    }

    private static ImmutableArray<double> Numbers(JsonElement element, string key) => element.TryGetProperty(key, out var values)
        ? values.EnumerateArray().Select(value => value.GetDouble()).ToImmutableArray()
        : [];

    private static Structure ReadStructure(string name, int charge, int unpaired)
    {
        using var reader = new StreamReader(Open($"References/structures/{name}.xyz"));
        var lines = reader.ReadToEnd().Split('\n');
        var nAtoms = int.Parse(lines[0], CultureInfo.InvariantCulture);
        var atomicNumbers = new int[nAtoms];
        var positions = new double[3 * nAtoms];
        for (var atom = 0; atom < nAtoms; atom++)
        {
            var words = lines[2 + atom].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (!Element.TryParse(words[0], out atomicNumbers[atom]))
                throw new InvalidDataException($"{name}.xyz, line {3 + atom}: an element was expected, but '{words[0]}' was found.");
            for (var k = 0; k < 3; k++)
                positions[(3 * atom) + k] = double.Parse(words[1 + k], CultureInfo.InvariantCulture);
        }

        return Structure.FromAngstrom(atomicNumbers, positions, charge, unpaired);
    }

    private static Stream Open(string resource) => Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)
        ?? throw new InvalidOperationException($"The resource '{resource}' is not embedded in the tests.");
}
