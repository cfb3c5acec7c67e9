namespace Hybrid.Learn.Training;

/// <summary>How the learning rate changes after its warm-up.</summary>
public enum RateSchedule
{
    /// <summary>It doesn't.</summary>
    Constant,

    /// <summary>f + (1 − f)(1 + cos πp)/2, with p from 0 to 1 over the training and f the final factor.</summary>
    Cosine,

    /// <summary>f^p.</summary>
    Exponential,
}
