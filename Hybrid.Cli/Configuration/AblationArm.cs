namespace Hybrid.Cli.Configuration;

/// <summary>One of the models that an ablation compares.</summary>
/// <param name="Name">In tables, and of its folders.</param>
/// <param name="Kind">"hybrid", "physics" or "direct".</param>
/// <param name="File">A configuration whose sections model and training it has, as a full path; null for those of the ablation's.</param>
internal sealed record AblationArm(string Name, string Kind, string? File);
