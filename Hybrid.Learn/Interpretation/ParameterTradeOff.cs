namespace Hybrid.Learn.Interpretation;

/// <summary>Two parameters that make up for one another.</summary>
/// <param name="First">The name of one.</param>
/// <param name="Second">The name of the other.</param>
/// <param name="Correlation">Of both in the posterior: near +1 they can only be moved together, near −1 only against each other.</param>
public sealed record ParameterTradeOff(string First, string Second, double Correlation);
