using System.Runtime.CompilerServices;

namespace Hybrid.Core.Solvers;

/// <summary>What all mixers ask of their arguments.</summary>
internal static class MixerArguments
{
    public static void RequirePositive(double value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value > 0) || !double.IsFinite(value))
            throw new ArgumentOutOfRangeException(name, value, "A positive number was expected.");
    }

    public static void RequireLength(int length, ReadOnlySpan<double> x, ReadOnlySpan<double> gOfX, ReadOnlySpan<double> next)
    {
        if (x.Length != length || gOfX.Length != length || next.Length != length)
            throw new ArgumentException($"Vectors of the {Math.Max(0, length)} elements that the mixer was reset for were expected, but they have {x.Length}, {gOfX.Length} and {next.Length}.");
    }
}
