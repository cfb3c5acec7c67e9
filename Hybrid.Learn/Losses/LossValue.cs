using Hybrid.Core.Autodiff;

namespace Hybrid.Learn.Losses;

/// <summary>A loss term of one structure.</summary>
/// <param name="Loss">The weighted contribution to what is minimised, shape [1].</param>
/// <param name="AbsoluteError">Σ |predicted − reference| over the labels, in the term's unit.</param>
/// <param name="SquaredError">Σ (predicted − reference)², in the unit squared.</param>
/// <param name="Count">The number of labels.</param>
public readonly record struct LossValue(Variable Loss, double AbsoluteError, double SquaredError, int Count);
