namespace Hybrid.Physics.Basis;

/// <summary>
/// Walks a <see cref="ShellPairRecipe"/> forwards for the integrals of one pair of shells, and backwards for their derivatives.
/// </summary>
internal sealed class ShellPairKernel
{
    private readonly double[] moments = new double[ShellPairRecipe.MomentCount(CartesianMonomials.HighestDegree)];
    private readonly double[] momentAdjoints = new double[ShellPairRecipe.MomentCount(CartesianMonomials.HighestDegree)];
    private readonly double[] powers = new double[CartesianMonomials.TotalCount];
    private readonly double[] powerAdjoints = new double[CartesianMonomials.TotalCount];
    private readonly double[] integrals = new double[CartesianMonomials.TotalCount];
    private readonly double[] integralAdjoints = new double[CartesianMonomials.TotalCount];
    private readonly double[] elements = new double[250];

    private PrimitivePairs primitives = new();
    private ShellPairRecipe recipe = ShellPairRecipe.Of(0, 0, 0);
    private (double X, double Y, double Z) r;
    private double squaredDistance;
    private int rows;
    private int columns;
    private int operatorCount;

    /// <summary>The derivatives of a contraction with the integrals: by R = R_B − R_A and by the Slater exponents.</summary>
    public readonly record struct Derivatives(double X, double Y, double Z, PrimitivePairs.Derivatives Exponents);

    /// <summary>Makes the integrals of monomials for one pair of shells; false when the shells do not overlap.</summary>
    public bool Begin(PrimitivePairs pair, int la, int lb, int order, double x, double y, double z)
    {
        squaredDistance = (x * x) + (y * y) + (z * z);
        if (pair.SmallestReducedExponent * squaredDistance > BlockLayout.LargestGaussianArgument)
            return false;
        primitives = pair;
        recipe = ShellPairRecipe.Of(la, lb, order);
        r = (x, y, z);
        rows = SolidHarmonics.Count(la);
        columns = SolidHarmonics.Count(lb);
        operatorCount = ShellPairRecipe.OperatorCount(order);
        pair.Moments(recipe.Degree, squaredDistance, moments);
        CartesianMonomials.Evaluate(recipe.Degree, x, y, z, powers);
        var T = integrals.AsSpan(0, CartesianMonomials.Count(recipe.Degree));
        T.Clear();
        foreach (ref readonly var term in recipe.MomentTerms.AsSpan())
            T[term.Target] += term.Coefficient * powers[term.Monomial] * moments[term.Source];
        return true;
    }

    /// <summary>Writes the integrals into the rows and columns of an atom pair's block, operator by operator.</summary>
    public void Scatter(Span<double> block, in BlockLayout.Block shape, int firstRow, int firstColumn)
    {
        var count = operatorCount * rows * columns;
        elements.AsSpan(0, count).Clear();
        foreach (ref readonly var term in recipe.BlockTerms.AsSpan())
            elements[term.Target] += term.Coefficient * powers[term.Monomial] * integrals[term.Source];
        for (int op = 0, element = 0; op < operatorCount; op++)
        {
            for (var μ = 0; μ < rows; μ++)
            {
                var place = (op * shape.Size) + ((firstRow + μ) * shape.Columns) + firstColumn;
                for (var ν = 0; ν < columns; ν++)
                    block[place + ν] = elements[element++];
            }
        }
    }

    /// <summary>The chain rule of <see cref="Scatter"/> for the adjoints of a block.</summary>
    public Derivatives PropagateAdjoint(ReadOnlySpan<double> block, in BlockLayout.Block shape, int firstRow, int firstColumn, bool withExponents)
    {
        for (int op = 0, element = 0; op < operatorCount; op++)
        {
            for (var μ = 0; μ < rows; μ++)
            {
                var place = (op * shape.Size) + ((firstRow + μ) * shape.Columns) + firstColumn;
                for (var ν = 0; ν < columns; ν++)
                    elements[element++] = block[place + ν];
            }
        }

        var count = CartesianMonomials.Count(recipe.Degree);
        var T̄ = integralAdjoints.AsSpan(0, count);
        var r̄ = powerAdjoints.AsSpan(0, count);
        var M̄ = momentAdjoints.AsSpan(0, ShellPairRecipe.MomentCount(recipe.Degree));
        T̄.Clear();
        r̄.Clear();
        M̄.Clear();
        foreach (ref readonly var term in recipe.BlockTerms.AsSpan())
        {
            var weight = term.Coefficient * elements[term.Target];
            T̄[term.Source] += weight * powers[term.Monomial];
            r̄[term.Monomial] += weight * integrals[term.Source];
        }

        foreach (ref readonly var term in recipe.MomentTerms.AsSpan())
        {
            var weight = term.Coefficient * T̄[term.Target];
            M̄[term.Source] += weight * powers[term.Monomial];
            r̄[term.Monomial] += weight * moments[term.Source];
        }

        var (x, y, z) = CartesianMonomials.PropagateAdjoint(recipe.Degree, r.X, r.Y, r.Z, powers, r̄);
        var radial = primitives.PropagateAdjoint(recipe.Degree, squaredDistance, M̄, withExponents);
        var twice = 2.0 * radial.BySquaredDistance;
        return new Derivatives(x + (twice * r.X), y + (twice * r.Y), z + (twice * r.Z), radial);
    }
}
