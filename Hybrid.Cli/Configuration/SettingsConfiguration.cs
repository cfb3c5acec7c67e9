using Hybrid.Cli.Writing;
using Hybrid.Learn.Training;

namespace Hybrid.Cli.Configuration;

/// <summary>The section training: every setting of <see cref="TrainingSettings"/>.</summary>
internal static class SettingsConfiguration
{
    /// <returns>The settings, and those of a fit of all structures at once where the method is lbfgs.</returns>
    public static (TrainingSettings Settings, FitSettings? Fit) Of(ConfigurationMap? map, int? threads)
    {
        var none = new TrainingSettings();
        if (map is null)
            return (none with { Threads = threads ?? none.Threads }, null);
        var settings = none with
        {
            Seed = (ulong)map.Integer("seed", (int)none.Seed, 0),
            Epochs = map.Integer("epochs", none.Epochs, 0),
            BatchSize = map.Integer("batch", none.BatchSize, 1),
            Slots = map.Integer("slots", none.Slots, 1),
            LearningRate = map.Number("learning_rate", none.LearningRate, 0.0),
            RateFactors = Factors(map.Map("rate_factors")),
            WarmUpEpochs = map.Number("warm_up_epochs", none.WarmUpEpochs, 0.0),
            Schedule = map.Choice("schedule", "cosine", "constant", "cosine", "exponential") switch
            {
                "constant" => RateSchedule.Constant,
                "exponential" => RateSchedule.Exponential,
                _ => RateSchedule.Cosine,
            },
            FinalFactor = map.Number("final_factor", none.FinalFactor, 0.0, 1.0),
            WeightDecay = map.Number("weight_decay", none.WeightDecay, 0.0),
            Beta1 = map.Number("beta1", none.Beta1, 0.0, 1.0),
            Beta2 = map.Number("beta2", none.Beta2, 0.0, 1.0),
            Epsilon = map.Number("epsilon", none.Epsilon, 0.0),
            GradientClip = map.OptionalNumber("gradient_clip", 0.0) ?? none.GradientClip,
            AverageDecay = map.Number("average_decay", none.AverageDecay, 0.0, 1.0),
            PriorStrength = map.Number("prior_strength", none.PriorStrength, 0.0),
            ValidateEvery = map.Integer("validate_every", none.ValidateEvery, 1),
            Patience = map.OptionalInteger("patience", 1) ?? none.Patience,
            CheckpointEpochs = map.OptionalInteger("checkpoint_epochs", 1) ?? none.CheckpointEpochs,
            CheckpointSteps = map.OptionalInteger("checkpoint_steps", 1) ?? none.CheckpointSteps,
            CheckpointInterval = Minutes(map, "checkpoint_minutes") ?? none.CheckpointInterval,
            Budget = Minutes(map, "budget_minutes"),
            NamedFailures = map.Integer("named_failures", none.NamedFailures, 0),
            Threads = map.Integer("threads", none.Threads, 0),
        };
        settings = settings with { Threads = threads ?? settings.Threads };
        var fit = map.Choice("method", "adamw", "adamw", "lbfgs") == "lbfgs" ? FitOf(map, settings) : null;
        map.RefuseUnknown();
        try
        {
            settings.Validate();
        }
        catch (ArgumentException error)
        {
            // The message names the setting, as final_factor is called FinalFactor.
            var wrong = map.Keys.Where(key => error.Message.Contains(key.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))
                .MaxBy(key => key.Length);
            throw map.Wrong(wrong ?? "", Sentence.Of(error));
        }

        return (settings, fit);
    }

    private static FitSettings FitOf(ConfigurationMap map, TrainingSettings settings) => new()
    {
        PriorStrength = settings.PriorStrength,
        Iterations = settings.Epochs,
        GradientTolerance = map.Number("gradient_tolerance", new FitSettings().GradientTolerance, 0.0),
        Slots = settings.Slots,
        Threads = settings.Threads,
        NamedFailures = settings.NamedFailures,
    };

    private static RoleFactors Factors(ConfigurationMap? map)
    {
        var none = new RoleFactors();
        if (map is null)
            return none;
        var factors = new RoleFactors(
            map.Number("network", none.Network, 0.0), map.Number("bias", none.Bias, 0.0), map.Number("physics", none.Physics, 0.0), map.Number("offset", none.Offset, 0.0));
        map.RefuseUnknown();
        return factors;
    }

    private static TimeSpan? Minutes(ConfigurationMap map, string key) =>
        map.OptionalNumber(key, 0.0, 1e6) is { } minutes ? TimeSpan.FromMinutes(minutes) : null;
}
