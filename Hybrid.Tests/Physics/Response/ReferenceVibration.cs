using System.Reflection;
using System.Text.Json;
using Hybrid.Core.Elements;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;

namespace Hybrid.Tests.Physics.Response;

/// <summary>What xtb 6.5.1 says about the vibrations of one molecule; see xtb-vibrations.json for the command line.</summary>
public sealed record ReferenceVibration
{
    private static readonly Lazy<IReadOnlyList<ReferenceVibration>> LazyAll = new(Load);

    public static IReadOnlyList<ReferenceVibration> All => LazyAll.Value;

    public required string Name { get; init; }

    public required string Method { get; init; }

    public required Structure Structure { get; init; }

    /// <summary>cm⁻¹, as printed with two decimals.</summary>
    public required double[] Frequencies { get; init; }

    /// <summary>km/mol.</summary>
    public required double[] Intensities { get; init; }

    /// <summary>Eh; null for linear molecules, whose thermochemistry the program does not reach.</summary>
    public double? ZeroPointEnergy { get; init; }

    public int SymmetryNumber { get; init; }

    /// <summary>G(298.15 K, 1 atm) with a rotor cutoff of 50 cm⁻¹, Eh.</summary>
    public double FreeEnergy { get; init; }

    /// <summary>Enthalpy in cal/mol, heat capacity at constant pressure and entropy in cal/(mol K).</summary>
    public double[] Vibration { get; init; } = [];

    public double[] Rotation { get; init; } = [];

    public double[] Translation { get; init; } = [];

    /// <summary>The masses that the program uses, me: mean isotopic masses with more digits than IUPAC's abridged weights.</summary>
    public double[] Masses() => [.. Structure.AtomicNumbers.ToArray().Select(static z => Constants.ElectronMassPerDalton * z switch
    {
        1 => 1.00794075,
        6 => 12.01073590,
        7 => 14.00670321,
        8 => 15.99940492,
        17 => 35.45293758,
        _ => throw new ArgumentOutOfRangeException(nameof(z), z, "An element of the reference molecules was expected."),
    })];

    public override string ToString() => $"{Name} {Method}";

    private static IReadOnlyList<ReferenceVibration> Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("xtb-vibrations.json")!;
        using var document = JsonDocument.Parse(stream);
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(Case)];
    }

    private static ReferenceVibration Case(JsonElement element)
    {
        var symbols = element.GetProperty("symbols").EnumerateArray().Select(symbol => symbol.GetString()!);
        var atomicNumbers = symbols.Select(symbol => Element.TryParse(symbol, out var z) ? z : throw new InvalidDataException(symbol)).ToArray();
        return new ReferenceVibration
        {
            Name = element.GetProperty("name").GetString()!,
            Method = element.GetProperty("method").GetString()!,
            Structure = Structure.FromAngstrom(atomicNumbers, Numbers(element, "positions"), element.GetProperty("charge").GetInt32()),
            Frequencies = Numbers(element, "frequencies"),
            Intensities = Numbers(element, "intensities"),
            ZeroPointEnergy = element.TryGetProperty("zeroPointEnergy", out var energy) ? energy.GetDouble() : null,
            SymmetryNumber = element.TryGetProperty("symmetryNumber", out var number) ? number.GetInt32() : 1,
            FreeEnergy = element.TryGetProperty("freeEnergy", out var free) ? free.GetDouble() : double.NaN,
            Vibration = Numbers(element, "vibration"),
            Rotation = Numbers(element, "rotation"),
            Translation = Numbers(element, "translation"),
        };
    }

    private static double[] Numbers(JsonElement element, string key) =>
        element.TryGetProperty(key, out var values) ? [.. values.EnumerateArray().Select(value => value.GetDouble())] : [];
}
