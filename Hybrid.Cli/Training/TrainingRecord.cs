using System.Security.Cryptography;
using System.Text;
using Hybrid.Cli.Configuration;
using Hybrid.Core.IO;

namespace Hybrid.Cli.Training;

/// <summary>Remembers in a folder what an ablation trained there, so that a later run doesn't take another training's result for its own.</summary>
internal static class TrainingRecord
{
    /// <summary>SHA-256 of everything in a configuration that the result depends on.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="arm">What is trained.</param>
    /// <param name="size">Of the first training set; null for all of it.</param>
    public static string Digest(TrainingConfiguration configuration, AblationArm arm, int? size)
    {
        var text = new StringBuilder();
        text.Append(FormattableString.Invariant($"{arm.Kind} {size} {configuration.Settings.Seed}\n"));
        if (arm.MostSteps is { } most)
            text.Append(FormattableString.Invariant($"{most} steps\n"));
        text.Append(configuration.Section.Map("model")?.Canonical("kind")).Append('\n');
        text.Append(configuration.Section.Map("targets")?.Canonical()).Append('\n');
        text.Append(configuration.Section.Map("training")?.Canonical(
            "seed", "threads", "budget_minutes", "named_failures", "checkpoint_epochs", "checkpoint_steps", "checkpoint_minutes")).Append('\n');
        foreach (var (use, sets) in new[] { ("train", configuration.Train), ("valid", configuration.Valid) })
        {
            foreach (var set in sets)
                text.Append(use).Append(' ').Append(set.Section.Canonical("name")).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>Writes the digest where there is none yet.</summary>
    /// <exception cref="UsageException">The folder holds a training of another configuration.</exception>
    public static void Require(TrainingFolder folder, string digest, string name)
    {
        if (!File.Exists(folder.Record))
        {
            Directory.CreateDirectory(folder.Root);
            AtomicFile.WriteText(folder.Record, writer => writer.Write($"{digest}\n"));
        }
        else if (File.ReadAllText(folder.Record).Trim() != digest)
        {
            throw new UsageException($"{folder.Root} holds the training {name} of another configuration; --output names another folder, or remove this one.");
        }
    }
}
