namespace Hybrid.Learn.Reports;

/// <summary>How sure a prediction is, in its own unit.</summary>
/// <param name="HalfWidth68">Half the width of the interval that 68.27 % of the errors lie in: what stands behind ±.</param>
/// <param name="HalfWidth95">Half the width of the interval of 95 %.</param>
/// <param name="IsCalibrated">True where validation data gave the widths; false where they are what the model believes of itself.</param>
public sealed record PredictionInterval(double HalfWidth68, double HalfWidth95, bool IsCalibrated)
{
    /// <summary>What it is compared with, such as "compared with CC2/def2-TZVP"; empty where it isn't calibrated.</summary>
    public string Against { get; init; } = "";

    /// <summary>Why it isn't calibrated, without a full stop; empty where it is.</summary>
    public string Doubt { get; init; } = "";

    /// <summary>True for a molecule outside of the training domain.</summary>
    public bool IsOutside { get; init; }

    /// <summary>Mean absolute errors on the labels that gave the widths, of the model and of its physics alone, with the number of labels; null where they aren't known.</summary>
    public (double Model, double Physics, int Labels)? MeanErrors { get; init; }

    /// <summary>The same as <see cref="HalfWidth68"/> held against another level of theory, with its name; null where it isn't known.</summary>
    public (double HalfWidth68, string Level)? OtherLevel { get; init; }
}
