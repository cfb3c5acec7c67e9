namespace Hybrid.Learn.Losses;

/// <summary>A structure that a model can't be evaluated for; training skips, counts and names it.</summary>
public sealed class PredictionException : Exception
{
    /// <summary>With a sentence on what went wrong.</summary>
    public PredictionException(string message)
        : base(message)
    {
    }

    /// <summary>With a sentence on what went wrong and what caused it.</summary>
    public PredictionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
