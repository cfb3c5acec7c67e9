namespace Hybrid.Core.Solvers;

/// <summary>Fills y = f(x). Both vectors belong to the caller; y holds unspecified numbers on entry.</summary>
public delegate void VectorFunction(ReadOnlySpan<double> x, Span<double> y);
