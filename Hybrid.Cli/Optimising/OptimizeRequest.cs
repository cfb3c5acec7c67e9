using Hybrid.Cli.Writing;
using Hybrid.Physics.Models;
using Hybrid.Physics.Optimisation;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Cli.Optimising;

/// <summary>What a command line of the verb optimize asks for.</summary>
internal sealed record OptimizeRequest
{
    public required string File { get; init; }

    public required string Model { get; init; }

    public required string Excitations { get; init; }

    public int? Charge { get; init; }

    public int? Unpaired { get; init; }

    /// <summary>Zero for the ground state.</summary>
    public required int State { get; init; }

    public required Multiplicity Multiplicity { get; init; }

    public required KernelKind Kernel { get; init; }

    public required StateFollowing Following { get; init; }

    /// <summary>True when an excited state starts from the file as it is.</summary>
    public required bool SkipsGround { get; init; }

    public required OptimisationSettings Settings { get; init; }

    public required PredictionOptions Options { get; init; }

    public required OutputFormat Format { get; init; }

    public string? Output { get; init; }

    public string? Trajectory { get; init; }

    /// <summary>S0, S1, T2, …; the ground state is that of any spin.</summary>
    public string Label => State == 0 ? "S0" : FormattableString.Invariant($"{(Multiplicity == Multiplicity.Singlet ? 'S' : 'T')}{State}");

    /// <summary>Where the optimised structure goes: in the current folder unless said otherwise.</summary>
    public string OutputPath => Output ?? (State == 0 ? $"{Stem}.opt.xyz" : $"{Stem}.{Label}.opt.xyz");

    /// <summary>Where the way goes: beside the optimised structure unless said otherwise.</summary>
    public string TrajectoryPath => Trajectory ?? Path.ChangeExtension(
        OutputPath.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? OutputPath[..^3] : OutputPath, ".trajectory.xyz");

    /// <summary>The file's name without folder and endings.</summary>
    private string Stem
    {
        get
        {
            if (File == "-")
                return "structure";
            var name = Path.GetFileName(File);
            var plain = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
            return Path.GetFileNameWithoutExtension(plain) is { Length: > 0 } stem ? stem : "structure";
        }
    }
}
