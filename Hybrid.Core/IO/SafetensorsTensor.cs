using System.Collections.Immutable;

namespace Hybrid.Core.IO;

/// <summary>A named array of a safetensors file.</summary>
/// <param name="Name">Such as "l1.weight".</param>
/// <param name="Shape">The length of each axis, row-major; empty for a scalar.</param>
/// <param name="Values">The elements.</param>
public sealed record SafetensorsTensor(string Name, ImmutableArray<int> Shape, ReadOnlyMemory<double> Values);
