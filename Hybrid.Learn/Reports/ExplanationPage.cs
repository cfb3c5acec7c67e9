using Hybrid.Core.IO;

namespace Hybrid.Learn.Reports;

/// <summary>
/// One file that says in plain words, and shows on the molecule, which part of a prediction is physics, which is learned, and whether to believe it.
/// It holds everything that it needs and asks no server.
/// </summary>
/// <remarks>How to read it: docs/explain.md.</remarks>
/// <param name="Title">The heading.</param>
/// <param name="Molecules">At least one, each with a quantity.</param>
public sealed record ExplanationPage(string Title, IReadOnlyList<ExplainedMolecule> Molecules)
{
    /// <summary>Writes the page to a file, which appears whole or not at all.</summary>
    /// <exception cref="ArgumentException">There is nothing to show, or a number can't be shown.</exception>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public void Write(string path)
    {
        var data = ExplanationPageData.Of(this);
        AtomicFile.WriteText(path, writer => PageTemplate.Explanation.Write(writer, Title, data, PageJson.Default.ExplanationPageData));
    }

    /// <summary>Writes the page.</summary>
    /// <exception cref="ArgumentException">There is nothing to show, or a number can't be shown.</exception>
    public void Write(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        PageTemplate.Explanation.Write(writer, Title, ExplanationPageData.Of(this), PageJson.Default.ExplanationPageData);
    }
}
