using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hybrid.Learn.Data;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Networks;

namespace Hybrid.Learn.Training;

/// <summary>What a training must share with a checkpoint to continue it bit for bit.</summary>
/// <param name="Model">A digest of names, shapes and roles of the weights.</param>
/// <param name="Targets">The names of the loss terms.</param>
/// <param name="Train">A digest of the training samples.</param>
/// <param name="Valid">A digest of the validation samples.</param>
/// <param name="Settings">As JSON, without those that have no influence on the result.</param>
internal sealed record TrainingIdentity(string Model, string Targets, string Train, string Valid, string Settings)
{
    public static TrainingIdentity Of(
        WeightLayout layout, IReadOnlyList<LossTerm> terms, IReadOnlyList<Sample> train, IReadOnlyList<Sample> valid, TrainingSettings settings) => new(
        Digest(hash =>
        {
            foreach (var entry in layout.Entries)
                Append(hash, $"{entry.Name} [{string.Join(',', entry.Shape)}] {entry.Role}\n");
        }),
        string.Join(", ", terms.Select(term => term.Name)),
        Digest(train), Digest(valid),
        JsonSerializer.Serialize(WithInfluence(settings), TrainingJson.Default.TrainingSettings));

    /// <exception cref="ArgumentException">Something differs; the message says what.</exception>
    public void RequireSame(TrainingIdentity current)
    {
        if (Model != current.Model)
            throw Other("model", "the names, shapes or roles of its weights differ");
        if (Targets != current.Targets)
            throw Other("targets", $"it was trained on {Targets}, now on {current.Targets}");
        if (Train != current.Train)
            throw Other("training samples", "their number, order, atoms or weights differ");
        if (Valid != current.Valid)
            throw Other("validation samples", "their number, order, atoms or weights differ");
        if (Settings == current.Settings)
            return;
        using var then = JsonDocument.Parse(Settings);
        using var now = JsonDocument.Parse(current.Settings);
        foreach (var property in now.RootElement.EnumerateObject())
        {
            var before = then.RootElement.TryGetProperty(property.Name, out var value) ? value.GetRawText() : "absent";
            if (before != property.Value.GetRawText())
                throw Other("settings", $"{property.Name} was {before} and is {property.Value.GetRawText()} now");
        }
    }

    private static ArgumentException Other(string what, string difference) =>
        new($"A checkpoint of the same {what} was expected, but {difference}.");

    private static TrainingSettings WithInfluence(TrainingSettings settings)
    {
        var none = new TrainingSettings();
        return settings with
        {
            // A training at a constant rate may be prolonged.
            Epochs = settings.Schedule == RateSchedule.Constant ? none.Epochs : settings.Epochs,
            CheckpointEpochs = none.CheckpointEpochs,
            CheckpointSteps = none.CheckpointSteps,
            CheckpointInterval = none.CheckpointInterval,
            Threads = none.Threads,
            Budget = none.Budget,
            NamedFailures = none.NamedFailures,
        };
    }

    private static string Digest(IReadOnlyList<Sample> samples) => Digest(hash =>
    {
        Span<byte> number = stackalloc byte[sizeof(double)];
        foreach (var sample in samples)
        {
            Append(hash, $"{sample.Name}\n{sample.Level}\n");
            hash.AppendData(MemoryMarshal.AsBytes(sample.Structure.AtomicNumbers));
            hash.AppendData(MemoryMarshal.AsBytes(sample.Structure.Positions));
            BinaryPrimitives.WriteDoubleLittleEndian(number, sample.Weight);
            hash.AppendData(number);
        }
    });

    private static string Digest(Action<IncrementalHash> append)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        append(hash);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes(text));
}
