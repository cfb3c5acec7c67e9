using System.Reflection;
using System.Text.Json;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Tests.References;

namespace Hybrid.Tests.Physics.Optimisation;

/// <summary>A molecule that xtb 6.5.1 optimised; see xtb-minima.json for the command lines.</summary>
public sealed record ReferenceMinimum(string Name, string Method, Structure Start, double Energy, int Steps, double[] Positions)
{
    private static readonly Lazy<IReadOnlyList<ReferenceMinimum>> LazyAll = new(Load);

    public static IReadOnlyList<ReferenceMinimum> All => LazyAll.Value;

    /// <summary>The root mean square difference of all distances between atoms, a0: what no motion as a whole changes.</summary>
    public double DistanceDifference(ReadOnlySpan<double> positions)
    {
        var sum = 0.0;
        var n = Positions.Length / 3;
        for (var a = 0; a < n; a++)
        {
            for (var b = 0; b < a; b++)
            {
                var difference = Distance(positions, a, b) - Distance(Positions, a, b);
                sum += difference * difference;
            }
        }

        return Math.Sqrt(2.0 * sum / (n * (n - 1)));
    }

    public static double Distance(ReadOnlySpan<double> positions, int a, int b)
    {
        double x = positions[3 * a] - positions[3 * b], y = positions[(3 * a) + 1] - positions[(3 * b) + 1], z = positions[(3 * a) + 2] - positions[(3 * b) + 2];
        return Math.Sqrt((x * x) + (y * y) + (z * z));
    }

    public override string ToString() => $"{Name} {Method}";

    private static IReadOnlyList<ReferenceMinimum> Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("xtb-minima.json")!;
        using var document = JsonDocument.Parse(stream);
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(Case)];
    }

    private static ReferenceMinimum Case(JsonElement element)
    {
        var name = element.GetProperty("name").GetString()!;
        var method = element.GetProperty("method").GetString()!;
        var positions = element.GetProperty("positions").EnumerateArray().Select(x => x.GetDouble() * Constants.BohrPerAngstrom).ToArray();
        return new ReferenceMinimum(
            name, method, ReferenceSet.Of(method)[name].Structure, element.GetProperty("energy").GetDouble(), element.GetProperty("steps").GetInt32(), positions);
    }
}
