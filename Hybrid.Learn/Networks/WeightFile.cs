using Hybrid.Core.IO;

namespace Hybrid.Learn.Networks;

/// <summary>The weights of a model as a safetensors file: one tensor per entry of the layout, under its name.</summary>
public static class WeightFile
{
    /// <summary>Writes the file; it appears whole or not at all.</summary>
    /// <param name="path">Where to; a file of that name is replaced.</param>
    /// <param name="layout">What the numbers are.</param>
    /// <param name="weights">All weights, in the order of the layout.</param>
    /// <param name="metadata">Text about them.</param>
    /// <exception cref="ArgumentException">The number of weights is not that of the layout.</exception>
    public static void Write(string path, WeightLayout layout, ReadOnlyMemory<double> weights, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(layout);
        if (weights.Length != layout.Length)
            throw new ArgumentException($"{layout.Length} weights were expected, but {weights.Length} came.", nameof(weights));
        SafetensorsFile.Write(path, [.. layout.Entries.Select(entry => new SafetensorsTensor(entry.Name, entry.Shape, weights.Slice(entry.Offset, entry.Length)))], metadata);
    }

    /// <summary>Reads the file: exactly the tensors of the layout, all finite.</summary>
    /// <returns>All weights, in the order of the layout.</returns>
    /// <exception cref="SafetensorsFormatException">The file is broken, a tensor is missing, too many, of another shape or not finite; the message says which.</exception>
    public static double[] Read(string path, WeightLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var file = SafetensorsFile.Read(path);
        var weights = new double[layout.Length];
        foreach (var entry in layout.Entries)
        {
            var values = file.Values(entry.Name, entry.Shape.AsSpan()).Span;
            for (var k = 0; k < values.Length; k++)
            {
                if (!double.IsFinite(values[k]))
                    throw new SafetensorsFormatException(path, $"finite numbers were expected, but element {k} of {entry.Name} is not");
            }

            values.CopyTo(weights.AsSpan(entry.Offset));
        }

        var known = layout.Entries.Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        if (file.Tensors.FirstOrDefault(tensor => !known.Contains(tensor.Name)) is { } extra)
            throw new SafetensorsFormatException(path, $"{layout.Entries.Count} tensors that the model declares were expected, but there is also one called {extra.Name}");
        return weights;
    }
}
