using System.Globalization;
using System.Numerics.Tensors;
using Hybrid.Core.IO;
using Hybrid.Learn.Models;

namespace Hybrid.Learn.Uncertainty;

/// <summary>How sure a model is, in a safetensors file beside its weights. The format is described in docs/uncertainty.md.</summary>
public static class UncertaintyFile
{
    /// <summary>The format's name.</summary>
    public const string Format = "hybrid-uncertainty";

    /// <summary>The format's version.</summary>
    public const int Version = 4;

    /// <summary>The file in a model's folder.</summary>
    public const string FileName = "uncertainty.safetensors";

    /// <summary>Writes the file; it appears whole or not at all.</summary>
    /// <param name="path">Where to; a file of that name is replaced.</param>
    /// <param name="uncertainty">What to write.</param>
    /// <exception cref="IOException">The file can't be written.</exception>
    public static void Write(string path, ModelUncertainty uncertainty) => Write(path, uncertainty, [], identity: "");

    /// <summary>Writes what an unfinished run goes on from.</summary>
    /// <param name="path">Where to; a file of that name is replaced.</param>
    /// <param name="uncertainty">What was summed up so far.</param>
    /// <param name="residuals">Of the same labels.</param>
    /// <param name="identity">What a later run must share to go on with it.</param>
    /// <exception cref="IOException">The file can't be written.</exception>
    internal static void WriteUnfinished(string path, ModelUncertainty uncertainty, EnergyResiduals residuals, string identity) => Write(path, uncertainty, residuals.Tensors(), identity);

    private static void Write(string path, ModelUncertainty uncertainty, IEnumerable<SafetensorsTensor> more, string identity)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(uncertainty);
        var fisher = uncertainty.Fisher;
        var kinds = TargetKinds.All.Count;
        var tensors = new List<SafetensorsTensor>();
        var totals = new double[kinds * 2];
        foreach (var kind in TargetKinds.All)
        {
            var k = (int)kind;
            (totals[2 * k], totals[(2 * k) + 1]) = (fisher.Labels(kind), fisher.SquaredErrors(kind));
            if (fisher.Labels(kind) > 0.0)
                tensors.Add(new SafetensorsTensor($"fisher.{kind.Key()}", [fisher.Count * (fisher.Count + 1) / 2], Packed(fisher.Sum(kind), fisher.Count)));
        }

        tensors.Add(new SafetensorsTensor("fisher.totals", [kinds, 2], totals));
        tensors.Add(new SafetensorsTensor("calibration", [Classes, kinds, Ranks, CalibrationWidth], Calibrations(uncertainty.Known)));
        tensors.Add(new SafetensorsTensor("scatter", [fisher.Count], uncertainty.Scatter.ToArray()));
        if (uncertainty.Domain is { } domain)
            tensors.AddRange(DomainTensors.Of(domain));
        tensors.AddRange(more);
        SafetensorsFile.Write(path, tensors, new Dictionary<string, string>(DomainTensors.Metadata(uncertainty.Domain))
        {
            ["format"] = Format,
            ["version"] = Version.ToString(CultureInfo.InvariantCulture),
            ["model_sha256"] = uncertainty.Model.Digest,
            ["weights"] = Names(uncertainty.Exposed),
            ["samples"] = fisher.Samples.ToString(CultureInfo.InvariantCulture),
            ["failures"] = fisher.Failures.ToString(CultureInfo.InvariantCulture),
            ["data"] = uncertainty.Data,
            ["outside_data"] = uncertainty.OutsideData,
            ["other_level"] = uncertainty.OtherLevel,
            ["identity"] = identity,
        });
    }

    /// <summary>Reads what lies beside a model.</summary>
    /// <param name="model">The model, read from a folder.</param>
    /// <returns>Null where there is no such file.</returns>
    /// <inheritdoc cref="Read(string, LearnedModel)" path="/exception"/>
    public static ModelUncertainty? Beside(LearnedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Folder is { } folder && Path.Combine(folder, FileName) is var path && File.Exists(path) ? Read(path, model) : null;
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The model that it must belong to.</param>
    /// <exception cref="SafetensorsFormatException">The file is truncated, of another format or version, or belongs to other weights; the message says so.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static ModelUncertainty Read(string path, LearnedModel model) => Read(SafetensorsFile.Read(path), model, identity: "");

    /// <summary>Reads what an unfinished run left.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The model that it must belong to.</param>
    /// <param name="identity">What it must have been written with.</param>
    /// <inheritdoc cref="Read(string, LearnedModel)" path="/exception"/>
    internal static (FisherInformation Fisher, EnergyResiduals Residuals) ReadUnfinished(string path, LearnedModel model, string identity)
    {
        var file = SafetensorsFile.Read(path);
        if (file.Metadata.GetValueOrDefault("version", "") != Version.ToString(CultureInfo.InvariantCulture))
            throw new SafetensorsFormatException(path, $"a run that was begun with version {Version} was expected, but it is of another one: delete the file to begin again");
        var fisher = Read(file, model, identity).Fisher;
        return (fisher, EnergyResiduals.Read(file, fisher.Count));
    }

    private static ModelUncertainty Read(SafetensorsFile file, LearnedModel model, string identity)
    {
        ArgumentNullException.ThrowIfNull(model);
        Require(file, "format", Format);
        Require(file, "version", Version.ToString(CultureInfo.InvariantCulture));
        Require(file, "model_sha256", model.Digest);
        var exposed = ExposedWeights.Of(model.Model.Layout);
        Require(file, "weights", Names(exposed));
        Require(file, "identity", identity);
        var kinds = TargetKinds.All.Count;
        var totals = Finite(file, "fisher.totals", [kinds, 2]).Span;
        var rows = Finite(file, "calibration", [Classes, kinds, Ranks, CalibrationWidth]);
        var fisher = new FisherInformation(exposed.Count) { Samples = Count(file, "samples"), Failures = Count(file, "failures") };
        var calibrations = new List<TargetCalibration>();
        foreach (var kind in TargetKinds.All)
        {
            var k = (int)kind;
            if (totals[2 * k] > 0.0)
                fisher.Restore(kind, Full(Finite(file, $"fisher.{kind.Key()}", [exposed.Count * (exposed.Count + 1) / 2]).Span, exposed.Count), totals[2 * k], totals[(2 * k) + 1]);
        }

        for (var place = 0; place < Classes * kinds * Ranks; place++)
        {
            var row = rows.Span.Slice(place * CalibrationWidth, CalibrationWidth);
            if (row[4] > 0.0)
            {
                calibrations.Add(new TargetCalibration(TargetKinds.All[place / Ranks % kinds], (place % Ranks) + 1, row[0], row[1], row[2], row[3], (int)row[4])
                {
                    Class = (CalibrationClass)(place / (kinds * Ranks)),
                    PooledShare = row[5],
                    MeanErrors = row[8] > 0.0 ? new MeanErrors(row[6], row[7], (int)row[8]) : null,
                });
            }
        }

        return new ModelUncertainty(model, fisher, calibrations, file.Metadata.GetValueOrDefault("data", ""), DomainTensors.Read(file), Finite(file, "scatter", [exposed.Count]))
        {
            OutsideData = file.Metadata.GetValueOrDefault("outside_data", ""),
            OtherLevel = file.Metadata.GetValueOrDefault("other_level", ""),
        };
    }

    internal static ReadOnlyMemory<double> Finite(SafetensorsFile file, string name, ReadOnlySpan<int> shape)
    {
        var values = file.Values(name, shape);
        return double.IsFinite(TensorPrimitives.SumOfMagnitudes(values.Span))
            ? values
            : throw new SafetensorsFormatException(file.Path, $"finite numbers were expected in {name}, but there are others");
    }

    private static void Require(SafetensorsFile file, string key, string expected)
    {
        var found = file.Metadata.GetValueOrDefault(key, "");
        if (found == expected)
            return;
        throw new SafetensorsFormatException(file.Path, key switch
        {
            "model_sha256" => $"the uncertainty of the model {expected[..Math.Min(12, expected.Length)]} was expected, but it is that of {(found.Length > 12 ? found[..12] : "no model")}: the model was trained again; hybrid calibrate makes a new one",
            "version" => $"version {expected} was expected, but it is {(found.Length > 0 ? found : "none")}: hybrid calibrate makes a new one",
            "identity" => "the data that the calibration was begun with were expected, but they differ",
            _ => $"\"{expected}\" was expected as {key}, but it is \"{found}\"",
        });
    }

    internal static int Count(SafetensorsFile file, string key) =>
        int.TryParse(file.Metadata.GetValueOrDefault(key, ""), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : throw new SafetensorsFormatException(file.Path, $"a number was expected as {key}, but it is \"{file.Metadata.GetValueOrDefault(key, "")}\"");

    private static string Names(ExposedWeights exposed) => string.Join(' ', exposed.Entries.Select(entry => FormattableString.Invariant($"{entry.Name}[{entry.Length}]")));

    /// <summary>The lower triangle, row by row.</summary>
    private static double[] Packed(ReadOnlySpan<double> matrix, int n)
    {
        var packed = new double[n * (n + 1) / 2];
        for (var i = 0; i < n; i++)
            matrix.Slice(i * n, i + 1).CopyTo(packed.AsSpan(i * (i + 1) / 2));
        return packed;
    }

    private static double[] Full(ReadOnlySpan<double> packed, int n)
    {
        var matrix = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
                matrix[(i * n) + j] = matrix[(j * n) + i] = packed[(i * (i + 1) / 2) + j];
        }

        return matrix;
    }

    /// <summary>What labels gave, by class, kind and rank; borrowed ones are borrowed again.</summary>
    private static double[] Calibrations(IReadOnlyList<TargetCalibration> known)
    {
        var rows = new double[Classes * TargetKinds.All.Count * Ranks * CalibrationWidth];
        foreach (var one in known)
        {
            var place = (((((int)one.Class * TargetKinds.All.Count) + (int)one.Kind) * Ranks) + one.Rank - 1) * CalibrationWidth;
            double[] row = [one.Scale, one.Floor, one.Quantile68, one.Quantile95, one.Labels, one.PooledShare, one.MeanErrors?.Model ?? 0.0, one.MeanErrors?.Physics ?? 0.0, one.MeanErrors?.Labels ?? 0];
            row.CopyTo(rows, place);
        }

        return rows;
    }

    private const int Classes = 3, Ranks = TargetCalibration.Higher, CalibrationWidth = 9;
}
