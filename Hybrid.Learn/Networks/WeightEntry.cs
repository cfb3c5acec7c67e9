using System.Collections.Immutable;

namespace Hybrid.Learn.Networks;

/// <summary>One named array among the weights of a model.</summary>
/// <param name="Name">Such as "message0.filter.weight".</param>
/// <param name="Shape">The length of each axis, row-major.</param>
/// <param name="Offset">Where it begins in the flat array of all weights.</param>
/// <param name="Initialisation">What it holds untrained.</param>
/// <param name="Role">What kind of number it holds: which penalties and learning rates apply.</param>
public sealed record WeightEntry(string Name, ImmutableArray<int> Shape, int Offset, Initialisation Initialisation, WeightRole Role)
{
    /// <summary>The number of elements.</summary>
    public int Length { get; } = Count(Shape);

    private static int Count(ImmutableArray<int> shape)
    {
        var count = 1;
        foreach (var length in shape)
            count = checked(count * length);
        return count;
    }
}
