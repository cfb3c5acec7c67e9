namespace Hybrid.Cli.Training;

/// <summary>The files of a training.</summary>
/// <param name="path">The folder.</param>
internal sealed class TrainingFolder(string path)
{
    public string Root { get; } = path;

    public string Checkpoint => At("checkpoint.safetensors");

    public string Csv => At("log.csv");

    public string JsonLines => At("log.jsonl");

    public string Curve => At("curve.html");

    /// <summary>A digest of what an ablation trained here.</summary>
    public string Record => At("configuration.sha256");

    public bool HasCheckpoint => File.Exists(Checkpoint) || File.Exists($"{Checkpoint}.previous");

    private string At(string name) => Path.Combine(Root, name);
}
