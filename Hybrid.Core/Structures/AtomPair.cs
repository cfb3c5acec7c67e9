namespace Hybrid.Core.Structures;

/// <summary>Two atoms and their distance.</summary>
/// <param name="A">Index of the first atom, from zero.</param>
/// <param name="B">Index of the second atom; equal to <paramref name="A"/> for an atom and its own periodic image.</param>
/// <param name="Distance">Distance in bohr; in a periodic cell that of the nearest images.</param>
public readonly record struct AtomPair(int A, int B, double Distance);
