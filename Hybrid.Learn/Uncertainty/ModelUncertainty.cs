using System.Collections.Immutable;
using System.Numerics.Tensors;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Learn.Domain;
using Hybrid.Learn.Models;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Uncertainty;

/// <summary>
/// How sure a trained model is: what its training data say about its exposed weights, and how the spread that follows for predictions was calibrated.
/// Immutable; serves any number of threads.
/// </summary>
public sealed class ModelUncertainty
{
    private readonly ImmutableArray<TargetCalibration> known;
    private readonly ImmutableArray<TargetCalibration> calibrations;
    private readonly Lazy<Posterior> calibrated;

    /// <summary>Puts together what a file holds.</summary>
    /// <param name="model">The model.</param>
    /// <param name="fisher">What its training data say about its weights.</param>
    /// <param name="calibrations">
    /// One for each kind, rank and class at most. What has none borrows that of the other rank or of the class that is nearest, triplets at last that of singlets.
    /// </param>
    /// <param name="data">The data in words, for reports.</param>
    /// <param name="domain">Which surroundings of atoms the training data hold; null where it isn't known.</param>
    /// <param name="scatter">D; null for none.</param>
    /// <param name="linearAlgebra">By default <see cref="DenseLinearAlgebra.Default"/>.</param>
    /// <exception cref="ArgumentException">The information, or the scatter, is of other weights.</exception>
    public ModelUncertainty(
        LearnedModel model, FisherInformation fisher, IReadOnlyList<TargetCalibration> calibrations, string data, AtomDomain? domain = null,
        ReadOnlyMemory<double>? scatter = null, ILinearAlgebra? linearAlgebra = null)
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
        Scatter = scatter ?? new double[Exposed.Count];
        if (Scatter.Length != Exposed.Count)
            throw new ArgumentException($"The scatter of {Exposed.Count} weights was expected, but it is of {Scatter.Length}.", nameof(scatter));
        Posterior = Posterior.Of(fisher, Exposed.PriorWidths(model.Weights.Span), linearAlgebra: linearAlgebra);
        calibrated = new Lazy<Posterior>(() => Posterior.Of(fisher, Posterior.PriorWidths, kind => fisher.Noise(kind) * Math.Max(SmallestScale, Calibration(kind, 1).Scale), linearAlgebra));
        Gradients = new StateGradients(model.Model, Exposed, model.Weights, linearAlgebra);
        known = [.. calibrations];
        var choice = new CalibrationChoice(known);
        this.calibrations = [.. Classes.SelectMany(@class => TargetKinds.All.SelectMany(kind => Ranks.Select(rank => choice.Of(kind, rank, @class))))];
    }

    /// <summary>The model.</summary>
    public LearnedModel Model { get; }

    /// <summary>The weights whose uncertainty is followed.</summary>
    public ExposedWeights Exposed { get; }

    /// <summary>What the data say about them.</summary>
    public FisherInformation Fisher { get; }

    /// <summary>What is believed of them.</summary>
    public Posterior Posterior { get; }

    /// <summary>D: by how much each of them scatters from molecule to molecule (<see cref="WeightScatterFit"/>); all zero where it isn't known.</summary>
    public ReadOnlyMemory<double> Scatter { get; }

    /// <summary>Derivatives of predicted states by them.</summary>
    public StateGradients Gradients { get; }

    /// <summary>Which surroundings of atoms the training data hold; null where it isn't known.</summary>
    public AtomDomain? Domain { get; }

    /// <summary>The data in words.</summary>
    public string Data { get; }

    /// <summary>The labels outside of the training domain, or of another level of theory, that classes were calibrated on, in words; empty without.</summary>
    public string OutsideData { get; init; } = "";

    /// <summary>The level of theory of these labels; empty without.</summary>
    public string OtherLevel { get; init; } = "";

    /// <summary>What each class calibrates its kinds by, of the lowest states and of those above, borrowed ones among them.</summary>
    public IReadOnlyList<TargetCalibration> Calibrations => calibrations;

    /// <summary>Those that labels gave.</summary>
    internal IReadOnlyList<TargetCalibration> Known => known;

    /// <summary>What intervals of a kind are made by.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="rank">Which state of its spin by energy, from one; zero for the lowest of a choice.</param>
    /// <param name="class">Of which predictions.</param>
    public TargetCalibration Calibration(TargetKind kind, int rank, CalibrationClass @class = CalibrationClass.Inside) =>
        calibrations[(((((int)@class) * TargetKinds.All.Count) + (int)kind) * Ranks.Length) + (rank > 1 ? 1 : 0)];

    /// <summary>
    /// What intervals of a quantity with the derivative g begin with: gᵀCg, what more labels would mend, and for energies Σ_k D_k g_k², what no single set of weights does. The
    /// errors of strengths are not larger where weights scatter.
    /// </summary>
    /// <param name="kind">What the quantity is.</param>
    /// <param name="gradient">g, one per exposed weight.</param>
    public double Variance(TargetKind kind, ReadOnlySpan<double> gradient) => Posterior.Variance(gradient) + (kind == TargetKind.Strength ? 0.0 : ScatterVariance(gradient));

    /// <summary>Σ_k D_k g_k².</summary>
    private double ScatterVariance(ReadOnlySpan<double> gradient)
    {
        var squares = new double[Scatter.Length];
        TensorPrimitives.Multiply(gradient, gradient, squares);
        return TensorPrimitives.Dot<double>(squares, Scatter.Span);
    }

    /// <summary>Whether a molecule is like those of the training data: <see cref="CalibrationClass.Inside"/> or <see cref="CalibrationClass.Outside"/>.</summary>
    /// <param name="structure">A molecule.</param>
    public CalibrationClass ClassOf(Structure structure)
    {
        ArgumentNullException.ThrowIfNull(structure);
        return Domain?.PlaceOf(structure).IsInside == false ? CalibrationClass.Outside : CalibrationClass.Inside;
    }

    /// <summary>The class of a comparison with labels of a level of theory.</summary>
    /// <param name="structure">A molecule.</param>
    /// <param name="level">That of the labels; empty for the model's own.</param>
    public CalibrationClass ClassOf(Structure structure, string level)
    {
        ArgumentNullException.ThrowIfNull(level);
        var own = ClassOf(structure);
        return own == CalibrationClass.Inside && level.Length > 0 && level != Model.Description.Level ? CalibrationClass.OtherLevel : own;
    }

    /// <summary>
    /// The posterior if every label were off by α times what it is: what the calibrated spread amounts to. It never leaves a weight less sure than the prior, as α² C may.
    /// </summary>
    public Posterior Calibrated => calibrated.Value;

    /// <summary>
    /// The same for a model whose corrections fade outside of its training domain (<see cref="DomainGate"/>). Inside nothing changes; outside it is another
    /// model, and what was calibrated there doesn't hold for it.
    /// </summary>
    /// <exception cref="ArgumentException">Where the training data end is not known.</exception>
    /// <exception cref="NotSupportedException">The model has no Hamiltonian.</exception>
    public ModelUncertainty Gated()
    {
        var gate = new DomainGate(Domain ?? throw new ArgumentException("The surroundings of the training data's atoms were expected for a gate, but they aren't known; hybrid calibrate finds them."));
        return new ModelUncertainty(Model.Gated(gate), Fisher, [.. known.Where(calibration => calibration.Class != CalibrationClass.Outside)], Data, Domain, Scatter)
        {
            OutsideData = OutsideData,
            OtherLevel = OtherLevel,
        };
    }

    /// <summary>The uncertainties of the lowest states of one spin, by ascending energy.</summary>
    /// <param name="structure">A molecule of elements that the model is for.</param>
    /// <param name="multiplicity">The spin.</param>
    /// <param name="count">How many states at least, as far as there are.</param>
    /// <exception cref="Losses.PredictionException">There are no states or no derivatives: the message says why.</exception>
    /// <exception cref="ArgumentException">The structure doesn't fit the model.</exception>
    public IReadOnlyList<StateUncertainty> Of(Structure structure, Multiplicity multiplicity, int count)
    {
        var @class = ClassOf(structure);
        return [.. Gradients.Of(structure, multiplicity, count).Select(state => Of(state, @class))];
    }

    /// <summary>The uncertainty of a differentiated state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="class">That of its molecule.</param>
    /// <exception cref="ArgumentException">The energy was not differentiated.</exception>
    public StateUncertainty Of(StateGradient state, CalibrationClass @class)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.ByEnergy is not { } byEnergy)
            throw new ArgumentException("A state with the derivatives of its energy was expected.", nameof(state));
        var kind = TargetKinds.EnergyOf(state.Multiplicity);
        var (energy, strength) = (Calibration(kind, state.Rank, @class), Calibration(TargetKind.Strength, state.Rank, @class));
        var variance = Variance(kind, byEnergy);
        var strengthVariance = state.ByStrength is { } byStrength ? Variance(TargetKind.Strength, byStrength) : (double?)null;
        var other = Calibration(kind, state.Rank, CalibrationClass.OtherLevel);
        return new StateUncertainty(
            state.Multiplicity, state.Rank, state.Energy, energy.Uncertainty(variance), energy.HalfWidth95(variance),
            strengthVariance is { } v ? strength.Uncertainty(v) : null, strengthVariance is { } u ? strength.HalfWidth95(u) : null,
            state.GapToNearest < StateGradients.DegeneracyWidth)
        {
            Class = @class,
            Calibration = energy,
            OtherLevelUncertainty = @class == CalibrationClass.Inside && energy.Class == CalibrationClass.Inside && other.IsCalibrated ? other.Uncertainty(variance) : null,
        };
    }

    /// <summary>
    /// The correlations between the errors of the energies of states, shape [states, states]: what tells the error of a difference. What weights scatter by from molecule to molecule
    /// counts as each state's own.
    /// </summary>
    /// <param name="states">Differentiated states of one structure, of any spins.</param>
    /// <param name="class">That of the molecule.</param>
    public double[] EnergyCorrelations(IReadOnlyList<StateGradient> states, CalibrationClass @class)
    {
        ArgumentNullException.ThrowIfNull(states);
        var n = states.Count;
        MemberScatter[] scatters = [.. states.Select(state => Scattering(TargetKinds.EnergyOf(state.Multiplicity), state.Rank, @class, state.ByEnergy))];
        var covariances = Calibrated.Covariances([.. scatters.SelectMany(one => one.Gradient ?? new double[Exposed.Count])], n);
        double[] spreads = [.. scatters.Select((one, i) => Math.Sqrt((one.OfWeights * one.OfWeights * covariances[(i * n) + i]) + (one.OfNoise * one.OfNoise)))];
        var correlations = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                var both = spreads[i] * spreads[j];
                correlations[(i * n) + j] = i == j ? 1.0 : both > 0.0 ? scatters[i].OfWeights * scatters[j].OfWeights * covariances[(i * n) + j] / both : 0.0;
            }
        }

        return correlations;
    }

    /// <summary>How members of an ensemble scatter in a quantity with the derivative g.</summary>
    internal MemberScatter Scattering(TargetKind kind, int rank, CalibrationClass @class, double[]? gradient)
    {
        if (gradient is null)
            return default;
        var calibration = Calibration(kind, rank, @class);
        var (s, v) = (calibration.Spread(Variance(kind, gradient)), Math.Sqrt(Calibrated.Variance(gradient)));
        return new MemberScatter(gradient, calibration.Quantile68 * Math.Min(1.0, v > 0.0 ? s / v : 0.0), calibration.Quantile68 * Math.Sqrt(Math.Max(0.0, (s * s) - (v * v))));
    }

    /// <summary>What the data leave open about frontier orbitals.</summary>
    public FrontierUncertainty Of(FrontierOrbitals orbitals)
    {
        ArgumentNullException.ThrowIfNull(orbitals);
        var factors = Calibration(TargetKind.SingletEnergy, 1);
        var ofGap = new double[orbitals.ByLowest.Length];
        TensorPrimitives.Subtract(orbitals.ByLowest, orbitals.ByHighest, ofGap);
        return new FrontierUncertainty(orbitals, HalfWidth(orbitals.ByHighest), HalfWidth(orbitals.ByLowest), HalfWidth(ofGap));

        double HalfWidth(double[] gradient) => factors.Quantile68 * factors.Scale * Math.Sqrt(Variance(TargetKind.SingletEnergy, gradient));
    }

    /// <summary>Labels without any noise would fix weights exactly.</summary>
    private const double SmallestScale = 0.01;

    private static readonly int[] Ranks = [1, TargetCalibration.Higher];

    private static readonly CalibrationClass[] Classes = [CalibrationClass.Inside, CalibrationClass.OtherLevel, CalibrationClass.Outside];
}
