using Hybrid.Physics.Models;

namespace Hybrid.Cli;

/// <summary>What came of a geometry.</summary>
internal sealed record GeometryResult(GeometryTask Task, MolecularExcitations? Excitations, string? Error, TimeSpan Time);
