namespace Hybrid.Learn.Representations;

/// <summary>S(t) = 1 − 35 t⁴ + 84 t⁵ − 70 t⁶ + 20 t⁷: exactly 1 up to t = 0, exactly 0 from t = 1 on, with three continuous derivatives.</summary>
internal static class SmoothSwitch
{
    /// <summary>S(t); zero where t is not a number.</summary>
    public static double Value(double t) =>
        t <= 0.0 ? 1.0 : t >= 1.0 || double.IsNaN(t) ? 0.0 : 1.0 - (t * t * t * t * (35.0 + (t * (-84.0 + (t * (70.0 - (20.0 * t)))))));

    /// <summary>S′(t) = −140 t³ (1 − t)³.</summary>
    public static double Slope(double t) => t is > 0.0 and < 1.0 ? -140.0 * Math.Pow(t * (1.0 - t), 3.0) : 0.0;
}
