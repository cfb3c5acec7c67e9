using Hybrid.Cli.Excitations;
using Hybrid.Cli.Reading;
using Hybrid.Cli.Writing;
using Hybrid.Core.IO;
using Hybrid.Core.Units;
using Hybrid.Learn.Reports;
using Hybrid.Physics.Response.Spectra;

namespace Hybrid.Cli.Spectra;

/// <summary>One run of the verb spectrum: reads frames, lets the models compute their states, and shows the curves.</summary>
internal sealed class SpectrumRun(SpectrumRequest request, CommandStreams streams, CancellationToken cancellation)
{
    /// <summary>Smooth for the eye at any usual width.</summary>
    private const int Points = 1001;

    private readonly DoubtSummary doubts = new();
    private int failed;

    public int Execute()
    {
        Check();
        var models = SpectralModel.Loaded(request);
        var measured = request.Experiment is { } file
            ? FilesOnDisk.Loaded("--experiment", () => new MeasuredSpectrum(Path.GetFileNameWithoutExtension(file), MeasuredCurve.Read(file), request.IsMolar))
            : null;
        using var html = FilesOnDisk.Opened(request.Html);
        using var csv = FilesOnDisk.Opened(request.Csv);
        IReadOnlyList<SpectralSeries> series;
        using (var progress = streams.ErrorIsTerminal ? new ProgressLine(streams.Error) : null)
        {
            series = new SpectrumCalculation(request, models, Tell, cancellation)
                .Series(new FrameSource(request.Files, request.Charge, request.Unpaired, streams).Frames(), progress);
        }

        if (series.Count > 0)
            Show(series, measured, html, csv);
        foreach (var one in series)
            doubts.Add(one.Frame.Place, one.Excitations, one.Source, one.Uncertain, one.Applicability, isCounted: true);
        if (request.Format != OutputFormat.Json)
            doubts.Write(streams.Error);
        return failed == 0 ? ExitCode.Success : ExitCode.SomeFailed;
    }

    private void Show(IReadOnlyList<SpectralSeries> series, MeasuredSpectrum? measured, AtomicFile? html, AtomicFile? csv)
    {
        var axis = Axis(series);
        FilesOnDisk.Write(html, writer => SpectrumPageOf.Series(series, request, measured).Write(writer));
        FilesOnDisk.Write(csv, writer => SpectrumCsv.Write(writer, series, request.Broadening, axis));
        if (request.Format == OutputFormat.Json)
        {
            var json = new SpectrumJson(streams.Output, request, axis, measured);
            foreach (var one in series)
                json.Write(one);
            return;
        }

        var table = new SpectrumTable(streams, request, axis, measured);
        foreach (var one in series)
            table.Write(one);
        table.WriteFoot(series);
    }

    /// <summary>Failures of one frame are told once, whatever the number of models and geometries.</summary>
    private void Tell(InputFrame frame, string error)
    {
        failed++;
        doubts.AddFailure(frame.Place, isUnconverged: frame.Content is not null);
        if (request.Format == OutputFormat.Json)
            SpectrumJson.WriteFailure(streams.Output, request, frame, error);
        else
            streams.Error.WriteLine(error.StartsWith(frame.Source, StringComparison.Ordinal) ? $"hybrid: {error}" : $"hybrid: {frame.Place}: {error}");
    }

    private void Check()
    {
        FilesOnDisk.RefuseConflicts([.. request.Files, .. request.Experiment is { } file ? new[] { file } : []], ("--html", request.Html), ("--csv", request.Csv));
        if (request.Averages && request.Ensemble is not null)
            throw new UsageException("--average is for the frames of a file and --ensemble for vibrations about one; one of the two was expected.");
        if (request.Ensemble is null && (request.Temperature is not null || request.Seed is not null))
            throw new UsageException($"{(request.Seed is not null ? "--seed" : "--temperature")} belongs to --ensemble.");
        if (request.IsMolar && request.Experiment is null)
            throw new UsageException("--molar belongs to --experiment.");
    }

    /// <summary>As asked for, or around all lines with a margin.</summary>
    private SpectralAxis Axis(IReadOnlyList<SpectralSeries> series)
    {
        if (request.Range is { } range)
            return SpectralAxis.Of(request.Unit, range.Low, range.High, Points);
        var sticks = series.SelectMany(one => one.Members).SelectMany(member => member).ToArray();
        if (sticks.Length == 0)
            return SpectralAxis.Of(request.Unit, request.Unit.FromHartree(request.Unit == SpectralUnit.Nanometre ? DefaultHighest : DefaultLowest), request.Unit.FromHartree(request.Unit == SpectralUnit.Nanometre ? DefaultLowest : DefaultHighest), Points);
        var around = SpectralAxis.Around(sticks, request.Broadening, Points);
        if (request.Unit == SpectralUnit.Electronvolt)
            return around;
        // Towards zero energy wavelengths run away.
        var lowest = Math.Max(around.Energies[0], 0.5 * sticks.Min(stick => stick.Energy));
        return SpectralAxis.Of(request.Unit, request.Unit.FromHartree(around.Energies[^1]), request.Unit.FromHartree(lowest), Points);
    }

    /// <summary>1 and 10 eV: an axis where there are no states.</summary>
    private const double DefaultLowest = 1.0 / Constants.ElectronvoltPerHartree;

    private const double DefaultHighest = 10.0 / Constants.ElectronvoltPerHartree;
}
