namespace Hybrid.Cli.Spectra;

/// <summary>Tells curves apart.</summary>
/// <param name="Source">The file.</param>
/// <param name="Number">The frame, zero for all of them.</param>
/// <param name="Model">By reference.</param>
internal sealed record CurveKey(string Source, int Number, SpectralModel Model);
