using System.Numerics.Tensors;
using Hybrid.Core.Autodiff;

namespace Hybrid.Learn.Domain;

/// <summary>The smooth distance from the nearest of several centres.</summary>
/// <remarks>
/// d² = (Σ_c s_c⁻ᵖ)^(−1/p) of the squares s_c = |y − c|², p = 8: the smallest of them where the others are farther away, less where several are as near, and smooth
/// everywhere but on a centre.
/// </remarks>
internal static class NearestKind
{
    private const double Power = 8.0;

    /// <summary>Keeps the powers of a point on a centre finite.</summary>
    private const double SmallestSquare = 1e-24;

    /// <summary>d² of each row.</summary>
    /// <param name="points">y, shape [rows, width].</param>
    /// <param name="centres">Each of the width of a row.</param>
    public static Variable Squares(Variable points, double[][] centres)
    {
        var (rows, width) = (points.Shape[0], points.Shape[1]);
        var squares = points.Tape.Output([points], rows);
        var each = new double[rows * centres.Length];
        for (var row = 0; row < rows; row++)
            squares.Value[row] = Soft(points.Value.Slice(row * width, width), centres, each.AsSpan(row * centres.Length, centres.Length));
        points.Tape.Record(squares, () =>
        {
            for (var row = 0; row < rows; row++)
            {
                for (var c = 0; c < centres.Length; c++)
                {
                    // ∂d²/∂s_c = (d²/s_c)^(p + 1)
                    var factor = 2.0 * squares.Adjoint[row] * Math.Pow(squares.Value[row] / each[(row * centres.Length) + c], Power + 1.0);
                    for (var i = 0; i < width; i++)
                        points.Adjoint[(row * width) + i] += factor * (points.Value[(row * width) + i] - centres[c][i]);
                }
            }
        });
        return squares;
    }

    /// <summary>Leaves the squares of all centres behind.</summary>
    private static double Soft(ReadOnlySpan<double> point, double[][] centres, Span<double> each)
    {
        for (var c = 0; c < centres.Length; c++)
        {
            var distance = TensorPrimitives.Distance(point, centres[c]);
            each[c] = Math.Max(distance * distance, SmallestSquare);
        }

        var least = TensorPrimitives.Min<double>(each);
        var sum = 0.0;
        foreach (var square in each)
            sum += Math.Pow(least / square, Power);
        return least * Math.Pow(sum, -1.0 / Power);
    }
}
