using System.Text.Json;
using Hybrid.Learn.Representations;

namespace Hybrid.Learn.Models;

/// <summary>A network in <c>model.json</c>.</summary>
/// <param name="Kind">"equivariant" or "transformer".</param>
/// <param name="Settings">All its settings: <see cref="EquivariantSettings"/> or <see cref="TransformerSettings"/>.</param>
public sealed record RepresentationDescription(string Kind, JsonElement Settings)
{
    /// <summary>The kind of <see cref="EquivariantNetwork"/>.</summary>
    public const string Equivariant = "equivariant";

    /// <summary>The kind of <see cref="GraphTransformer"/>.</summary>
    public const string Transformer = "transformer";

    /// <summary>Describes a network.</summary>
    /// <exception cref="NotSupportedException">It is of a kind that model folders don't hold.</exception>
    public static RepresentationDescription Of(Representation representation) => representation switch
    {
        EquivariantNetwork network => new(Equivariant, JsonSerializer.SerializeToElement(network.Settings, ModelJson.Default.EquivariantSettings)),
        GraphTransformer network => new(Transformer, JsonSerializer.SerializeToElement(network.Settings, ModelJson.Default.TransformerSettings)),
        null => throw new ArgumentNullException(nameof(representation)),
        _ => throw new NotSupportedException($"A representation of a kind that model folders hold was expected, but {representation.GetType().Name} came."),
    };

    /// <summary>The network with these settings.</summary>
    /// <exception cref="InvalidDataException">The kind is unknown, or the settings make no network.</exception>
    internal Representation Made() => Kind switch
    {
        Equivariant => new EquivariantNetwork(SettingsText.Read(Settings, ModelJson.Default.EquivariantSettings, new EquivariantSettings(), "representation.settings")),
        Transformer => new GraphTransformer(SettingsText.Read(Settings, ModelJson.Default.TransformerSettings, new TransformerSettings(), "representation.settings")),
        _ => throw new InvalidDataException($"the representation {Equivariant} or {Transformer} was expected, but it is \"{Kind}\", which this version doesn't know"),
    };
}
