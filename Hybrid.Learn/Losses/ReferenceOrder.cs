using Hybrid.Learn.Data;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Losses;

/// <summary>The reference states of one spin by ascending energy, as far as they are for a comparison by order.</summary>
internal static class ReferenceOrder
{
    /// <summary>The states up to the last that counts; null when the order says nothing or none counts.</summary>
    public static ReferenceState[]? Of(Sample sample, Multiplicity multiplicity)
    {
        ArgumentNullException.ThrowIfNull(sample);
        if (!sample.StatesAreLowest)
            return null;
        ReferenceState[] states = [.. sample.States.Where(state => state.Multiplicity == multiplicity).OrderBy(static state => state.Energy)];
        var last = Array.FindLastIndex(states, static state => state.Weight > 0.0);
        return last < 0 ? null : states[..(last + 1)];
    }
}
