namespace Hybrid.Core.Autodiff;

/// <summary>Fills y = f(x) element by element; y starts at zero.</summary>
internal delegate void UnaryForward(ReadOnlySpan<double> x, Span<double> y);

/// <summary>Adds ȳ f′(x) to x̄, where y = f(x) may be used to avoid work.</summary>
internal delegate void UnaryPullback(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> yAdjoint, Span<double> xAdjoint);

/// <summary>How an elementwise function of one variable is put on the tape.</summary>
internal static class ElementwiseRule
{
    public static Variable Apply(Variable x, UnaryForward forward, UnaryPullback pullback)
    {
        var y = x.Tape.Output([x], x.SharedShape);
        forward(x.Value, y.Value);
        if (y.NeedsAdjoint)
            Record(x, y, pullback);
        return y;
    }

    // Apart from Apply, so that the closure is made only when something is recorded.
    private static void Record(Variable x, Variable y, UnaryPullback pullback) =>
        y.Tape.Record(y, () => pullback(x.Value, y.Value, y.Adjoint, x.Adjoint));
}
