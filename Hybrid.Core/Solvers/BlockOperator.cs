namespace Hybrid.Core.Solvers;

/// <summary>
/// Fills y_k = A x_k for <paramref name="count"/> vectors at once, stored one per row (count × n), so that the work can be
/// done as matrix products.
/// </summary>
public delegate void BlockOperator(int count, ReadOnlySpan<double> x, Span<double> y);
