using Hybrid.Core.Structures;

namespace Hybrid.Benchmarks.Series;

/// <summary>A model whose lowest singlets are drawn.</summary>
internal interface ISeriesModel
{
    /// <summary>What tables and curves call it.</summary>
    string Name { get; }

    /// <summary>One sentence of what it is.</summary>
    string Origin { get; }

    /// <summary>The lowest singlets, lowest first, as many as the model has up to <see cref="StateRule.States"/>.</summary>
    /// <exception cref="InvalidDataException">There are none; the message says why.</exception>
    IReadOnlyList<SeriesState> Singlets(Structure structure, CancellationToken cancellation);
}
