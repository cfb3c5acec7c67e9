using Hybrid.Core.Units;

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
                throw new ArgumentException(FormattableString.Invariant($"A cell needs finite numbers, but {component} was given."), nameof(vectors));
        }

        this.vectors = vectors.ToArray();
        PeriodicA = periodicA;
        PeriodicB = periodicB;
        PeriodicC = periodicC;
        if (IsPeriodic && Volume < 1e-6)
            throw new ArgumentException(FormattableString.Invariant($"A periodic cell needs a volume, but its vectors span {Volume:g3} a0³."), nameof(vectors));
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

    /// <summary>A cell from vectors in ångström; the other arguments are those of the constructor.</summary>
    /// <exception cref="ArgumentException">Not nine finite numbers, or a periodic cell without volume.</exception>
    public static Cell FromAngstrom(ReadOnlySpan<double> vectorsInAngstrom, bool periodicA = true, bool periodicB = true, bool periodicC = true)
    {
        var vectors = new double[vectorsInAngstrom.Length];
        for (var i = 0; i < vectors.Length; i++)
            vectors[i] = vectorsInAngstrom[i] * Constants.BohrPerAngstrom;
        return new Cell(vectors, periodicA, periodicB, periodicC);
    }

    /// <summary>Positions (bohr) from fractional coordinates: r = f_a a + f_b b + f_c c.</summary>
    /// <param name="fractional">Three numbers per point.</param>
    /// <exception cref="ArgumentException">Not three numbers per point.</exception>
    public double[] Cartesian(ReadOnlySpan<double> fractional) => Times(fractional, vectors);

    /// <summary>Fractional coordinates, not wrapped, of positions in bohr; the inverse of <see cref="Cartesian"/>.</summary>
    /// <param name="positions">Three numbers per point, in bohr.</param>
    /// <exception cref="ArgumentException">Not three numbers per point.</exception>
    /// <exception cref="InvalidOperationException">The cell has no volume.</exception>
    public double[] Fractional(ReadOnlySpan<double> positions) => Times(positions, Inverse());

    private double[] Inverse()
    {
        var v = vectors;
        double[] adjugate =
        [
            (v[4] * v[8]) - (v[5] * v[7]), (v[2] * v[7]) - (v[1] * v[8]), (v[1] * v[5]) - (v[2] * v[4]),
            (v[5] * v[6]) - (v[3] * v[8]), (v[0] * v[8]) - (v[2] * v[6]), (v[2] * v[3]) - (v[0] * v[5]),
            (v[3] * v[7]) - (v[4] * v[6]), (v[1] * v[6]) - (v[0] * v[7]), (v[0] * v[4]) - (v[1] * v[3]),
        ];
        var determinant = (v[0] * adjugate[0]) + (v[1] * adjugate[3]) + (v[2] * adjugate[6]);
        if (determinant == 0)
            throw new InvalidOperationException("Fractional coordinates need a cell with a volume.");
        for (var i = 0; i < 9; i++)
            adjugate[i] /= determinant;
        return adjugate;
    }

    private static double[] Times(ReadOnlySpan<double> rows, double[] matrix)
    {
        if (rows.Length % 3 != 0)
            throw new ArgumentException($"Three coordinates per point were expected, but {rows.Length} numbers were given.", nameof(rows));
        var product = new double[rows.Length];
        for (var i = 0; i < product.Length; i++)
        {
            var (row, k) = (i - (i % 3), i % 3);
            product[i] = (rows[row] * matrix[k]) + (rows[row + 1] * matrix[3 + k]) + (rows[row + 2] * matrix[6 + k]);
        }

        return product;
    }
}
