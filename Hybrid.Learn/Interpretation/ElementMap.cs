using System.Collections.Immutable;
using Hybrid.Core.Elements;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Learn.Models;
using Hybrid.Learn.Representations;

namespace Hybrid.Learn.Interpretation;

/// <summary>The learned map of the elements, seen in the two directions in which they scatter most (principal components). Immutable.</summary>
/// <param name="Elements">Atomic numbers.</param>
/// <param name="Points">The two coordinates of each element, shape [elements, 2].</param>
/// <param name="Distances">Between elements in the whole space, shape [elements, elements].</param>
/// <param name="ShownShare">The share of their variance that the two directions hold.</param>
public sealed record ElementMap(ImmutableArray<int> Elements, ImmutableArray<double> Points, ImmutableArray<double> Distances, double ShownShare)
{
    /// <summary>The map of a model; null for one without a network.</summary>
    /// <param name="model">The model.</param>
    public static ElementMap? Of(LearnedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Model.Layout.Entries.FirstOrDefault(entry => entry.Name == ElementEmbedding.WeightName) is not { } entry)
            return null;
        int[] elements = [.. model.Description.Elements.Select(symbol => Element.TryParse(symbol, out int z) ? z : 0)];
        var (n, width) = (entry.Shape[0], entry.Shape[1]);
        if (elements.Length != n)
            return null;
        var points = model.Weights.Span.Slice(entry.Offset, entry.Length).ToArray();
        var distances = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                distances[(i * n) + j] = System.Numerics.Tensors.TensorPrimitives.Distance(points.AsSpan(i * width, width), points.AsSpan(j * width, width));
        }

        var (coordinates, share) = Principal(points, n, width);
        return new ElementMap([.. elements], [.. coordinates], [.. distances], share);
    }

    private static (double[] Coordinates, double Share) Principal(double[] points, int n, int width)
    {
        for (var k = 0; k < width; k++)
        {
            var mean = 0.0;
            for (var i = 0; i < n; i++)
                mean += points[(i * width) + k] / n;
            for (var i = 0; i < n; i++)
                points[(i * width) + k] -= mean;
        }

        var directions = new double[width * width];
        DenseLinearAlgebra.Default.Multiply(true, false, width, width, n, 1.0, points, points, 0.0, directions);
        var variances = new double[width];
        var coordinates = new double[n * 2];
        if (!DenseLinearAlgebra.Default.SymmetricEigen(width, directions, variances))
            return (coordinates, double.NaN);
        var total = variances.Sum();
        var shown = 0.0;
        for (var c = 0; c < Math.Min(2, width); c++)
        {
            var direction = directions.AsSpan((width - 1 - c) * width, width);
            // Its largest component points up, so that a map doesn't depend on the sign of an eigenvector.
            var sign = direction[System.Numerics.Tensors.TensorPrimitives.IndexOfMaxMagnitude<double>(direction)] < 0.0 ? -1.0 : 1.0;
            shown += variances[width - 1 - c];
            for (var i = 0; i < n; i++)
                coordinates[(2 * i) + c] = sign * System.Numerics.Tensors.TensorPrimitives.Dot<double>(points.AsSpan(i * width, width), direction);
        }

        return (coordinates, total > 0.0 ? shown / total : double.NaN);
    }
}
