namespace Hybrid.Physics.Response.Selection;

/// <summary>A single excitation i → a.</summary>
/// <param name="Occupied">i, counted from the lowest orbital.</param>
/// <param name="Virtual">a, counted from the lowest orbital too.</param>
internal readonly record struct Configuration(int Occupied, int Virtual);
