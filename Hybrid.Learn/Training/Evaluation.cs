namespace Hybrid.Learn.Training;

/// <summary>A model held against labels.</summary>
/// <param name="Overall">Over all samples.</param>
/// <param name="Samples">One by one, in the order of the samples.</param>
public sealed record Evaluation(SetErrors Overall, IReadOnlyList<SampleErrors> Samples);
