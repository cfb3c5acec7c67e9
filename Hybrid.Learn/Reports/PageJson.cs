using System.Text.Json.Serialization;

namespace Hybrid.Learn.Reports;

/// <summary>Writes the data of pages without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PageData))]
[JsonSerializable(typeof(ChartPageData))]
[JsonSerializable(typeof(ExplanationPageData))]
[JsonSerializable(typeof(InspectionPageData))]
internal sealed partial class PageJson : JsonSerializerContext;
