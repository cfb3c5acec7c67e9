using Hybrid.Core.IO;
using Hybrid.Core.Structures;
using Hybrid.Physics.Models;

namespace Examples.Library;

/// <summary>Many structures on all cores.</summary>
public static class Batches
{
    private const int Count = 200;

    /// <summary>
    /// Water at 200 sizes: results come in order while later structures are still computed, progress is reported, and the
    /// batch can be cancelled. One structure is bad and fails alone.
    /// </summary>
    public static void Stretched(string path, TextWriter output)
    {
        var model = Model.Load("gfn2-xtb");
        var water = StructureFile.Read(path);
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var done = new Counter();

        var lowest = double.PositiveInfinity;
        foreach (var result in model.PredictMany(Scaled(water), progress: done, cancellation: stop.Token))
        {
            if (result.HasPrediction)
                lowest = Math.Min(lowest, result.Prediction.EnsureConverged().Energy);
            else
                output.WriteLine($"failed: {result.Error}");
        }

        output.WriteLine(FormattableString.Invariant($"{done.Value} structures, lowest energy {lowest:F6} Eh"));
    }

    private static IEnumerable<Structure> Scaled(Structure structure)
    {
        for (var i = 0; i < Count; i++)
        {
            // The first has all atoms at one point.
            var scale = i == 0 ? 0.0 : 0.9 + (0.2 * i / Count);
            yield return structure.WithPositions(structure.Positions.ToArray().Select(x => scale * x).ToArray());
        }
    }

    /// <summary>Unlike Progress&lt;T&gt;, called at once and in order.</summary>
    private sealed class Counter : IProgress<int>
    {
        public int Value { get; private set; }

        public void Report(int value) => Value = value;
    }
}
