using Hybrid.Learn.Training;

namespace Hybrid.Cli.Training;

/// <summary>The log of a training on disk, and what it says in memory: also of the epochs before a resumption.</summary>
internal sealed class EpochLog
{
    private readonly TrainingLog log;
    private readonly List<EpochReport> reports;

    private EpochLog(TrainingLog log, IEnumerable<EpochReport> reports)
    {
        this.log = log;
        this.reports = [.. reports];
    }

    public IReadOnlyList<EpochReport> Reports => reports;

    public static EpochLog Open(TrainingFolder folder, int completedEpochs) =>
        new(TrainingLog.Open(folder.Csv, folder.JsonLines, completedEpochs), File.Exists(folder.JsonLines) ? TrainingLog.Read(folder.JsonLines) : []);

    public void Add(EpochReport report)
    {
        log.Add(report);
        reports.Add(report);
    }
}
