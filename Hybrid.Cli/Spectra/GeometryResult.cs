using Hybrid.Cli.Excitations;
using Hybrid.Physics.Models;

namespace Hybrid.Cli.Spectra;

/// <summary>What came of a geometry.</summary>
internal sealed record GeometryResult(GeometryTask Task, MolecularExcitations? Excitations, string? Error, TimeSpan Time)
{
    /// <summary>How sure its states are; null when not asked for or not known.</summary>
    public UncertainExcitations? Uncertain { get; init; }
}
