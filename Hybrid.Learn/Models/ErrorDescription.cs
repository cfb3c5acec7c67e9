namespace Hybrid.Learn.Models;

/// <summary>How far a target is met.</summary>
/// <param name="Target">Such as "singlet energies".</param>
/// <param name="Unit">Of the errors.</param>
/// <param name="MeanAbsolute">The mean absolute error.</param>
/// <param name="RootMeanSquare">The root of the mean squared error.</param>
/// <param name="Count">The number of labels.</param>
public sealed record ErrorDescription(string Target, string Unit, double MeanAbsolute, double RootMeanSquare, long Count);
