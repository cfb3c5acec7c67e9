namespace Hybrid.Learn.Training;

/// <summary>The learning rate of a step.</summary>
internal static class LearningRate
{
    /// <param name="settings">The schedule.</param>
    /// <param name="step">Counted from zero.</param>
    /// <param name="stepsPerEpoch">Minibatches of an epoch.</param>
    public static double At(TrainingSettings settings, long step, int stepsPerEpoch)
    {
        var warmUp = settings.WarmUpEpochs * stepsPerEpoch;
        if (step + 1 < warmUp)
            return settings.LearningRate * (step + 1) / warmUp;
        var last = ((double)settings.Epochs * stepsPerEpoch) - 1;
        var p = last > warmUp ? Math.Clamp((step - warmUp) / (last - warmUp), 0, 1) : 1;
        var f = settings.FinalFactor;
        return settings.LearningRate * settings.Schedule switch
        {
            RateSchedule.Constant => 1.0,
            RateSchedule.Cosine => f + ((1 - f) * (1 + Math.Cos(Math.PI * p)) / 2),
            RateSchedule.Exponential => Math.Pow(f, p),
            _ => throw new ArgumentException($"A schedule was expected, but {settings.Schedule} came.", nameof(settings)),
        };
    }
}
