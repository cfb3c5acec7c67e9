using System.Collections.Immutable;
using Hybrid.Physics.Ledger;

namespace Hybrid.Learn.Explanations;

/// <summary>Charges and a dipole moment by atom: physics, and what the corrections change at each.</summary>
internal static class MomentExplanations
{
    /// <summary>e and e·a0: differences below it are rounding, of which a share would mean nothing.</summary>
    private const double Rounding = 1e-10;

    /// <summary>The charge, then x, y and z of the dipole moment.</summary>
    /// <param name="charge">Whose charge.</param>
    /// <param name="total">What the charges sum to, e.</param>
    /// <param name="predicted">With all corrections.</param>
    /// <param name="physics">Without; null where there are none.</param>
    public static IEnumerable<Explanation> Of(PredictedQuantity charge, double total, AtomicMoments predicted, AtomicMoments? physics)
    {
        yield return Of(charge, "e", total, total, predicted.Charges, physics?.Charges);
        for (var axis = 0; axis < 3; axis++)
        {
            var (value, published) = (Sum(predicted.Dipole[axis]), Sum((physics ?? predicted).Dipole[axis]));
            yield return Of(charge.Dipole(axis), "e a0", value, Math.Abs(value - published) < Rounding ? value : published, predicted.Dipole[axis], physics?.Dipole[axis]);
        }
    }

    private static Explanation Of(PredictedQuantity quantity, string unit, double value, double physics, ImmutableArray<Contribution> predicted, ImmutableArray<Contribution>? published) => new()
    {
        Quantity = quantity,
        Value = value,
        Physics = physics,
        Unit = unit,
        Entries = published is { } without
            ? [.. Entries(without, EntryKind.Physics), .. Entries(Difference(predicted, without), EntryKind.Learned)]
            : [.. Entries(predicted, EntryKind.Physics)],
        PathPoints = published is null ? 0 : EndPoints,
    };

    private static IEnumerable<ExplanationEntry> Entries(IEnumerable<Contribution> contributions, EntryKind kind) =>
        contributions.Select(entry => new ExplanationEntry(entry.Term, kind, entry.Atoms, entry.Value));

    /// <summary>By term and atom; every contribution has one.</summary>
    private static IEnumerable<Contribution> Difference(ImmutableArray<Contribution> predicted, ImmutableArray<Contribution> without)
    {
        var physics = without.ToDictionary(entry => (entry.Term, entry.Atoms[0]), entry => entry.Value);
        foreach (var entry in predicted)
        {
            physics.Remove((entry.Term, entry.Atoms[0]), out var value);
            yield return entry with { Value = entry.Value - value };
        }

        foreach (var ((term, atom), value) in physics)
            yield return new Contribution(term, [atom], -value);
    }

    private static double Sum(ImmutableArray<Contribution> contributions) => contributions.Sum(entry => entry.Value);

    /// <summary>Of the path: differences by atom need nothing between.</summary>
    private const int EndPoints = 2;
}
