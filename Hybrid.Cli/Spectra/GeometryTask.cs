using Hybrid.Cli.Reading;
using Hybrid.Core.Structures;

namespace Hybrid.Cli.Spectra;

/// <summary>One geometry whose excited states are wanted for a curve.</summary>
/// <param name="Curve">Equal for all geometries of a curve.</param>
/// <param name="Frame">Where it comes from.</param>
/// <param name="Structure">The geometry, or null when there is none.</param>
/// <param name="IsListed">True for the geometry whose states are listed.</param>
/// <param name="IsAveraged">True for a geometry that the curve is made of.</param>
/// <param name="Error">Why there is none.</param>
/// <param name="Notes">What is known of the geometry already.</param>
internal sealed record GeometryTask(
    CurveKey Curve, InputFrame Frame, Structure? Structure, bool IsListed, bool IsAveraged, string? Error = null, IReadOnlyList<string>? Notes = null);
