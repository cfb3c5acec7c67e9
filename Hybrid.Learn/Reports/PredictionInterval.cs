namespace Hybrid.Learn.Reports;

/// <summary>How sure a prediction is, in its own unit.</summary>
/// <param name="HalfWidth68">Half the width of the interval that 68.27 % of the errors lie in: what stands behind ±.</param>
/// <param name="HalfWidth95">Half the width of the interval of 95 %.</param>
/// <param name="IsCalibrated">True where validation data gave the widths; false where they are what the model believes of itself.</param>
public sealed record PredictionInterval(double HalfWidth68, double HalfWidth95, bool IsCalibrated);
