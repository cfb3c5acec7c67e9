using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using Hybrid.Core.Elements;
using Hybrid.Core.Structures;

namespace Hybrid.Tests.References;

/// <summary>One molecule of the reference programs for sTDA-xTB (References/stda-xtb/README.md).</summary>
public sealed record StdaReference
{
    private static readonly Lazy<ImmutableSortedDictionary<string, StdaReference>> Cases = new(Load);

    /// <summary>All molecules, by name.</summary>
    public static ImmutableSortedDictionary<string, StdaReference> All => Cases.Value;

    /// <summary>Such as "benzene".</summary>
    public required string Name { get; init; }

    /// <summary>The atoms.</summary>
    public required Structure Structure { get; init; }

    /// <summary>Mulliken charges of the valence step, e.</summary>
    public required ImmutableArray<double> ValenceCharges { get; init; }

    /// <summary>Orbital energies of the extended step up to about 3 Eh, those of virtual orbitals shifted, Eh.</summary>
    public required ImmutableArray<double> OrbitalEnergies { get; init; }

    /// <summary>Up to which energy the program looked for states, eV.</summary>
    public required double WindowElectronvolt { get; init; }

    /// <summary>Energies in eV and oscillator strengths, as printed.</summary>
    public required ImmutableArray<(double Energy, double Strength)> Singlets { get; init; }

    /// <summary>Energies in eV, as printed.</summary>
    public required ImmutableArray<double> Triplets { get; init; }

    private static ImmutableSortedDictionary<string, StdaReference> Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("References/stda-xtb.json")!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.GetProperty("cases").EnumerateArray().Select(Case).ToImmutableSortedDictionary(c => c.Name, c => c, StringComparer.Ordinal);
    }

    private static StdaReference Case(JsonElement element)
    {
        var atomicNumbers = element.GetProperty("symbols").EnumerateArray().Select(symbol => Element.TryParse(symbol.GetString()!, out var z) ? z : 0).ToArray();
        var positions = element.GetProperty("positions").EnumerateArray().SelectMany(Numbers).ToArray();
        return new StdaReference
        {
            Name = element.GetProperty("name").GetString()!,
            Structure = Structure.FromAngstrom(atomicNumbers, positions),
            ValenceCharges = [.. Numbers(element.GetProperty("charges"))],
            OrbitalEnergies = [.. Numbers(element.GetProperty("orbitalEnergies"))],
            WindowElectronvolt = element.GetProperty("windowElectronvolt").GetDouble(),
            Singlets = [.. element.GetProperty("singlets").EnumerateArray().Select(state => (state[0].GetDouble(), state[1].GetDouble()))],
            Triplets = [.. element.GetProperty("triplets").EnumerateArray().Select(state => state[0].GetDouble())],
        };
    }

    private static IEnumerable<double> Numbers(JsonElement array) => array.EnumerateArray().Select(value => value.GetDouble());
}
