using System.Text.Json;
using System.Text.Json.Serialization;
using Hybrid.Learn.Representations;

namespace Hybrid.Learn.Models;

/// <summary>Reads and writes <c>model.json</c> without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ModelDescription))]
[JsonSerializable(typeof(ModelHeader))]
[JsonSerializable(typeof(ModelComposition))]
[JsonSerializable(typeof(HybridSettings))]
[JsonSerializable(typeof(DirectSettings))]
[JsonSerializable(typeof(EquivariantSettings))]
[JsonSerializable(typeof(TransformerSettings))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class ModelJson : JsonSerializerContext;
