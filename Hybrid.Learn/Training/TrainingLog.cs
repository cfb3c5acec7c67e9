using System.Globalization;
using System.Text;
using System.Text.Json;
using Hybrid.Core.IO;

namespace Hybrid.Learn.Training;

/// <summary>
/// A training's epochs as two files, one line each: comma-separated values for a table, JSON for programs. A line is written and flushed when
/// its epoch is done; a resumed training cuts what its checkpoint doesn't know, and lines that a kill left incomplete.
/// </summary>
public sealed class TrainingLog
{
    private readonly string csvPath;
    private readonly string jsonPath;

    private TrainingLog(string csvPath, string jsonPath) => (this.csvPath, this.jsonPath) = (csvPath, jsonPath);

    /// <summary>Begins a log or goes on with one.</summary>
    /// <param name="csvPath">The file of comma-separated values.</param>
    /// <param name="jsonPath">The file of JSON lines.</param>
    /// <param name="completedEpochs">The lines of later epochs are cut; zero begins anew.</param>
    /// <exception cref="IOException">A file can't be read or written.</exception>
    public static TrainingLog Open(string csvPath, string jsonPath, int completedEpochs)
    {
        ArgumentException.ThrowIfNullOrEmpty(csvPath);
        ArgumentException.ThrowIfNullOrEmpty(jsonPath);
        ArgumentOutOfRangeException.ThrowIfNegative(completedEpochs);
        Keep(csvPath, line => EpochOf(line.Split(',')[0]) is not { } epoch || epoch <= completedEpochs, completedEpochs);
        Keep(jsonPath, line => EpochOfJson(line) is { } epoch && epoch <= completedEpochs, completedEpochs);
        return new TrainingLog(csvPath, jsonPath);
    }

    /// <summary>Writes the line of an epoch; the targets must be those of the first line.</summary>
    /// <exception cref="IOException">A file can't be written.</exception>
    public void Add(EpochReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var csv = new FileInfo(csvPath);
        Append(csvPath, csv.Exists && csv.Length > 0 ? CsvLine(report) : Header(report) + CsvLine(report));
        Append(jsonPath, JsonSerializer.Serialize(report, TrainingJson.Default.EpochReport) + "\n");
    }

    /// <summary>The epochs of a log.</summary>
    /// <param name="jsonPath">The file of JSON lines; lines that a kill left incomplete are left out.</param>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static IReadOnlyList<EpochReport> Read(string jsonPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(jsonPath);
        return [.. File.ReadLines(jsonPath).Select(ReportOf).OfType<EpochReport>()];
    }

    private static void Keep(string path, Predicate<string> isKept, int completedEpochs)
    {
        if (!File.Exists(path))
            return;
        var text = completedEpochs == 0 ? "" : File.ReadAllText(path);
        // What follows the last end of line is what a kill left incomplete.
        var lines = text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => isKept(line)).ToArray();
        AtomicFile.WriteText(path, writer =>
        {
            foreach (var line in lines)
                writer.WriteLine(line);
        });
    }

    private static int? EpochOf(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var epoch) ? epoch : null;

    private static int? EpochOfJson(string line) => ReportOf(line)?.Epoch;

    private static EpochReport? ReportOf(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, TrainingJson.Default.EpochReport);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Append(string path, string text)
    {
        using var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        stream.Write(Encoding.UTF8.GetBytes(text));
        stream.Flush(flushToDisk: true);
    }

    private static string Header(EpochReport report)
    {
        var columns = new List<string> { "epoch", "step", "seconds", "learning rate", "prior loss" };
        foreach (var set in new[] { "train", "valid" })
        {
            columns.Add($"{set} loss");
            columns.Add($"{set} skipped");
            foreach (var term in report.Train.Terms)
                columns.AddRange([$"{set} {term.Name} loss", $"{set} {term.Name} MAE / {term.Unit}", $"{set} {term.Name} RMSE / {term.Unit}"]);
        }

        return string.Join(',', columns.Select(column => column.Replace(',', ';'))) + "\n";
    }

    private static string CsvLine(EpochReport report)
    {
        var fields = new List<double> { report.Epoch, report.Step, report.Seconds, report.LearningRate, report.PriorLoss };
        foreach (var set in new[] { report.Train, report.Valid })
        {
            fields.Add(set?.Loss ?? double.NaN);
            fields.Add(set?.SkippedCount ?? double.NaN);
            for (var k = 0; k < report.Train.Terms.Count; k++)
            {
                var term = set?.Terms[k];
                fields.AddRange([term?.Loss ?? double.NaN, term?.MeanAbsoluteError ?? double.NaN, term?.RootMeanSquareError ?? double.NaN]);
            }
        }

        return string.Join(',', fields.Select(field => double.IsFinite(field) ? field.ToString("R", CultureInfo.InvariantCulture) : "")) + "\n";
    }
}
