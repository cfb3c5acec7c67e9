using Hybrid.Core.IO;

namespace Hybrid.Learn.Reports;

/// <summary>An experimental curve that is laid over the predicted ones.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Curve">Its points.</param>
/// <param name="IsMolar">
/// True for molar absorptivities in L mol⁻¹ cm⁻¹. Otherwise the unit is arbitrary and the page scales the curve to the highest
/// predicted one, and says so.
/// </param>
public sealed record MeasuredSpectrum(string Name, MeasuredCurve Curve, bool IsMolar);
