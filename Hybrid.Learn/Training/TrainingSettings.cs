namespace Hybrid.Learn.Training;

/// <summary>How a model is trained.</summary>
/// <remarks>
/// The objective is the mean over the training samples of weight × loss, plus <see cref="PriorStrength"/> × Σ w² over the weights of physical
/// parameters. Together with the data, the model and the linear algebra, the settings determine every bit of the result;
/// those marked "no influence on the result" don't matter for it.
/// </remarks>
public sealed record TrainingSettings
{
    /// <summary>Which random numbers: the order of the samples, rotations.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Turns through the data.</summary>
    public int Epochs { get; init; } = 100;

    /// <summary>Samples per step, at most; an epoch's minibatches differ by at most one sample.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>
    /// Partial sums of a minibatch: sample k goes to sum k mod Slots, each is summed in order, and they are added in order.
    /// As many threads can work at once, and finer work leaves threads less to wait for; each costs memory for one gradient.
    /// </summary>
    public int Slots { get; init; } = 32;

    /// <summary>The learning rate after warm-up.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Factors on the learning rate by role.</summary>
    public RoleFactors RateFactors { get; init; } = new();

    /// <summary>The learning rate grows linearly over so many epochs; parts of an epoch are allowed.</summary>
    public double WarmUpEpochs { get; init; }

    /// <summary>How the learning rate changes after warm-up.</summary>
    public RateSchedule Schedule { get; init; } = RateSchedule.Cosine;

    /// <summary>The learning rate at the end, relative to <see cref="LearningRate"/>.</summary>
    public double FinalFactor { get; init; } = 0.01;

    /// <summary>AdamW's decay of the weights of networks, per unit of learning rate.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Adam's decay of the mean gradient.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Adam's decay of the mean squared gradient.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Adam's smallest denominator.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>A longer gradient (2-norm over all weights) is cut to this length; null for none.</summary>
    public double? GradientClip { get; init; }

    /// <summary>The decay per step of the average of the weights that is validated and kept; zero for none.</summary>
    public double AverageDecay { get; init; } = 0.999;

    /// <summary>λ of the prior loss λ Σ w² on physical parameters, w their deviation in prior widths. It stands beside the loss per sample.</summary>
    public double PriorStrength { get; init; }

    /// <summary>Epochs between validations; the last epoch is always validated.</summary>
    public int ValidateEvery { get; init; } = 1;

    /// <summary>So many epochs without a better validation loss end the training; null for never.</summary>
    public int? Patience { get; init; }

    /// <summary>Epochs between checkpoints; null for none at ends of epochs. No influence on the result.</summary>
    public int? CheckpointEpochs { get; init; } = 1;

    /// <summary>Steps between checkpoints; null for none. No influence on the result.</summary>
    public long? CheckpointSteps { get; init; }

    /// <summary>Time between checkpoints; null for none. No influence on the result.</summary>
    public TimeSpan? CheckpointInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Threads; zero for all cores. No influence on the result.</summary>
    public int Threads { get; init; }

    /// <summary>No step begins after so much time, counted over all resumptions; null for no limit.</summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>So many of an epoch's skipped samples are named in its report.</summary>
    public int NamedFailures { get; init; } = 20;

    /// <summary>Says what can't be.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it, the range and the value.</exception>
    public void Validate()
    {
        AtLeast(nameof(Epochs), Epochs, 0);
        AtLeast(nameof(BatchSize), BatchSize, 1);
        AtLeast(nameof(Slots), Slots, 1);
        AtLeast(nameof(LearningRate), LearningRate, 0);
        AtLeast($"{nameof(RateFactors)}.{nameof(RoleFactors.Network)}", RateFactors.Network, 0);
        AtLeast($"{nameof(RateFactors)}.{nameof(RoleFactors.Bias)}", RateFactors.Bias, 0);
        AtLeast($"{nameof(RateFactors)}.{nameof(RoleFactors.Physics)}", RateFactors.Physics, 0);
        AtLeast($"{nameof(RateFactors)}.{nameof(RoleFactors.Offset)}", RateFactors.Offset, 0);
        AtLeast(nameof(WarmUpEpochs), WarmUpEpochs, 0);
        Within(nameof(FinalFactor), FinalFactor, 0, 1, highestToo: true);
        if (Schedule == RateSchedule.Exponential && FinalFactor == 0)
            throw new ArgumentException($"A {nameof(FinalFactor)} above 0 was expected for an exponential schedule, but it is 0.");
        AtLeast(nameof(WeightDecay), WeightDecay, 0);
        Within(nameof(Beta1), Beta1, 0, 1, highestToo: false);
        Within(nameof(Beta2), Beta2, 0, 1, highestToo: false);
        AtLeast(nameof(Epsilon), Epsilon, double.Epsilon);
        AtLeast(nameof(GradientClip), GradientClip ?? 1, double.Epsilon);
        Within(nameof(AverageDecay), AverageDecay, 0, 1, highestToo: false);
        AtLeast(nameof(PriorStrength), PriorStrength, 0);
        AtLeast(nameof(ValidateEvery), ValidateEvery, 1);
        AtLeast(nameof(Patience), Patience ?? 1, 1);
        AtLeast(nameof(CheckpointEpochs), CheckpointEpochs ?? 1, 1);
        AtLeast(nameof(CheckpointSteps), CheckpointSteps ?? 1, 1);
        AtLeast(nameof(CheckpointInterval), CheckpointInterval?.TotalSeconds ?? 1, 0);
        AtLeast(nameof(Threads), Threads, 0);
        AtLeast(nameof(Budget), Budget?.TotalSeconds ?? 1, 0);
        AtLeast(nameof(NamedFailures), NamedFailures, 0);
    }

    private static void AtLeast(string name, double value, double least)
    {
        if (!(value >= least && double.IsFinite(value)))
            throw new ArgumentException(FormattableString.Invariant($"{name} of at least {least} was expected, but it is {value}."));
    }

    private static void Within(string name, double value, double lowest, double highest, bool highestToo)
    {
        if (!(value >= lowest && (value < highest || (highestToo && value == highest))))
            throw new ArgumentException(FormattableString.Invariant($"{name} from {lowest} to {(highestToo ? "" : "below ")}{highest} was expected, but it is {value}."));
    }
}
