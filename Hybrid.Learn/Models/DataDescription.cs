namespace Hybrid.Learn.Models;

/// <summary>A data set that a model was trained on.</summary>
/// <param name="File">The file's name without its folder.</param>
/// <param name="Level">The level of theory of its labels.</param>
/// <param name="Samples">How many of its structures were used.</param>
/// <param name="Sha256">Of the file; null when not known.</param>
public sealed record DataDescription(string File, string Level, int Samples, string? Sha256 = null);
