using System.Text.Json.Serialization;

namespace Hybrid.Learn.Training;

/// <summary>Reads and writes what checkpoints and logs hold, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(TrainingSettings))]
[JsonSerializable(typeof(TrainingIdentity))]
[JsonSerializable(typeof(CheckpointPosition))]
[JsonSerializable(typeof(EpochReport))]
internal sealed partial class TrainingJson : JsonSerializerContext;
