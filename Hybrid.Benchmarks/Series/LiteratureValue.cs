namespace Hybrid.Benchmarks.Series;

/// <summary>What the literature says of a state.</summary>
/// <param name="State">Bright, La, Lb, S1 or S2.</param>
/// <param name="Kind">How near it is to a vertical energy of the free molecule.</param>
/// <param name="Energy">eV.</param>
/// <param name="Source">A doi or a citation.</param>
internal sealed record LiteratureValue(string State, LiteratureKind Kind, double Energy, string Source);
