using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Units;
using Hybrid.Learn.Data;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Training;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Uncertainty;

/// <summary>
/// Goes through labelled samples in blocks and sums up what their labels say about the exposed weights. Blocks are of one size and summed in
/// order, so that neither the number of threads nor an interruption between two blocks changes a bit.
/// </summary>
/// <remarks>
/// Labels meet predictions as in the losses: the k-th lowest state of a spin the k-th lowest of the reference, offsets of levels of theory between them,
/// strengths of close states together. Labels of weight zero are left out, and so are samples whose states have no order.
/// </remarks>
public sealed class FisherAccumulation
{
    /// <summary>Samples in a block.</summary>
    public const int Block = 64;

    private readonly StateGradients gradients;
    private readonly ReadOnlyMemory<double> weights;
    private readonly string level;
    private readonly ITrainable model;
    private readonly int threads;
    private readonly ILinearAlgebra linearAlgebra;

    /// <summary>Prepares the sums.</summary>
    /// <param name="model">The model.</param>
    /// <param name="weights">All weights.</param>
    /// <param name="level">The level of theory that the model predicts: labels of another one are compared with its offset.</param>
    /// <param name="threads">Zero for all cores.</param>
    /// <param name="linearAlgebra">By default <see cref="DenseLinearAlgebra.Default"/>.</param>
    public FisherAccumulation(ITrainable model, ReadOnlyMemory<double> weights, string level, int threads = 0, ILinearAlgebra? linearAlgebra = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(level);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        this.model = model;
        this.weights = weights;
        this.level = level;
        this.threads = Workers.Count(threads);
        this.linearAlgebra = linearAlgebra ?? DenseLinearAlgebra.Default;
        gradients = new StateGradients(model, ExposedWeights.Of(model.Layout), weights, this.linearAlgebra);
    }

    /// <summary>By which weights.</summary>
    public ExposedWeights Exposed => gradients.Exposed;

    /// <summary>Adds samples to what is known.</summary>
    /// <param name="samples">All samples; the first <see cref="FisherInformation.Samples"/> of them are in <paramref name="known"/> already.</param>
    /// <param name="known">Is added to.</param>
    /// <param name="residuals">Is added to as well; null where nobody asks.</param>
    /// <param name="keep">Called after each block, for who keeps what is known so far.</param>
    /// <param name="progress">Given the number of samples that are done.</param>
    /// <param name="cancellation">Ends between two samples; the block is not added.</param>
    /// <exception cref="ArgumentException">What is known is of another number of weights.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void Add(
        IReadOnlyList<Sample> samples, FisherInformation known, EnergyResiduals? residuals = null, Action? keep = null, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(known);
        if (known.Count != Exposed.Count)
            throw new ArgumentException($"Information about {Exposed.Count} weights was expected, but it is about {known.Count}.", nameof(known));
        while (known.Samples < samples.Count)
        {
            var first = known.Samples;
            var found = new IReadOnlyList<LabelGradient>?[Math.Min(Block, samples.Count - first)];
            Workers.Run(found.Length, threads, k => found[k] = LabelsOrNull(samples[first + k]), cancellation);
            LabelGradient[] block = [.. found.SelectMany(labels => labels ?? [])];
            known.Add(block, linearAlgebra);
            residuals?.Add(block);
            known.Failures += found.Count(labels => labels is null);
            known.Samples += found.Length;
            keep?.Invoke();
            progress?.Report(known.Samples);
        }
    }

    /// <summary>What the labels of one sample say.</summary>
    internal IReadOnlyList<LabelGradient> Labels(Sample sample)
    {
        var asked = new[] { Multiplicity.Singlet, Multiplicity.Triplet }
            .Select(multiplicity => (Multiplicity: multiplicity, References: ReferenceOrder.Of(sample, multiplicity)))
            .Where(spin => spin.References is not null).ToArray();
        if (asked.Length == 0)
            return [];
        return gradients.OnTape(sample.Structure, states =>
        {
            var labels = new List<LabelGradient>();
            foreach (var (multiplicity, references) in asked)
                AddLabels(states, sample, multiplicity, references!, labels);
            return labels;
        });
    }

    private IReadOnlyList<LabelGradient>? LabelsOrNull(Sample sample)
    {
        try
        {
            return Labels(sample);
        }
        catch (Exception exception) when (SampleLoss.IsOfTheSample(exception))
        {
            return null;
        }
    }

    private void AddLabels(StateGradients.RecordedStates recorded, Sample sample, Multiplicity multiplicity, ReferenceState[] references, List<LabelGradient> labels)
    {
        var (offset, place) = Offset(sample, multiplicity);
        var states = recorded.Of(multiplicity, references.Length, k => k < references.Length && references[k].Weight > 0.0, _ => false);
        var count = Math.Min(states.Count, references.Length);
        for (var k = 0; k < count; k++)
        {
            if (states[k].ByEnergy is not { } gradient)
                continue;
            if (place is { } p)
                gradient[p] = 1.0;
            var error = states[k].Energy + offset - (references[k].Energy * Constants.ElectronvoltPerHartree);
            labels.Add(new LabelGradient(TargetKinds.EnergyOf(multiplicity), k + 1, error, sample.Weight * references[k].Weight, gradient) { IsOfOwnLevel = sample.Level == level });
        }

        if (multiplicity != Multiplicity.Singlet || !references.Any(StateStrengthLoss.IsKnown) || recorded.Strengths(references.Length) is not { } f)
            return;
        for (var k = 0; k < count; k++)
        {
            if (!StateStrengthLoss.IsKnown(references[k]))
                continue;
            var seed = Closeness(states, references, k, count, f.Length);
            var error = 0.0;
            for (var j = 0; j < count; j++)
                error += seed[j] * (f.Value[j] - (references[j].Strength ?? f.Value[j]));
            labels.Add(new LabelGradient(TargetKind.Strength, k + 1, error, sample.Weight * references[k].Weight, recorded.Gradient(f, seed, 1.0)) { IsOfOwnLevel = sample.Level == level });
        }
    }

    /// <summary>W_kj of <see cref="StateStrengthLoss"/>: what is compared of states that come close in the prediction or in the reference.</summary>
    private static double[] Closeness(IReadOnlyList<StateGradient> states, ReferenceState[] references, int k, int count, int length)
    {
        var seed = new double[length];
        for (var j = 0; j < count; j++)
        {
            var near = Near(states[k].Energy - states[j].Energy);
            var referenceNear = Near((references[k].Energy - references[j].Energy) * Constants.ElectronvoltPerHartree);
            seed[j] = StateStrengthLoss.IsKnown(references[j]) ? 1.0 - ((1.0 - near) * (1.0 - referenceNear)) : 0.0;
        }

        return seed;

        static double Near(double gap) => Math.Exp(-gap * gap / (StateGradients.DegeneracyWidth * StateGradients.DegeneracyWidth));
    }

    /// <summary>The learned offset of a sample's level, eV, and its place among the exposed weights.</summary>
    private (double Value, int? Place) Offset(Sample sample, Multiplicity multiplicity)
    {
        if (sample.Level == level)
            return (0.0, null);
        var name = LevelOffsets.WeightName(sample.Level, multiplicity);
        if (Exposed.PlaceOf(name) is { } place)
            return (weights.Span[model.Layout[name].Offset], place);
        // A spin that the predicted level has no labels of has no offset.
        var other = multiplicity == Multiplicity.Singlet ? Multiplicity.Triplet : Multiplicity.Singlet;
        return Exposed.PlaceOf(LevelOffsets.WeightName(sample.Level, other)) is not null
            ? (0.0, null)
            : throw new ArgumentException($"A sample of the level {level} or of one that the model learned an offset for was expected, but {sample.Name} is of \"{sample.Level}\".");
    }
}
