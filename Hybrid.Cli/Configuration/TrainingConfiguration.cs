using Hybrid.Learn.Training;

namespace Hybrid.Cli.Configuration;

/// <summary>What a YAML file asks to be trained. docs/training.md describes every key.</summary>
internal sealed record TrainingConfiguration
{
    public required string File { get; init; }

    public required ModelConfiguration Model { get; init; }

    public required IReadOnlyList<DataConfiguration> Train { get; init; }

    public required IReadOnlyList<DataConfiguration> Valid { get; init; }

    /// <summary>What an ablation is scored on.</summary>
    public required IReadOnlyList<DataConfiguration> Test { get; init; }

    /// <summary>The section ablation.</summary>
    public required AblationConfiguration Ablation { get; init; }

    public required IReadOnlyList<TargetConfiguration> Targets { get; init; }

    public required TrainingSettings Settings { get; init; }

    /// <summary>Of a fit by L-BFGS; null for minibatches by AdamW.</summary>
    public FitSettings? Fit { get; init; }

    /// <summary>The whole file.</summary>
    public required ConfigurationMap Section { get; init; }

    /// <summary>The folder of everything that a run writes, as a full path.</summary>
    public required string Output { get; init; }

    /// <summary>The file that keeps what precedes learned parameters, as a full path; null for none.</summary>
    public string? Cache { get; init; }

    /// <summary>Sections of the model's card.</summary>
    public required CardConfiguration Card { get; init; }

    /// <param name="file">The YAML file; paths are relative to the folder of the file that they stand in.</param>
    /// <param name="threads">Of --threads.</param>
    /// <param name="output">Of --output, relative to the working directory.</param>
    /// <exception cref="ConfigurationException">Something in the file can't be.</exception>
    public static TrainingConfiguration Read(string file, int? threads, string? output)
    {
        var map = ConfigurationMap.Read(file);
        var model = ModelConfiguration.Of(map.RequiredMap("model"));
        var data = map.RequiredMap("data");
        var train = data.Maps("train").Select(set => DataConfiguration.Of(set, model.Level)).ToArray();
        var valid = data.Maps("valid").Select(set => DataConfiguration.Of(set, model.Level)).ToArray();
        var test = data.Maps("test").Select(set => DataConfiguration.Of(set, model.Level)).ToArray();
        data.RefuseUnknown();
        if (train.Length == 0)
            throw map.Wrong("data", "at least one data set was expected in data.train, but there is none.");
        var (settings, fit) = SettingsConfiguration.Of(map.Map("training"), threads);
        if (fit is not null && model.Kind != "physics")
            throw map.Wrong("training", $"the kind physics was expected for training.method lbfgs, which fits few parameters to all structures at once, but model.kind is {model.Kind}.");
        var own = map.FullPath("output") ?? Path.GetFullPath(Path.ChangeExtension(file, null));
        var configuration = new TrainingConfiguration
        {
            File = file,
            Section = map,
            Model = model,
            Train = train,
            Valid = valid,
            Test = test,
            Ablation = AblationConfiguration.Of(map.Map("ablation")),
            Targets = TargetConfiguration.Of(map.RequiredMap("targets")),
            Settings = settings,
            Fit = fit,
            Output = output is null ? own : Path.GetFullPath(output),
            Cache = map.FullPath("cache"),
            Card = CardConfiguration.Of(map.Map("card")),
        };
        map.RefuseUnknown();
        return configuration;
    }
}
