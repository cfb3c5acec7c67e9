using System.Diagnostics;
using System.Globalization;
using Hybrid.Cli.Reading;
using Hybrid.Cli.Writing;
using Hybrid.Learn.Data;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Models;
using Hybrid.Learn.Training;
using Spectre.Console;

namespace Hybrid.Cli.Evaluating;

/// <summary>Errors of a ground state against labels: total energies, forces, charges, moments, orbital energies and gaps.</summary>
internal sealed class GroundEvaluation(EvaluateRequest request, CommandStreams streams, CancellationToken cancellation)
{
    /// <summary>How deviations are punished doesn't matter for errors.</summary>
    private static readonly HuberLoss Any = new(1.0);

    /// <summary>True for a label of the ground state.</summary>
    public static bool IsOfGroundState(LabelledQuantity quantity) => quantity is LabelledQuantity.TotalEnergy or LabelledQuantity.Forces or LabelledQuantity.Charges
        or LabelledQuantity.Dipole or LabelledQuantity.Quadrupole or LabelledQuantity.OrbitalEnergies or LabelledQuantity.Gap;

    /// <param name="samples">What is compared, at least one.</param>
    /// <param name="writeJson">Takes what writes the errors as JSON.</param>
    public int Run(IReadOnlyList<Sample> samples, Action<Action<TextWriter>> writeJson)
    {
        var clock = Stopwatch.StartNew();
        var threads = request.Threads ?? 0;
        var (name, digest, level, model, weights, references) = Subject(samples);
        samples = [.. samples.Select(sample => sample.Level.Length > 0 ? sample : sample with { Level = level })];
        var isFitted = references.Count == 0 && samples.Any(sample => sample.Energy is not null);
        if (isFitted)
            references = FilesOnDisk.Loaded("--data", () => FittedReferences.Of(model, weights, samples, threads, cancellation));
        LossTerm[] terms =
        [
            new EnergyLoss(Any, 1.0, references), new ForceLoss(Any), PropertyLoss.Charges(Any), PropertyLoss.Dipoles(Any), PropertyLoss.Quadrupoles(Any),
            PropertyLoss.OrbitalEnergies(Any), PropertyLoss.Gaps(Any),
        ];
        var errors = new Evaluator(model, terms, threads).Evaluate(samples, weights, cancellation: cancellation);
        var failures = errors.Samples.Where(sample => sample.SkipReason is not null).ToArray();
        var table = new TableWriter(streams.Output, streams.OutputIsTerminal);
        table.Title($"{name} on {Sentence.Printable(request.Data.File)}");
        table.Line(FormattableString.Invariant($"{samples.Count} structures, SHA-256 {digest[..12]}"));
        table.Write(Rows(errors.Overall));
        table.Line();
        if (isFitted)
            table.Line("Note: energies are compared after a least-squares fit of one energy per element to these labels.");
        foreach (var failure in failures)
            streams.Error.WriteLine($"hybrid: {Sentence.Printable(failure.Name)}: {Sentence.Of(failure.SkipReason!)}");
        table.Line(FormattableString.Invariant($"{clock.Elapsed.TotalSeconds:0.0} s"));
        writeJson(writer => Write(writer, name, digest, errors.Overall, failures, samples.Count, isFitted));
        return failures.Length == 0 ? ExitCode.Success : ExitCode.SomeFailed;
    }

    /// <summary>A trained model with its weights and zero of energy, or physics as published, which is one without any.</summary>
    private (string Name, string Digest, string Level, ITrainable Model, ReadOnlyMemory<double> Weights, IReadOnlyList<ReferenceEnergies> References) Subject(IReadOnlyList<Sample> samples)
    {
        if (FilesOnDisk.Loaded("--model", () => LearnedModelLocation.Find(request.Model)) is { } learned)
        {
            return learned.HasEnergy
                ? (learned.Name, learned.Digest, learned.Description.Level, learned.Model, learned.Weights, learned.Description.ReferenceEnergies ?? [])
                : throw new UsageException($"--model: a model with a ground state was expected for such labels, but {request.Model} has none.");
        }

        if (request.Model is not ("gfn1-xtb" or "gfn2-xtb"))
            throw new UsageException($"--model: gfn1-xtb, gfn2-xtb or the folder of a trained model was expected for labels of the ground state, but {request.Model} came.");
        int[] elements = [.. samples.SelectMany(static sample => sample.Structure.AtomicNumbers.ToArray()).Distinct().Order()];
        var physics = FilesOnDisk.Loaded("--data", () => new HybridModel(new HybridSettings { Base = request.Model, Elements = [.. elements], Tables = [] }, null));
        return (physics.Published.Name, physics.Published.Digest, "", physics, new double[physics.Layout.Length], []);
    }

    private static Table Rows(SetErrors errors)
    {
        var table = TableWriter.New("Target", "unit", "labels", "MAE", "RMSE");
        foreach (var term in errors.Terms.Where(term => term.Count > 0))
            table.AddRow(term.Name, term.Unit, term.Count.ToString(CultureInfo.InvariantCulture), Number(term.MeanAbsoluteError), Number(term.RootMeanSquareError));
        return table;
    }

    private void Write(TextWriter output, string name, string digest, SetErrors errors, SampleErrors[] failures, int structures, bool isFitted) => new JsonLines(output).Write(json =>
    {
        json.WriteString("format", "hybrid-evaluation");
        json.WriteNumber("version", 1);
        json.WriteStartObject("model");
        json.WriteString("name", name);
        json.WriteString("sha256", digest);
        json.WriteEndObject();
        json.WriteString("data", request.Data.File);
        json.WriteNumber("structures", structures);
        json.WriteBoolean("zero_of_energy_fitted", isFitted);
        json.WriteStartArray("targets");
        foreach (var term in errors.Terms.Where(term => term.Count > 0))
        {
            json.WriteStartObject();
            json.WriteString("target", term.Name);
            json.WriteString("unit", term.Unit);
            json.WriteNumber("count", term.Count);
            json.WriteNumber("mean_absolute_error", term.MeanAbsoluteError);
            json.WriteNumber("root_mean_square_error", term.RootMeanSquareError);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("failures");
        foreach (var failure in failures)
        {
            json.WriteStartObject();
            json.WriteString("name", failure.Name);
            json.WriteString("reason", Sentence.Of(failure.SkipReason!));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static string Number(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}
