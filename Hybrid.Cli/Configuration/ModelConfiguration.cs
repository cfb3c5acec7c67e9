using System.Collections.Immutable;
using Hybrid.Core.Elements;
using Hybrid.Core.Units;
using Hybrid.Learn.Models;
using Hybrid.Learn.Representations;

namespace Hybrid.Cli.Configuration;

/// <summary>The section model: what is trained.</summary>
internal sealed record ModelConfiguration
{
    /// <summary>"hybrid", "physics" or "direct".</summary>
    public required string Kind { get; init; }

    public required HybridSettings Settings { get; init; }

    /// <summary>Of <see cref="EquivariantNetwork"/>; null for a transformer.</summary>
    public EquivariantSettings? Equivariant { get; init; }

    /// <summary>Of <see cref="GraphTransformer"/>; null for an equivariant network.</summary>
    public TransformerSettings? Transformer { get; init; }

    /// <summary>Learned tables of one number that training begins with another value of than the published one.</summary>
    public IReadOnlyDictionary<string, double> Starts { get; init; } = new Dictionary<string, double>();

    /// <summary>The level of theory that predictions are at.</summary>
    public required string Level { get; init; }

    /// <summary>How tightly excitations are solved for in training, Eh.</summary>
    public double Tolerance { get; init; }

    /// <summary>How tightly a self-consistent field is solved for in training.</summary>
    public double Accuracy { get; init; }

    /// <summary>A line of the file for what only shows when the model is put together.</summary>
    public required ConfigurationMap Section { get; init; }

    public static ModelConfiguration Of(ConfigurationMap map)
    {
        var elements = Elements(map);
        var representation = map.Map("representation");
        var kind = representation?.Choice("kind", RepresentationDescription.Equivariant, RepresentationDescription.Equivariant, RepresentationDescription.Transformer)
            ?? RepresentationDescription.Equivariant;
        var corrections = map.Map("corrections");
        var starts = StartsOf(corrections?.Map("start"));
        var configuration = new ModelConfiguration
        {
            Kind = map.Choice("kind", "hybrid", "hybrid", "physics", "direct"),
            Settings = Corrections(corrections, map.Choice("base", new HybridSettings().Base, HybridSettings.Bases.AsSpan()), elements),
            Equivariant = kind == RepresentationDescription.Equivariant ? EquivariantOf(representation, elements) : null,
            Transformer = kind == RepresentationDescription.Transformer ? TransformerOf(representation!, elements) : null,
            Starts = starts,
            Level = map.Text("level") ?? "",
            Tolerance = map.Number("tolerance_eh", 1e-5, 1e-12, 1e-2),
            Accuracy = map.Number("scf_accuracy", 1e-3, 1e-6, 1e4),
            Section = map,
        };
        representation?.RefuseUnknown();
        map.RefuseUnknown();
        return configuration;
    }

    private static ImmutableArray<int> Elements(ConfigurationMap map)
    {
        if (map.Words("elements") is not { } symbols)
            return new HybridSettings().Elements;
        return [.. symbols.Select(symbol => Element.TryParse(symbol, out int z)
            ? z
            : throw map.Wrong("elements", $"symbols of elements were expected as model.elements, but \"{symbol}\" came.")).Distinct().Order()];
    }

    private static HybridSettings Corrections(ConfigurationMap? map, string physics, ImmutableArray<int> elements)
    {
        var settings = HybridSettings.On(physics) with { Elements = elements };
        if (map is null)
            return settings;
        settings = settings with
        {
            Tables = map.Words("tables") is { } tables ? [.. tables] : settings.Tables,
            SiteTables = map.Words("sites") is { } sites ? [.. sites] : settings.SiteTables,
            WithBlocks = map.Flag("blocks", settings.WithBlocks),
            LargestBlock = map.Number("largest_block_eh", settings.LargestBlock, 1e-6, 10.0),
            LargestEnergy = EnergyOf(map),
        };
        map.RefuseUnknown();
        return settings;
    }

    private static Dictionary<string, double> StartsOf(ConfigurationMap? map) =>
        map?.Keys.ToArray().ToDictionary(table => table, table => map.Number(table, 0.0, double.MinValue), StringComparer.Ordinal) ?? [];

    private static double? EnergyOf(ConfigurationMap map)
    {
        var largest = map.Number("largest_energy_eh", 0.05, 1e-6, 10.0);
        return map.Flag("energies", otherwise: false) ? largest : null;
    }

    private static EquivariantSettings EquivariantOf(ConfigurationMap? map, ImmutableArray<int> elements)
    {
        var settings = new EquivariantSettings { Elements = elements };
        return map is null ? settings : settings with
        {
            Cutoff = map.OptionalNumber("cutoff_angstrom", 0.5, 50.0) * Constants.BohrPerAngstrom ?? settings.Cutoff,
            Layers = map.Integer("layers", settings.Layers, 1),
            Width = map.Integer("width", settings.Width, 1),
            Vectors = map.Integer("vectors", settings.Vectors, 1),
            PairWidth = map.Integer("pair_width", settings.PairWidth, 1),
            RadialFunctions = map.Integer("radial_functions", settings.RadialFunctions, 1),
            ElementWidth = map.Integer("element_width", settings.ElementWidth, 1),
        };
    }

    private static TransformerSettings TransformerOf(ConfigurationMap map, ImmutableArray<int> elements)
    {
        var settings = new TransformerSettings { Elements = elements };
        return settings with
        {
            Cutoff = map.OptionalNumber("cutoff_angstrom", 0.5, 50.0) * Constants.BohrPerAngstrom ?? settings.Cutoff,
            Layers = map.Integer("layers", settings.Layers, 1),
            Width = map.Integer("width", settings.Width, 1),
            Heads = map.Integer("heads", settings.Heads, 1),
            PairWidth = map.Integer("pair_width", settings.PairWidth, 1),
            ElementWidth = map.Integer("element_width", settings.ElementWidth, 1),
            Copies = map.Integer("copies", settings.Copies, 1),
        };
    }
}
