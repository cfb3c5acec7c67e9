using Hybrid.Cli.Reading;
using Hybrid.Physics.Models;

namespace Hybrid.Cli.Optimising;

/// <summary>What a run of the verb optimize has to tell.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Frame">The input.</param>
/// <param name="Stages">The ground state, the excited state, or both.</param>
/// <param name="Ground">The method of E_0.</param>
/// <param name="Excitations">The method of ω, or null.</param>
/// <param name="VerticalAtStart">ω at the structure of the file, Eh; null without an excited state there.</param>
/// <param name="WallTime">How long it took.</param>
internal sealed record OptimisationReport(
    OptimizeRequest Request, InputFrame Frame, IReadOnlyList<OptimisedStage> Stages, string Ground, string? Excitations,
    double? VerticalAtStart, TimeSpan WallTime)
{
    /// <summary>The surface that was asked for has its minimum.</summary>
    public bool IsConverged => Stages[^1] is var last && last.Label == Request.Label && last.Result.IsConverged;

    /// <summary>As it is asked for.</summary>
    public string KernelName => Request.Kernel == KernelKind.Own ? "own" : "simplified";

    /// <summary>Null when it was skipped.</summary>
    public OptimisedStage? GroundStage => Stages[0].Label == "S0" ? Stages[0] : null;

    /// <summary>Null when it was not asked for or not begun.</summary>
    public OptimisedStage? ExcitedStage => Excitations is not null && Stages[^1].Label == Request.Label ? Stages[^1] : null;

    /// <summary>ω at the minimum of the ground state, Eh; null when that was skipped.</summary>
    public double? VerticalExcitation => GroundStage is not null && ExcitedStage?.Result.Steps is [var first, ..] ? first.ExcitationEnergy : null;

    /// <summary>E_N at its minimum − E_0 at its own, Eh.</summary>
    public double? AdiabaticExcitation => ExcitedStage is { Result.IsConverged: true } excited && GroundStage is { Result.IsConverged: true } ground
        ? excited.Result.Last.Energy - ground.Result.Last.Energy
        : null;

    /// <summary>ω at the minimum of the excited state, Eh.</summary>
    public double? Emission => ExcitedStage is { Result.IsConverged: true } excited ? excited.Result.Last.ExcitationEnergy : null;
}
