using System.Text.Json;

namespace Hybrid.Tests.Learn.Losses.Projection;

/// <summary>One-electron Hamiltonians and overlaps of References/mehnet, whose files name their source.</summary>
internal static class MehnetReference
{
    public static (double[] Hamiltonian, double[] Overlap) Matrices(string name)
    {
        using var stream = typeof(MehnetReference).Assembly.GetManifestResourceStream($"References/mehnet/{name}.json")!;
        using var document = JsonDocument.Parse(stream);
        return (Square(document.RootElement.GetProperty("h")), Square(document.RootElement.GetProperty("S")));
    }

    private static double[] Square(JsonElement lowerTriangle)
    {
        var values = lowerTriangle.EnumerateArray().Select(value => value.GetDouble()).ToArray();
        var n = (int)Math.Round((Math.Sqrt((8 * values.Length) + 1) - 1) / 2);
        var matrix = new double[n * n];
        for (int k = 0, e = 0; k < n; k++)
        {
            for (var l = 0; l <= k; l++, e++)
                matrix[(k * n) + l] = matrix[(l * n) + k] = values[e];
        }

        return matrix;
    }
}
