namespace Hybrid.Physics.Response;

/// <summary>What a matrix of numerical second derivatives needs.</summary>
internal static class SquareMatrix
{
    /// <summary>Replaces a matrix by its symmetric part and returns the largest difference of two mirrored elements.</summary>
    public static double Symmetrise(Span<double> matrix, int n)
    {
        var largest = 0.0;
        for (var k = 0; k < n; k++)
        {
            for (var l = 0; l < k; l++)
            {
                double a = matrix[(k * n) + l], b = matrix[(l * n) + k];
                largest = Math.Max(largest, Math.Abs(a - b));
                matrix[(k * n) + l] = matrix[(l * n) + k] = 0.5 * (a + b);
            }
        }

        return largest;
    }
}
