using System.Collections.Immutable;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Physics.Response.Analysis;

/// <summary>Which states of a list are wanted. Immutable.</summary>
/// <remarks>A degenerate set is never cut: when one of its members is chosen, all are, and the result may be longer than asked for.</remarks>
public sealed class StateChoice
{
    /// <summary>States of one multiplicity closer than this are one degenerate set, Eh.</summary>
    public const double Degeneracy = 1e-6;

    private readonly Func<IReadOnlyList<ExcitedState>, IEnumerable<int>> pick;

    private StateChoice(Func<IReadOnlyList<ExcitedState>, IEnumerable<int>> pick) => this.pick = pick;

    /// <summary>The lowest states.</summary>
    /// <param name="count">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is not positive.</exception>
    public static StateChoice Lowest(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return new StateChoice(states => Enumerable.Range(0, states.Count).OrderBy(N => states[N].Energy).Take(count));
    }

    /// <summary>The states with the largest oscillator strengths.</summary>
    /// <param name="count">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is not positive.</exception>
    public static StateChoice Brightest(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return new StateChoice(states => Enumerable.Range(0, states.Count).OrderByDescending(N => states[N].OscillatorStrength).Take(count));
    }

    /// <summary>All states between two energies, both included.</summary>
    /// <param name="lowest">Eh.</param>
    /// <param name="highest">Eh.</param>
    /// <exception cref="ArgumentException">The window is empty.</exception>
    public static StateChoice Window(double lowest, double highest)
    {
        if (!(lowest <= highest))
            throw new ArgumentException(FormattableString.Invariant($"A window from a lower to a higher energy was expected, but it goes from {lowest} to {highest} Eh."), nameof(highest));
        return new StateChoice(states => Enumerable.Range(0, states.Count).Where(N => states[N].Energy >= lowest && states[N].Energy <= highest));
    }

    /// <summary>The indices of the chosen states, by ascending energy.</summary>
    /// <param name="states">In any order.</param>
    public ImmutableArray<int> Of(IReadOnlyList<ExcitedState> states)
    {
        ArgumentNullException.ThrowIfNull(states);
        var order = Enumerable.Range(0, states.Count).OrderBy(N => states[N].Energy).ToArray();
        var chosen = new bool[states.Count];
        foreach (var N in pick(states))
            chosen[N] = true;
        Spread(states, order, chosen);
        Array.Reverse(order);
        Spread(states, order, chosen);
        Array.Reverse(order);
        return [.. order.Where(N => chosen[N])];
    }

    /// <summary>Chooses what follows a chosen state in the same degenerate set.</summary>
    private static void Spread(IReadOnlyList<ExcitedState> states, int[] order, bool[] chosen)
    {
        foreach (var multiplicity in (ReadOnlySpan<Multiplicity>)[Multiplicity.Singlet, Multiplicity.Triplet])
        {
            var last = -1;
            foreach (var N in order)
            {
                if (states[N].Multiplicity != multiplicity)
                    continue;
                chosen[N] |= last >= 0 && chosen[last] && Math.Abs(states[N].Energy - states[last].Energy) < Degeneracy;
                last = N;
            }
        }
    }
}
