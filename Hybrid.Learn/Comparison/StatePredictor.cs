using Hybrid.Core.Structures;
using Hybrid.Learn.Models;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Comparison;

/// <summary>Predicts the lowest states of structures, to be compared with a reference. Serves any number of threads.</summary>
public abstract class StatePredictor
{
    /// <summary>What reports call it.</summary>
    public abstract string Name { get; }

    /// <summary>Equal digests, equal predictions.</summary>
    public abstract string Digest { get; }

    /// <summary>False for a spin that the model was not made for: a comparison leaves it out.</summary>
    /// <param name="multiplicity">The spin.</param>
    public virtual bool Predicts(Multiplicity multiplicity) => true;

    /// <summary>The states of one spin of a structure, by ascending energy.</summary>
    /// <param name="structure">A molecule.</param>
    /// <param name="multiplicity">The spin.</param>
    /// <param name="count">How many states at least, as far as there are.</param>
    /// <param name="withCharacter">True to find out which are Rydberg-like, where the model can tell.</param>
    /// <param name="cancellation">Stops the calculation.</param>
    /// <exception cref="Losses.PredictionException">There are no states: the message says why.</exception>
    /// <exception cref="ArgumentException">The structure doesn't fit the model.</exception>
    /// <exception cref="NotSupportedException">The model doesn't predict such states.</exception>
    public abstract IReadOnlyList<PredictedLevel> Of(
        Structure structure, Multiplicity multiplicity, int count, bool withCharacter, CancellationToken cancellation = default);

    /// <summary>A trained model.</summary>
    public static StatePredictor Of(LearnedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.HasHamiltonian ? new HamiltonianPredictor(model.Excitations, model.Name, model.Digest) : new NetworkPredictor(model);
    }

    /// <summary>Physics as published.</summary>
    public static StatePredictor Of(ExcitationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new HamiltonianPredictor(model, model.Name, model.Parameters.Digest);
    }
}
