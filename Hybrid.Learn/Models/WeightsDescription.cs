namespace Hybrid.Learn.Models;

/// <summary>The file of weights in a model's folder.</summary>
/// <param name="File">Its name.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its digest.</param>
/// <param name="Count">The number of weights.</param>
public sealed record WeightsDescription(string File, long Bytes, string Sha256, int Count);
