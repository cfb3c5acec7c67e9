namespace Hybrid.Physics.Basis;

/// <summary>Numbers the monomials x^i y^j z^k by degree, so that tables can name them by one index.</summary>
internal static class CartesianMonomials
{
    /// <summary>Two d functions and a quadrupole operator: 2 + 2 + 2.</summary>
    public const int HighestDegree = 6;

    /// <summary>The number of monomials of degree 0 … <see cref="HighestDegree"/>.</summary>
    public static readonly int TotalCount = Count(HighestDegree);

    private static readonly (int X, int Y, int Z)[] Powers = Enumerate();
    private static readonly int[,,] Indices = Invert();

    /// <summary>The number of monomials up to a degree: (d+1)(d+2)(d+3)/6.</summary>
    public static int Count(int degree) => (degree + 1) * (degree + 2) * (degree + 3) / 6;

    public static (int X, int Y, int Z) PowersOf(int index) => Powers[index];

    public static int Index(int x, int y, int z) => Indices[x, y, z];

    /// <summary>Every monomial of the vector (x, y, z) up to a degree.</summary>
    public static void Evaluate(int degree, double x, double y, double z, Span<double> values)
    {
        values[0] = 1.0;
        for (var m = 1; m < Count(degree); m++)
        {
            var (lower, axis) = Lowered[m];
            values[m] = values[lower] * (axis == 0 ? x : axis == 1 ? y : z);
        }
    }

    /// <summary>The chain rule of <see cref="Evaluate"/>: turns adjoints of monomials into that of the vector.</summary>
    public static (double X, double Y, double Z) PropagateAdjoint(int degree, double x, double y, double z, ReadOnlySpan<double> values, Span<double> adjoints)
    {
        double x̄ = 0, ȳ = 0, z̄ = 0;
        for (var m = Count(degree) - 1; m > 0; m--)
        {
            var (lower, axis) = Lowered[m];
            var ā = adjoints[m];
            switch (axis)
            {
                case 0:
                    x̄ += ā * values[lower];
                    adjoints[lower] += ā * x;
                    break;
                case 1:
                    ȳ += ā * values[lower];
                    adjoints[lower] += ā * y;
                    break;
                default:
                    z̄ += ā * values[lower];
                    adjoints[lower] += ā * z;
                    break;
            }
        }

        return (x̄, ȳ, z̄);
    }

    /// <summary>The monomial of one degree less that becomes this one when multiplied by an axis.</summary>
    private static readonly (int Lower, int Axis)[] Lowered = Powers
        .Select(p => p.X > 0 ? (Indices[p.X - 1, p.Y, p.Z], 0)
            : p.Y > 0 ? (Indices[p.X, p.Y - 1, p.Z], 1)
            : p.Z > 0 ? (Indices[p.X, p.Y, p.Z - 1], 2) : (0, 0))
        .ToArray();

    private static (int X, int Y, int Z)[] Enumerate()
    {
        var powers = new List<(int, int, int)>();
        for (var degree = 0; degree <= HighestDegree; degree++)
        {
            for (var x = degree; x >= 0; x--)
            {
                for (var y = degree - x; y >= 0; y--)
                    powers.Add((x, y, degree - x - y));
            }
        }

        return [.. powers];
    }

    private static int[,,] Invert()
    {
        var indices = new int[HighestDegree + 1, HighestDegree + 1, HighestDegree + 1];
        for (var m = 0; m < Powers.Length; m++)
            indices[Powers[m].X, Powers[m].Y, Powers[m].Z] = m;
        return indices;
    }
}
