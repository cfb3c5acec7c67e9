using Hybrid.Core.Structures;

namespace Hybrid.Learn.Reports;

/// <summary>The states of one molecule by one model.</summary>
/// <param name="Name">The molecule: "caffeine".</param>
/// <param name="Method">The model: "sTDA-xTB".</param>
/// <param name="Structure">The atoms.</param>
/// <param name="States">In any order; the page orders them by energy.</param>
/// <param name="Provenance">What stands in the footer, as pairs of a word and its value: model, parameters, version, linear algebra, …</param>
public sealed record PredictedSpectrum(
    string Name, string Method, Structure Structure, IReadOnlyList<PredictedState> States,
    IReadOnlyList<KeyValuePair<string, string>> Provenance)
{
    /// <summary>What the bands are made of; null when they are those of <see cref="States"/>.</summary>
    public AveragedLines? Average { get; init; }
}
