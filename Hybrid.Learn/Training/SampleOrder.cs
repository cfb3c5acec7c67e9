using Hybrid.Core.Sampling;

namespace Hybrid.Learn.Training;

/// <summary>In which order an epoch visits the samples.</summary>
internal static class SampleOrder
{
    /// <summary>Keeps the numbers of the order apart from those of any sample.</summary>
    private const ulong OrderStream = ulong.MaxValue;

    /// <summary>A permutation of 0 … count − 1 (Fisher and Yates).</summary>
    public static int[] Of(ulong seed, int epoch, int count)
    {
        var random = new CounterRandom(seed, (ulong)epoch, OrderStream);
        var order = Enumerable.Range(0, count).ToArray();
        for (var k = count - 1; k > 0; k--)
        {
            var other = random.Below((ulong)k, k + 1);
            (order[k], order[other]) = (order[other], order[k]);
        }

        return order;
    }
}
