using Hybrid.Learn.Networks;

namespace Hybrid.Learn.Training;

/// <summary>How <see cref="FullBatchFit"/> fits weights.</summary>
public sealed record FitSettings
{
    /// <summary>The weights of these roles are fitted; the others stay.</summary>
    public IReadOnlySet<WeightRole> Free { get; init; } = new HashSet<WeightRole> { WeightRole.Physics };

    /// <summary>λ of the prior loss λ Σ w² on physical parameters, beside the mean loss per sample.</summary>
    public double PriorStrength { get; init; }

    /// <summary>Iterations at most; each costs about one evaluation of the gradient over all samples.</summary>
    public int Iterations { get; init; } = 100;

    /// <summary>The fit has converged when no derivative of the objective is larger.</summary>
    public double GradientTolerance { get; init; } = 1e-6;

    /// <summary>Earlier steps that shape the next one.</summary>
    public int Memory { get; init; } = 10;

    /// <summary>The length of the first step, 2-norm over the free weights.</summary>
    public double FirstStep { get; init; } = 0.1;

    /// <summary>Partial sums over the samples, as in <see cref="TrainingSettings.Slots"/>.</summary>
    public int Slots { get; init; } = 32;

    /// <summary>Threads; zero for all cores. No influence on the result.</summary>
    public int Threads { get; init; }

    /// <summary>So many skipped samples are named.</summary>
    public int NamedFailures { get; init; } = 20;
}
