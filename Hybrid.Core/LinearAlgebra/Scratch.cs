namespace Hybrid.Core.LinearAlgebra;

/// <summary>Memory of one thread that grows to the largest size asked for and is used again by the next call.</summary>
internal sealed class Scratch
{
    [ThreadStatic]
    private static Scratch? mine;

    private readonly double[]?[] numbers = new double[]?[4];
    private int[] integers = [];

    public static Scratch OfThisThread => mine ??= new Scratch();

    /// <summary>One of four independent buffers, of unspecified content and at least the given length.</summary>
    public double[] Numbers(int buffer, int length)
    {
        var current = numbers[buffer];
        return current is not null && current.Length >= length
            ? current
            : numbers[buffer] = GC.AllocateUninitializedArray<double>(Math.Max(length, 64), pinned: true);
    }

    public int[] Integers(int length) =>
        integers.Length >= length ? integers : integers = GC.AllocateUninitializedArray<int>(Math.Max(length, 64), pinned: true);
}
