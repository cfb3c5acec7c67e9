namespace Hybrid.Learn.Models;

/// <summary>A data set that a model was trained on.</summary>
/// <param name="File">The file's name without its folder.</param>
/// <param name="Level">The level of theory of its labels.</param>
/// <param name="Samples">How many of its structures were used.</param>
/// <param name="Sha256">Of the file; null when not known.</param>
/// <param name="Choice">Which of the file's structures, such as "part 1/2"; null for all.</param>
/// <param name="TransitionsSha256">Of the table of transitions that the labels are from; null for labels in the file.</param>
public sealed record DataDescription(
    string File, string Level, int Samples, string? Sha256 = null, string? Choice = null, string? TransitionsSha256 = null);
