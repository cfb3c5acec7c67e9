using Hybrid.Core.IO;
using Hybrid.Learn.Interpretation;
using Hybrid.Learn.Models;
using Hybrid.Learn.Uncertainty;

namespace Hybrid.Learn.Reports;

/// <summary>
/// One file that shows what a trained model learned: physical parameters beside their published values, what data say about them, how they differ between
/// surroundings, and the map of the elements. It holds everything that it needs and asks no server.
/// </summary>
/// <param name="Model">The model.</param>
public sealed record InspectionPage(LearnedModel Model)
{
    /// <summary>The physical parameters; null for a model without physics.</summary>
    public Identifiability? Parameters { get; init; }

    /// <summary>How sure the model is; null where that isn't known: then <see cref="Parameters"/> counts for its values alone.</summary>
    public ModelUncertainty? Uncertainty { get; init; }

    /// <summary>What the network does to parameters of atoms; null where it wasn't looked at.</summary>
    public LearnedShifts? Shifts { get; init; }

    /// <summary>The map of the elements; null for a model without a network.</summary>
    public ElementMap? Elements { get; init; }

    /// <summary>Writes the page to a file, which appears whole or not at all.</summary>
    /// <exception cref="ArgumentException">A number can't be shown.</exception>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public void Write(string path) => AtomicFile.WriteText(path, Write);

    /// <summary>Writes the page.</summary>
    /// <exception cref="ArgumentException">A number can't be shown.</exception>
    public void Write(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        PageTemplate.Inspection.Write(writer, $"What {Model.Name} learned", InspectionPageData.Of(this), PageJson.Default.InspectionPageData);
    }
}
