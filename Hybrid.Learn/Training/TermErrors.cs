namespace Hybrid.Learn.Training;

/// <summary>How far one target is met, over a set of samples.</summary>
/// <param name="Name">The term's.</param>
/// <param name="Unit">Of the errors.</param>
/// <param name="Loss">What the term contributes to the mean loss per sample.</param>
/// <param name="AbsoluteError">Σ |predicted − reference| over the labels.</param>
/// <param name="SquaredError">Σ (predicted − reference)².</param>
/// <param name="Count">The number of labels.</param>
public sealed record TermErrors(string Name, string Unit, double Loss, double AbsoluteError, double SquaredError, long Count)
{
    /// <summary>The mean absolute error; not a number without labels.</summary>
    public double MeanAbsoluteError => AbsoluteError / Count;

    /// <summary>The root of the mean squared error; not a number without labels.</summary>
    public double RootMeanSquareError => Math.Sqrt(SquaredError / Count);
}
