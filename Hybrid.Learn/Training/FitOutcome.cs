namespace Hybrid.Learn.Training;

/// <summary>What a fit gives.</summary>
/// <param name="Status">Why it ended.</param>
/// <param name="Weights">All weights, at the lowest objective that was met.</param>
/// <param name="Objective">Mean loss plus prior there.</param>
/// <param name="LargestDerivative">Of the objective by a free weight there.</param>
/// <param name="Iterations">Steps taken.</param>
/// <param name="Evaluations">Gradients over all samples.</param>
/// <param name="Errors">Over the samples there.</param>
public sealed record FitOutcome(
    FitStatus Status, ReadOnlyMemory<double> Weights, double Objective, double LargestDerivative, int Iterations, int Evaluations, SetErrors Errors);
