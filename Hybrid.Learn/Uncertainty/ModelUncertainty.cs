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
    /// <param name="calibrations">One for each kind at most; kinds without one take that of singlet energies, else none.</param>
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
        this.calibrations = [.. TargetKinds.All.Select(kind => Of(kind, calibrations))];
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

    /// <summary>The calibration of a kind.</summary>
    public TargetCalibration Calibration(TargetKind kind) => calibrations[(int)kind];

    /// <summary>
    /// The posterior if every label were off by α times what it is: what the calibrated spread amounts to. Unlike α² C it never leaves a weight less sure than the prior.
    /// </summary>
    public Posterior Calibrated() => Posterior.Of(Fisher, Posterior.PriorWidths, kind => Fisher.Noise(kind) * Math.Max(1.0, Calibration(kind).Scale));

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
        var (energy, strength) = (Calibration(TargetKinds.EnergyOf(state.Multiplicity)), Calibration(TargetKind.Strength));
        var variance = Posterior.Variance(byEnergy);
        var strengthVariance = state.ByStrength is { } byStrength ? Posterior.Variance(byStrength) : (double?)null;
        return new StateUncertainty(
            state.Multiplicity, state.Rank, state.Energy, energy.Uncertainty(variance), energy.HalfWidth95(variance),
            strengthVariance is { } v ? strength.Uncertainty(v) : null, strengthVariance is { } u ? strength.HalfWidth95(u) : null,
            state.GapToNearest < StateGradients.DegeneracyWidth);
    }

    private static TargetCalibration Of(TargetKind kind, IReadOnlyList<TargetCalibration> known)
    {
        if (known.FirstOrDefault(calibration => calibration.Kind == kind) is { } own)
            return own;
        return kind == TargetKind.TripletEnergy && known.FirstOrDefault(calibration => calibration.Kind == TargetKind.SingletEnergy) is { } singlets
            ? singlets with { Kind = kind, BorrowedFrom = TargetKind.SingletEnergy }
            : TargetCalibration.None(kind);
    }
}
