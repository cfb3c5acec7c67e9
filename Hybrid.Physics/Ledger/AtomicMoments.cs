using System.Collections.Immutable;

namespace Hybrid.Physics.Ledger;

/// <summary>Charges and a dipole moment, or changes of both, by atom.</summary>
/// <param name="Charges">e; they sum to the charge, or to zero for a change.</param>
/// <param name="Dipole">
/// One list each for x, y and z, e·a0: charges at their nuclei and the atoms' own dipoles; they sum to the dipole moment about the origin of the coordinates.
/// </param>
public sealed record AtomicMoments(ImmutableArray<Contribution> Charges, ImmutableArray<ImmutableArray<Contribution>> Dipole)
{
    /// <summary>The term of charges, and of what they make of a dipole moment.</summary>
    public const string AtomicCharges = "atomic charges";

    /// <summary>The term of the dipoles of atoms about their nuclei.</summary>
    public const string AtomicDipoles = "atomic dipoles";

    /// <summary>By atom.</summary>
    /// <param name="charges">q, e.</param>
    /// <param name="dipoles">μ about the nuclei, shape [atoms, 3], e·a0.</param>
    /// <param name="positions">Shape [atoms, 3], a0.</param>
    internal static AtomicMoments Of(ReadOnlySpan<double> charges, ReadOnlySpan<double> dipoles, ReadOnlySpan<double> positions)
    {
        var sums = new ContributionSums(charges.Length);
        charges.CopyTo(sums.Atoms(AtomicCharges));
        var alongAxes = ImmutableArray.CreateBuilder<ImmutableArray<Contribution>>(3);
        for (var axis = 0; axis < 3; axis++)
        {
            var alongAxis = new ContributionSums(charges.Length);
            var ofCharges = alongAxis.Atoms(AtomicCharges);
            var ofDipoles = alongAxis.Atoms(AtomicDipoles);
            for (var A = 0; A < charges.Length; A++)
            {
                ofCharges[A] = charges[A] * positions[(3 * A) + axis];
                ofDipoles[A] = dipoles[(3 * A) + axis];
            }

            alongAxes.Add(alongAxis.ToContributions());
        }

        return new AtomicMoments(sums.ToContributions(), alongAxes.MoveToImmutable());
    }
}
