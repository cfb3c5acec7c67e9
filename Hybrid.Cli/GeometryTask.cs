using Hybrid.Core.Structures;
using Hybrid.Physics.Models;

namespace Hybrid.Cli;

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

/// <summary>Tells curves apart.</summary>
/// <param name="Source">The file.</param>
/// <param name="Number">The frame, zero for all of them.</param>
/// <param name="Model">By reference.</param>
internal sealed record CurveKey(string Source, int Number, SpectralModel Model);

/// <summary>What came of a geometry.</summary>
internal sealed record GeometryResult(GeometryTask Task, MolecularExcitations? Excitations, string? Error, TimeSpan Time);
