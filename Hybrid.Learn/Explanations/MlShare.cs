namespace Hybrid.Learn.Explanations;

/// <summary>How much of a predicted number is learned, as one number.</summary>
public static class MlShare
{
    /// <summary>
    /// |x(1) − x(0)| / (|x(0)| + |x(1) − x(0)|) with x(0) the number with all corrections off and x(1) the prediction: 0 exactly without
    /// corrections, 1 where nothing is left without them.
    /// </summary>
    /// <param name="physics">x(0).</param>
    /// <param name="prediction">x(1), in the same unit.</param>
    public static double Of(double physics, double prediction)
    {
        var learned = Math.Abs(prediction - physics);
        return learned == 0.0 ? 0.0 : learned / (Math.Abs(physics) + learned);
    }
}
