using Hybrid.Learn.Data;
using Hybrid.Learn.Networks;

namespace Hybrid.Learn.Losses;

/// <summary>One target of a training: what is compared, in which unit, and how deviations are punished.</summary>
public abstract class LossTerm
{
    /// <summary>What logs call it, such as "singlet energies".</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Name and everything that the term's value depends on beside prediction and labels: weights, widths, levels. A training is only continued
    /// with the same.
    /// </summary>
    public virtual string Description => Name;

    /// <summary>The unit of <see cref="LossValue.AbsoluteError"/> in logs, such as "eV".</summary>
    public abstract string Unit { get; }

    /// <summary>True when the term differentiates the prediction (forces): then it gets a recording tape in evaluations too.</summary>
    public virtual bool NeedsDerivatives => false;

    /// <summary>True when the term compares something of the sample; false spares the prediction.</summary>
    /// <param name="sample">The labels.</param>
    public virtual bool Asks(Sample sample) => true;

    /// <summary>The term for one structure; null when the sample lacks the labels.</summary>
    /// <param name="prediction">What the model predicts.</param>
    /// <param name="sample">The labels.</param>
    /// <param name="weights">The weights on the same tape: offsets of levels are among them.</param>
    public abstract LossValue? Of(TapePrediction prediction, Sample sample, WeightBinding weights);
}
