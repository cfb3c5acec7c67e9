using Hybrid.Cli.Writing;
using Hybrid.Physics.Models;

namespace Hybrid.Cli.Predicting;

/// <summary>What a command line of the verb predict asks for.</summary>
internal sealed record PredictRequest
{
    public required IReadOnlyList<string> Files { get; init; }

    public required string ModelName { get; init; }

    /// <summary>The model of the excited states; null for the default.</summary>
    public string? ExcitationModel { get; init; }

    /// <summary>True for corrections that fade outside of the training domain.</summary>
    public bool IsGated { get; init; }

    public int? Charge { get; init; }

    public int? Unpaired { get; init; }

    public required Properties Properties { get; init; }

    public required OutputFormat Format { get; init; }

    public string? Output { get; init; }

    /// <summary>True for excited states with their uncertainties.</summary>
    public bool WithUncertainty { get; init; }

    /// <summary>True to solve for every member of the ensemble behind the uncertainties, too.</summary>
    public bool WithExactMembers { get; init; }

    public string? Molden { get; init; }

    public string? Matrices { get; init; }

    public int? Threads { get; init; }

    public required PredictionOptions Options { get; init; }

    /// <summary>True when threads serve the gradients of a Hessian rather than a BLAS.</summary>
    public bool IsDifferenced => (Properties & (Properties.Hessian | Properties.Vibrations)) != 0;

    /// <summary>What has to be computed for the asked properties and files.</summary>
    public Properties Computed(Model model) => !model.HasEnergy ? Properties | Properties.Orbitals : Properties | Properties.Dipole | Properties.Orbitals
        | (Matrices is null && Molden is null ? Properties.Energy : Properties.Matrices);
}
