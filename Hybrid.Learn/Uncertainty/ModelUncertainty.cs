using System.Collections.Immutable;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Learn.Models;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Uncertainty;

/// <summary>
/// How sure a trained model is: what its training data say about its exposed weights, and how the spread that follows for predictions was calibrated.
/// Immutable; serves any number of threads.
/// </summary>
public sealed class ModelUncertainty
{
    private readonly ImmutableArray<TargetCalibration> calibrations;

    /// <summary>Puts together what a file holds.</summary>
    /// <param name="model">The model.</param>
    /// <param name="fisher">What its training data say about its weights.</param>
    /// <param name="calibrations">One for each kind and rank at most; what has none borrows that of the other rank, triplets that of singlets.</param>
    /// <param name="data">The data in words, for reports.</param>
    /// <param name="domain">Which surroundings of atoms the training data hold; null where it isn't known.</param>
    /// <param name="linearAlgebra">By default <see cref="DenseLinearAlgebra.Default"/>.</param>
    /// <exception cref="ArgumentException">The information is of other weights.</exception>
    public ModelUncertainty(
        LearnedModel model, FisherInformation fisher, IReadOnlyList<TargetCalibration> calibrations, string data, AtomDomain? domain = null, ILinearAlgebra? linearAlgebra = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(fisher);
        ArgumentNullException.ThrowIfNull(calibrations);
        Model = model;
        Fisher = fisher;
        Data = data;
        Domain = domain;
        Exposed = ExposedWeights.Of(model.Model.Layout);
        if (fisher.Count != Exposed.Count)
            throw new ArgumentException($"Information about {Exposed.Count} weights was expected, but it is about {fisher.Count}.", nameof(fisher));
        Posterior = Posterior.Of(fisher, Exposed.PriorWidths(model.Weights.Span), linearAlgebra: linearAlgebra);
        Gradients = new StateGradients(model.Model, Exposed, model.Weights, linearAlgebra);
        this.calibrations = [.. TargetKinds.All.SelectMany(kind => Ranks.Select(rank => Of(kind, rank, calibrations)))];
    }

    /// <summary>The model.</summary>
    public LearnedModel Model { get; }

    /// <summary>The weights whose uncertainty is followed.</summary>
    public ExposedWeights Exposed { get; }

    /// <summary>What the data say about them.</summary>
    public FisherInformation Fisher { get; }

    /// <summary>What is believed of them.</summary>
    public Posterior Posterior { get; }

    /// <summary>Derivatives of predicted states by them.</summary>
    public StateGradients Gradients { get; }

    /// <summary>Which surroundings of atoms the training data hold; null where it isn't known.</summary>
    public AtomDomain? Domain { get; }

    /// <summary>The data in words.</summary>
    public string Data { get; }

    /// <summary>All calibrations, by kind, of the lowest states and of those above.</summary>
    public IReadOnlyList<TargetCalibration> Calibrations => calibrations;

    /// <summary>The calibration of a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="rank">Which state of its spin by energy, from one; zero for the lowest of a choice.</param>
    public TargetCalibration Calibration(TargetKind kind, int rank) => calibrations[((int)kind * Ranks.Length) + (rank > 1 ? 1 : 0)];

    /// <summary>
    /// The posterior if every label were off by α times what it is: what the calibrated spread amounts to. Unlike α² C it never leaves a weight less sure than the prior.
    /// </summary>
    public Posterior Calibrated() => Posterior.Of(Fisher, Posterior.PriorWidths, kind => Fisher.Noise(kind) * Math.Max(1.0, Calibration(kind, 1).Scale));

    /// <summary>The uncertainties of the lowest states of one spin, by ascending energy.</summary>
    /// <param name="structure">A molecule of elements that the model is for.</param>
    /// <param name="multiplicity">The spin.</param>
    /// <param name="count">How many states at least, as far as there are.</param>
    /// <exception cref="Losses.PredictionException">There are no states or no derivatives: the message says why.</exception>
    /// <exception cref="ArgumentException">The structure doesn't fit the model.</exception>
    public IReadOnlyList<StateUncertainty> Of(Structure structure, Multiplicity multiplicity, int count) =>
        [.. Gradients.Of(structure, multiplicity, count).Select(Of)];

    /// <summary>The uncertainty of a differentiated state.</summary>
    /// <exception cref="ArgumentException">The energy was not differentiated.</exception>
    public StateUncertainty Of(StateGradient state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.ByEnergy is not { } byEnergy)
            throw new ArgumentException("A state with the derivatives of its energy was expected.", nameof(state));
        var (energy, strength) = (Calibration(TargetKinds.EnergyOf(state.Multiplicity), state.Rank), Calibration(TargetKind.Strength, state.Rank));
        var variance = Posterior.Variance(byEnergy);
        var strengthVariance = state.ByStrength is { } byStrength ? Posterior.Variance(byStrength) : (double?)null;
        return new StateUncertainty(
            state.Multiplicity, state.Rank, state.Energy, energy.Uncertainty(variance), energy.HalfWidth95(variance),
            strengthVariance is { } v ? strength.Uncertainty(v) : null, strengthVariance is { } u ? strength.HalfWidth95(u) : null,
            state.GapToNearest < StateGradients.DegeneracyWidth);
    }

    private static readonly int[] Ranks = [1, TargetCalibration.Higher];

    private static TargetCalibration Of(TargetKind kind, int rank, IReadOnlyList<TargetCalibration> known)
    {
        if (Known(kind, rank) is { } own)
            return own;
        if (known.FirstOrDefault(calibration => calibration.Kind == kind) is { } other)
            return other with { Rank = rank, BorrowedFrom = kind };
        return kind == TargetKind.TripletEnergy && (Known(TargetKind.SingletEnergy, rank) ?? known.FirstOrDefault(calibration => calibration.Kind == TargetKind.SingletEnergy)) is { } singlets
            ? singlets with { Kind = kind, Rank = rank, BorrowedFrom = TargetKind.SingletEnergy }
            : TargetCalibration.None(kind, rank);

        TargetCalibration? Known(TargetKind of, int at) => known.FirstOrDefault(calibration => calibration.Kind == of && calibration.Rank == at);
    }
}
