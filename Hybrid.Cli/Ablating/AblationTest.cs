using Hybrid.Cli.Configuration;
using Hybrid.Learn.Data;

namespace Hybrid.Cli.Ablating;

/// <summary>A set of labels that an ablation is scored on.</summary>
/// <param name="Name">In tables.</param>
/// <param name="Samples">The labels.</param>
/// <param name="IsOfValenceStates">True to compare lowest valence states, not states by order.</param>
/// <param name="HasChosenWeights">True for a set of data.valid, by which the weights of each training were chosen.</param>
internal sealed record AblationTest(string Name, IReadOnlyList<Sample> Samples, bool IsOfValenceStates, bool HasChosenWeights)
{
    /// <summary>data.test of a configuration; without it data.valid.</summary>
    public static IReadOnlyList<AblationTest> Read(TrainingConfiguration configuration)
    {
        var reader = new SampleReader(configuration.Model.Settings.Elements, configuration.Settings.Seed);
        var sets = configuration.Test.Count > 0 ? configuration.Test : configuration.Valid;
        if (sets.Count == 0)
            throw new ConfigurationException(configuration.File, 1, "data.test or data.valid was expected for an ablation, but there is neither.");
        return [.. sets.Select(set => new AblationTest(
            set.Name ?? Path.GetFileNameWithoutExtension(set.File), reader.Read([set with { Repeat = 1 }]).Samples, set.Transitions is not null, configuration.Test.Count == 0))];
    }
}
