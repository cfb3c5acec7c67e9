using Hybrid.Core.IO;

namespace Hybrid.Cli.Ablating;

/// <summary>The comparison of an ablation on disk: tables for people, a table of all numbers, and a page with plots.</summary>
internal static class AblationFiles
{
    public const string Markdown = "ablation.md";

    public const string Csv = "ablation.csv";

    public const string Page = "ablation.html";

    public static void Write(string folder, IReadOnlyList<AblationScore> scores)
    {
        AtomicFile.WriteText(Path.Combine(folder, Markdown), writer => AblationMarkdown.Write(writer, scores));
        AtomicFile.WriteText(Path.Combine(folder, Csv), writer => AblationCsv.Write(writer, scores));
        if (scores.Any(score => score.Targets.Count > 0))
            AblationCurves.Page(scores).Write(Path.Combine(folder, Page));
    }
}
