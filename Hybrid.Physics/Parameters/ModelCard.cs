namespace Hybrid.Physics.Parameters;

/// <summary>A model that can be asked for by name.</summary>
/// <param name="Name">The name, which is its folder's.</param>
/// <param name="Summary">The first paragraph of its card (README.md), on one line.</param>
/// <param name="Location">Its folder, or "embedded".</param>
public sealed record ModelCard(string Name, string Summary, string Location);
