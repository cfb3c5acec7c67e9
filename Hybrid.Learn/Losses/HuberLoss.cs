namespace Hybrid.Learn.Losses;

/// <summary>
/// How a deviation x is punished: x²/(2δ) for |x| ≤ δ and |x| − δ/2 beyond, so that few wrong labels don't rule a fit. In the unit
/// of x whatever δ: for large errors it is the absolute error, for small ones its smooth minimum.
/// </summary>
/// <remarks>P. J. Huber, Ann. Math. Statist. 35, 73 (1964), doi:10.1214/aoms/1177703732, divided by δ.</remarks>
public readonly record struct HuberLoss
{
    /// <summary>A loss.</summary>
    /// <param name="width">δ, above zero; beyond all errors for least squares.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width is not positive and finite.</exception>
    public HuberLoss(double width)
    {
        if (!(width > 0.0 && double.IsFinite(width)))
            throw new ArgumentOutOfRangeException(nameof(width), width, "A positive width was expected.");
        Width = width;
    }

    /// <summary>δ, in the unit of the deviations.</summary>
    public double Width { get; }

    /// <summary>The loss of a deviation.</summary>
    public double Value(double x)
    {
        var size = Math.Abs(x);
        return size <= Width ? 0.5 * x * x / Width : size - (0.5 * Width);
    }

    /// <summary>Its derivative.</summary>
    public double Slope(double x) => Math.Clamp(x / Width, -1.0, 1.0);
}
