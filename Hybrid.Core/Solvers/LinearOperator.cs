namespace Hybrid.Core.Solvers;

/// <summary>Fills y = A x for a matrix that need not exist. Both vectors belong to the caller; y holds unspecified numbers on entry.</summary>
public delegate void LinearOperator(ReadOnlySpan<double> x, Span<double> y);
