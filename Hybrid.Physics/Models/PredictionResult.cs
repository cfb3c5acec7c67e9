using System.Diagnostics.CodeAnalysis;

namespace Hybrid.Physics.Models;

/// <summary>
/// What became of one item of a batch: a prediction, or the reason why there is none. Exactly one of
/// <see cref="Prediction"/> and <see cref="Error"/> is set.
/// </summary>
/// <typeparam name="T">What the structure was made from.</typeparam>
/// <remarks>A prediction that did not converge is one with a certificate that says so, not an error.</remarks>
public sealed class PredictionResult<T>
{
    internal PredictionResult(T item, Prediction? prediction, string? error)
    {
        Item = item;
        Prediction = prediction;
        Error = error;
    }

    /// <summary>The item.</summary>
    public T Item { get; }

    /// <summary>The prediction, or null.</summary>
    public Prediction? Prediction { get; }

    /// <summary>Why there is no prediction, in one sentence, or null.</summary>
    public string? Error { get; }

    /// <summary>True when there is a prediction.</summary>
    [MemberNotNullWhen(true, nameof(Prediction))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool HasPrediction => Prediction is not null;
}
