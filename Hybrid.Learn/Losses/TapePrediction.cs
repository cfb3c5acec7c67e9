using Hybrid.Core.Autodiff;
using Hybrid.Learn.Networks;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Losses;

/// <summary>
/// What a model predicts for one structure, as variables of a tape. Everything is computed when it is first asked for, so that a
/// loss pays for what it needs alone.
/// </summary>
/// <remarks>What a model doesn't predict throws <see cref="NotSupportedException"/> with a sentence that names it.</remarks>
public abstract class TapePrediction
{
    /// <summary>The tape that all variables live on.</summary>
    public abstract Tape Tape { get; }

    /// <summary>Total energy, Eh, shape [1].</summary>
    public virtual Variable Energy => throw Missing("total energies");

    /// <summary>Positions, bohr, shape [atoms, 3]: the leaf that forces are the derivative by.</summary>
    public virtual Variable Positions => throw Missing("forces");

    /// <summary>Atomic charges, e, shape [atoms].</summary>
    public virtual Variable Charges => throw Missing("charges");

    /// <summary>Dipole moment, e·a0, shape [3].</summary>
    public virtual Variable Dipole => throw Missing("dipole moments");

    /// <summary>Traceless quadrupole xx, xy, yy, xz, yz, zz, e·a0², shape [6].</summary>
    public virtual Variable Quadrupole => throw Missing("quadrupole moments");

    /// <summary>Energies of all orbitals, Eh, ascending.</summary>
    public virtual Variable OrbitalEnergies => throw Missing("orbital energies");

    /// <summary>The number of doubly occupied orbitals.</summary>
    public virtual int OccupiedCount => throw Missing("orbital energies");

    /// <summary>The orbitals that excited states are made from; null for a model without.</summary>
    /// <exception cref="PredictionException">The model gives none for this structure: the message says why.</exception>
    public virtual ExcitationReference? ResponseOrbitals => null;

    /// <summary>The lowest excited states of one spin.</summary>
    /// <param name="multiplicity">Singlets or triplets.</param>
    /// <param name="count">At least this many, as far as there are.</param>
    /// <exception cref="PredictionException">The model gives none for this structure: the message says why.</exception>
    public virtual PredictedStates States(Multiplicity multiplicity, int count) => throw Missing("excited states");

    /// <summary>Energies of the lowest states of one spin without anything learned: numbers of the published physics, Eh, ascending.</summary>
    /// <param name="multiplicity">Singlets or triplets.</param>
    /// <param name="count">At least this many, as far as there are.</param>
    /// <exception cref="PredictionException">The physics gives none for this structure: the message says why.</exception>
    public virtual ReadOnlyMemory<double> PublishedEnergies(Multiplicity multiplicity, int count) => throw Missing("states of a published physics");

    /// <summary>A sentence when the last backward walk gave no derivatives to be used, such as a linear solve that did not converge; null when it did.</summary>
    public virtual string? GradientFailure => null;

    /// <summary>The largest residual of the linear solves of the last backward walk, Eh or e; null when none was needed.</summary>
    public virtual double? AdjointResidual => null;

    /// <summary>What messages call the model, at the beginning of a sentence.</summary>
    protected virtual string ModelName => "The model";

    /// <summary>The prediction of the same model for the same atoms elsewhere, with the same random numbers: what second derivatives are made from.</summary>
    /// <param name="tape">Another tape.</param>
    /// <param name="weights">The weights on that tape.</param>
    /// <param name="positions">Shape [atoms, 3], bohr.</param>
    /// <exception cref="PredictionException">The model gives none there: the message says why.</exception>
    public virtual TapePrediction At(Tape tape, WeightBinding weights, ReadOnlySpan<double> positions) => throw Missing("forces");

    private NotSupportedException Missing(string what) => new($"{ModelName} predicts no {what}; a target that it predicts was expected.");
}
