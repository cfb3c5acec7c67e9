using Hybrid.Physics.Response.Spectra;

namespace Hybrid.Learn.Reports;

/// <summary>What a curve is made of that is the mean of several geometries.</summary>
/// <param name="Name">What was averaged: "mean of 100 geometries".</param>
/// <param name="Members">The lines of each geometry, all of the same weight; at least one.</param>
public sealed record AveragedLines(string Name, IReadOnlyList<IReadOnlyList<Stick>> Members);
