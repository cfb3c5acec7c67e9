using System.Text.Json.Serialization;

namespace Hybrid.Learn.Models;

/// <summary>What every version of <c>model.json</c> begins with.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record ModelHeader(string Format, int Version);
