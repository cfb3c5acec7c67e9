namespace Hybrid.Core.Solvers;

/// <summary>
/// Proposes the next point of a fixed-point iteration x = g(x) from the points seen so far.
/// </summary>
/// <remarks>
/// Scratch memory of one iteration at a time: not thread-safe, and <see cref="Reset"/> before each new problem. Nothing is
/// allocated after the first problem of a given length. Points that are not finite give a next point that is not finite.
/// </remarks>
public interface IMixer
{
    /// <summary>Forgets all points and prepares for vectors of <paramref name="length"/> elements.</summary>
    void Reset(int length);

    /// <summary>The next point.</summary>
    /// <param name="x">The current point.</param>
    /// <param name="gOfX">g(x).</param>
    /// <param name="next">Overwritten with the next point; may be the memory of <paramref name="x"/>.</param>
    /// <exception cref="ArgumentException">A vector has another length than the mixer was reset for.</exception>
    void Next(ReadOnlySpan<double> x, ReadOnlySpan<double> gOfX, Span<double> next);
}
