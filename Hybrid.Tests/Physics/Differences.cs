namespace Hybrid.Tests.Physics;

/// <summary>Derivatives by differences.</summary>
internal static class Differences
{
    /// <summary>[8 f(h) − 8 f(−h) − f(2h) + f(−2h)] / 12h, exact to fourth order in h.</summary>
    public static double FivePoint(Func<double, double> f, double step) =>
        ((8.0 * (f(step) - f(-step))) - (f(2.0 * step) - f(-2.0 * step))) / (12.0 * step);
}
