namespace Hybrid.Core.Structures;

/// <summary>Three lattice vectors (bohr) and the directions in which the structure repeats. Immutable.</summary>
public sealed class Cell
{
    private readonly double[] vectors;

    /// <summary>Creates a cell.</summary>
    /// <param name="vectors">Nine numbers in bohr: the vectors a, b, c, one after the other.</param>
    /// <param name="periodicA">Repeats along a.</param>
    /// <param name="periodicB">Repeats along b.</param>
    /// <param name="periodicC">Repeats along c.</param>
    /// <exception cref="ArgumentException">Not nine finite numbers, or a periodic cell without volume.</exception>
    public Cell(ReadOnlySpan<double> vectors, bool periodicA = true, bool periodicB = true, bool periodicC = true)
    {
        if (vectors.Length != 9)
            throw new ArgumentException($"A cell needs nine numbers, but {vectors.Length} were given.", nameof(vectors));
        foreach (var component in vectors)
        {
            if (!double.IsFinite(component))
                throw new ArgumentException($"A cell needs finite numbers, but {component} was given.", nameof(vectors));
        }

        this.vectors = vectors.ToArray();
        PeriodicA = periodicA;
        PeriodicB = periodicB;
        PeriodicC = periodicC;
        if (IsPeriodic && Volume < 1e-6)
            throw new ArgumentException($"A periodic cell needs a volume, but its vectors span {Volume:g3} a0³.", nameof(vectors));
    }

    /// <summary>a, b, c in bohr, row-major, shape [3, 3].</summary>
    public ReadOnlySpan<double> Vectors => vectors;

    /// <summary>Repeats along a.</summary>
    public bool PeriodicA { get; }

    /// <summary>Repeats along b.</summary>
    public bool PeriodicB { get; }

    /// <summary>Repeats along c.</summary>
    public bool PeriodicC { get; }

    /// <summary>True when the structure repeats in any direction.</summary>
    public bool IsPeriodic => PeriodicA || PeriodicB || PeriodicC;

    /// <summary>|a · (b × c)| in bohr³.</summary>
    public double Volume
    {
        get
        {
            var v = vectors;
            return Math.Abs(
                (v[0] * ((v[4] * v[8]) - (v[5] * v[7])))
                - (v[1] * ((v[3] * v[8]) - (v[5] * v[6])))
                + (v[2] * ((v[3] * v[7]) - (v[4] * v[6]))));
        }
    }
}
