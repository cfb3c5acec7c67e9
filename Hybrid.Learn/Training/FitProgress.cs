namespace Hybrid.Learn.Training;

/// <summary>Where a fit stands, after an iteration.</summary>
/// <param name="Iteration">Counted from one.</param>
/// <param name="Objective">Mean loss plus prior.</param>
/// <param name="LargestDerivative">Of the objective by a free weight.</param>
/// <param name="Errors">Over the samples.</param>
public sealed record FitProgress(int Iteration, double Objective, double LargestDerivative, SetErrors Errors);
