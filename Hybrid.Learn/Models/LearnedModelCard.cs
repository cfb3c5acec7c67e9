using System.Globalization;
using Hybrid.Core.Elements;
using Hybrid.Learn.Corrections;
using Hybrid.Learn.Losses;
using Hybrid.Physics.Models;
using Hybrid.Physics.Parameters;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Models;

/// <summary>The card of a trained model, in Markdown.</summary>
internal static class LearnedModelCard
{
    public static void Write(TextWriter writer, LearnedModel learned, ModelOrigin origin)
    {
        var description = learned.Description;
        writer.WriteLine($"# {description.Name}");
        writer.WriteLine();
        writer.WriteLine(origin.Summary ?? Summary(description));
        writer.WriteLine();
        writer.WriteLine("| | |");
        writer.WriteLine("|---|---|");
        Row("elements", string.Join(", ", description.Elements));
        Row("predictions at the level", description.Level.Length > 0 ? description.Level : "not named");
        Row("physics", description.Physics is { } physics ? $"{physics.Parameters}, SHA-256 `{physics.Sha256}`" : "none");
        Row("network", description.Representation?.Kind ?? "none");
        Row("weights", description.Weights.Count.ToString(CultureInfo.InvariantCulture));
        Row("trained on", description.Targets.Count > 0 ? string.Join(", ", description.Targets) : "not named");
        Row("SHA-256 of the model", $"`{description.Sha256}`");
        writer.WriteLine();
        if (description.Training is { } training)
            WriteTraining(writer, training);
        foreach (var section in origin.Sections)
        {
            writer.WriteLine($"## {section.Title}");
            writer.WriteLine();
            writer.WriteLine(section.Text.Trim());
            writer.WriteLine();
        }

        if (learned.Model is HybridModel hybrid)
            WriteParameters(writer, hybrid, learned.Weights.Span);
        WriteZeros(writer, description);
        WriteOffsets(writer, learned);

        void Row(string name, string value) => writer.WriteLine($"| {name} | {value} |");
    }

    private static string Summary(ModelDescription description) => description.Physics is { } physics
        ? $"{(physics.Parameters == ExcitationModel.DefaultName ? "Excited states" : "Ground states")} of molecules of {string.Join(", ", description.Elements)}: {physics.Parameters} with learned parameters{(description.Representation is null ? "" : " and corrections inside the Hamiltonian")}."
        : $"Excited states of molecules of {string.Join(", ", description.Elements)} by learning alone, without physics.";

    private static void WriteTraining(TextWriter writer, TrainingDescription training)
    {
        writer.WriteLine("## Training");
        writer.WriteLine();
        writer.WriteLine(FormattableString.Invariant($"{training.Epochs} epochs{(training.BestEpoch is { } best ? $", weights of epoch {best}" : "")}, seed {training.Seed}, {training.Seconds:0} s."));
        writer.WriteLine();
        writer.WriteLine("| data | which of them | level | structures | used for | SHA-256 |");
        writer.WriteLine("|---|---|---|---|---|---|");
        foreach (var (use, sets) in new[] { ("learning", training.Train), ("choice of the weights", training.Valid) })
        {
            foreach (var set in sets)
                writer.WriteLine(FormattableString.Invariant($"| {set.File} | {set.Choice ?? "all"} | {set.Level} | {set.Samples} | {use} | {Short(set.Sha256)}{(set.TransitionsSha256 is { } table ? $", transitions {Short(table)}" : "")} |"));
        }

        writer.WriteLine();
        if (training.ValidErrors.Count == 0)
            return;
        writer.WriteLine("| target (validation) | mean absolute error | RMSE | labels |");
        writer.WriteLine("|---|---|---|---|");
        foreach (var error in training.ValidErrors)
            writer.WriteLine(FormattableString.Invariant($"| {error.Target} | {error.MeanAbsolute:0.0000} {Unit(error.Unit)} | {error.RootMeanSquare:0.0000} {Unit(error.Unit)} | {error.Count} |"));
        writer.WriteLine();
    }

    private static string Short(string? digest) => digest is null ? "" : $"`{digest[..12]}…`";

    private static string Unit(string unit) => unit == "1" ? "" : unit;

    private static void WriteParameters(TextWriter writer, HybridModel model, ReadOnlySpan<double> weights)
    {
        if (model.Tables.Tables.Count == 0)
            return;
        var learned = model.Tables.Learned(model.Layout, weights);
        writer.WriteLine("## Learned parameters");
        writer.WriteLine();
        writer.WriteLine(FormattableString.Invariant($"Atomic units. The drift is counted in prior widths; {ParameterTable.BoundInPriorWidths:0} of them bound it."));
        writer.WriteLine();
        writer.WriteLine("| parameter | published | learned | drift |");
        writer.WriteLine("|---|---|---|---|");
        foreach (var name in model.Tables.Tables)
        {
            var (published, now) = (model.Published[name], learned[name]);
            foreach (var entry in model.Tables.Entries(name))
                writer.WriteLine(FormattableString.Invariant($"| {published.Label(entry)} | {published.Values[entry]:0.######} | {now.Values[entry]:0.######} | {ParameterDrift.Of(published, now.Values[entry], entry):+0.00;-0.00;0.00} |"));
        }

        writer.WriteLine();
    }

    private static void WriteZeros(TextWriter writer, ModelDescription description)
    {
        if (description.ReferenceEnergies is not { Count: > 0 } references)
            return;
        writer.WriteLine("## Zero of energy");
        writer.WriteLine();
        writer.WriteLine($"Predicted energies count from the cores and valence electrons of {description.Physics?.Parameters}. With the sum of these energies over the atoms, fitted to the training data, they are those of a level of theory:");
        writer.WriteLine();
        writer.WriteLine("| level | element | energy / Eh |");
        writer.WriteLine("|---|---|---|");
        foreach (var reference in references)
        {
            foreach (var (z, energy) in reference.PerElement)
                writer.WriteLine(FormattableString.Invariant($"| {reference.Level} | {Element.Symbol(z)} | {energy:0.000000} |"));
        }

        writer.WriteLine();
    }

    private static void WriteOffsets(TextWriter writer, LearnedModel learned)
    {
        var offsets = ModelFolder.OffsetsOf(learned.Description);
        if (!offsets.Others.Any() || offsets.Spins.Length == 0)
            return;
        writer.WriteLine("## Levels of theory");
        writer.WriteLine();
        writer.WriteLine($"Predictions are at the level {learned.Description.Level}; what other levels of the training data differ by was learned beside it:");
        writer.WriteLine();
        writer.WriteLine($"| level |{string.Concat(offsets.Spins.Select(static spin => $" {spin.ToString().ToLowerInvariant()}s / eV |"))}");
        writer.WriteLine($"|---|{string.Concat(offsets.Spins.Select(static _ => "---|"))}");
        foreach (var level in offsets.Others)
        {
            writer.WriteLine($"| {level} |{string.Concat(offsets.Spins.Select(spin => FormattableString.Invariant($" {Value(level, spin):+0.000;-0.000;0.000} |")))}");
        }

        writer.WriteLine();

        double Value(string level, Multiplicity multiplicity) => learned.Weights.Span[learned.Model.Layout[LevelOffsets.WeightName(level, multiplicity)].Offset];
    }
}
