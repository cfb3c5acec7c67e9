using System.Text.Json.Serialization;

namespace Hybrid.Learn.Reports;

/// <summary>Writes <see cref="PageData"/> and <see cref="ChartPageData"/> without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PageData))]
[JsonSerializable(typeof(ChartPageData))]
internal sealed partial class PageJson : JsonSerializerContext;
