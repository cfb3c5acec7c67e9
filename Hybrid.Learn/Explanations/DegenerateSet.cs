using Hybrid.Physics.Response.Analysis;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Explanations;

/// <summary>States of one energy, of which only sums mean something.</summary>
internal static class DegenerateSet
{
    /// <summary>The indices of the states that a state is degenerate with, and its own, ascending.</summary>
    /// <param name="states">By ascending energy.</param>
    /// <param name="state">One of them.</param>
    public static int[] Of(IReadOnlyList<TransitionAmplitudes> states, int state)
    {
        var (first, last) = (state, state);
        while (first > 0 && states[first].Energy - states[first - 1].Energy < StateChoice.Degeneracy)
            first--;
        while (last < states.Count - 1 && states[last + 1].Energy - states[last].Energy < StateChoice.Degeneracy)
            last++;
        return [.. Enumerable.Range(first, last - first + 1)];
    }
}
