using Hybrid.Core.IO;

namespace Hybrid.Learn.Reports;

/// <summary>One file with charts to look at in a browser, such as the course of a training. It holds everything that it needs and asks no server.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Charts">At least one.</param>
public sealed record ChartPage(string Title, IReadOnlyList<Chart> Charts)
{
    /// <summary>A line below the heading.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>Writes the page to a file, which appears whole or not at all.</summary>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public void Write(string path) => AtomicFile.WriteText(path, Write);

    /// <summary>Writes the page.</summary>
    public void Write(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        PageTemplate.Charts.Write(writer, Title, ChartPageData.Of(this), PageJson.Default.ChartPageData);
    }
}
