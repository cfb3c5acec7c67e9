using Hybrid.Cli.Writing;
using Hybrid.Core.IO;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Spectra;

namespace Hybrid.Cli.Spectra;

/// <summary>What a command line of the verb spectrum asks for.</summary>
internal sealed record SpectrumRequest
{
    public required IReadOnlyList<string> Files { get; init; }

    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>The model of the excited states; null for the default.</summary>
    public string? ExcitationModel { get; init; }

    /// <summary>True for corrections that fade outside of the training domain.</summary>
    public bool IsGated { get; init; }

    public int? Charge { get; init; }

    public int? Unpaired { get; init; }

    public required ExcitationOptions Excitations { get; init; }

    public required Broadening Broadening { get; init; }

    public required SpectralUnit Unit { get; init; }

    /// <summary>The limits of the axis in its unit; null for all states.</summary>
    public (double Low, double High)? Range { get; init; }

    public string? Html { get; init; }

    public string? Csv { get; init; }

    public string? Experiment { get; init; }

    /// <summary>True when the measured intensities are molar absorptivities.</summary>
    public bool IsMolar { get; init; }

    /// <summary>True when the frames of a file are averaged.</summary>
    public bool Averages { get; init; }

    /// <summary>How many geometries of the vibrations are averaged; null for the structure as it is.</summary>
    public int? Ensemble { get; init; }

    /// <summary>K, of the vibrations.</summary>
    public double? Temperature { get; init; }

    public int? Seed { get; init; }

    /// <summary>True for error bars and bands.</summary>
    public bool WithUncertainty { get; init; }

    public required OutputFormat Format { get; init; }

    public int? Threads { get; init; }
}
