namespace Hybrid.Physics.Basis;

/// <summary>
/// Walks a <see cref="ShellPairRecipe"/> forwards for the integrals of one pair of shells, and backwards for their derivatives.
/// </summary>
internal sealed class ShellPairKernel
{
    private readonly double[] moments = new double[ShellPairRecipe.MomentCount(CartesianMonomials.HighestDegree)];
    private readonly double[] momentAdjoints = new double[ShellPairRecipe.MomentCount(CartesianMonomials.HighestDegree)];
    private readonly double[] kineticMoments = new double[ShellPairRecipe.MomentCount(2 * SolidHarmonics.HighestL)];
    private readonly double[] powers = new double[CartesianMonomials.TotalCount];
    private readonly double[] powerAdjoints = new double[CartesianMonomials.TotalCount];
    private readonly double[] integrals = new double[CartesianMonomials.TotalCount];
    private readonly double[] integralAdjoints = new double[CartesianMonomials.TotalCount];
    private readonly double[] kineticIntegrals = new double[CartesianMonomials.Count(2 * SolidHarmonics.HighestL)];
    private readonly double[] elements = new double[275];

    private PrimitivePairs primitives = new();
    private ShellPairRecipe recipe = ShellPairRecipe.Of(0, 0, 0);
    private ShellPairRecipe? overlapRecipe;
    private (double X, double Y, double Z) r;
    private double squaredDistance;
    private int rows;
    private int columns;
    private int multipoleCount;

    /// <summary>The derivatives of a contraction with the integrals: by R = R_B − R_A and by the Slater exponents.</summary>
    public readonly record struct Derivatives(double X, double Y, double Z, PrimitivePairs.Derivatives Exponents);

    private int OperatorCount => overlapRecipe is null ? multipoleCount : multipoleCount + 1;

    /// <summary>Makes the integrals of monomials for one pair of shells; false when the shells do not overlap.</summary>
    public bool Begin(PrimitivePairs pair, int la, int lb, int order, bool withKinetic, double x, double y, double z)
    {
        squaredDistance = (x * x) + (y * y) + (z * z);
        if (pair.SmallestReducedExponent * squaredDistance > BlockLayout.LargestGaussianArgument)
            return false;
        primitives = pair;
        recipe = ShellPairRecipe.Of(la, lb, order);
        overlapRecipe = withKinetic ? ShellPairRecipe.Of(la, lb, 0) : null;
        r = (x, y, z);
        rows = SolidHarmonics.Count(la);
        columns = SolidHarmonics.Count(lb);
        multipoleCount = ShellPairRecipe.OperatorCount(order);
        CartesianMonomials.Evaluate(recipe.Degree, x, y, z, powers);
        pair.Moments(recipe.Degree, squaredDistance, moments);
        ToMonomials(recipe, moments, integrals);
        if (overlapRecipe is not null)
        {
            pair.KineticMoments(overlapRecipe.Degree, squaredDistance, kineticMoments);
            ToMonomials(overlapRecipe, kineticMoments, kineticIntegrals);
        }

        return true;
    }

    /// <summary>Writes the integrals into the rows and columns of an atom pair's block, operator by operator, the kinetic energy last.</summary>
    public void Scatter(Span<double> block, in BlockLayout.Block shape, int firstRow, int firstColumn)
    {
        elements.AsSpan(0, OperatorCount * rows * columns).Clear();
        foreach (ref readonly var term in recipe.BlockTerms.AsSpan())
            elements[term.Target] += term.Coefficient * powers[term.Monomial] * integrals[term.Source];
        if (overlapRecipe is not null)
        {
            var T = elements.AsSpan(multipoleCount * rows * columns, rows * columns);
            foreach (ref readonly var term in overlapRecipe.BlockTerms.AsSpan())
                T[term.Target] += term.Coefficient * powers[term.Monomial] * kineticIntegrals[term.Source];
            foreach (ref readonly var term in recipe.LaplacianTerms.AsSpan())
                T[term.Target] += term.Coefficient * powers[term.Monomial] * moments[term.Source];
        }

        for (int op = 0, element = 0; op < OperatorCount; op++)
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
        for (int op = 0, element = 0; op < OperatorCount; op++)
        {
            for (var μ = 0; μ < rows; μ++)
            {
                var place = (op * shape.Size) + ((firstRow + μ) * shape.Columns) + firstColumn;
                for (var ν = 0; ν < columns; ν++)
                    elements[element++] = block[place + ν];
            }
        }

        var r̄ = powerAdjoints.AsSpan(0, CartesianMonomials.Count(recipe.Degree));
        var M̄ = momentAdjoints.AsSpan(0, ShellPairRecipe.MomentCount(recipe.Degree));
        r̄.Clear();
        PrimitivePairs.Derivatives radial = default;
        if (overlapRecipe is not null)
        {
            var T̄ = elements.AsSpan(multipoleCount * rows * columns, rows * columns);
            FromElements(overlapRecipe, kineticMoments, kineticIntegrals, T̄, M̄, r̄);
            radial = primitives.PropagateKineticAdjoint(overlapRecipe.Degree, squaredDistance, M̄, withExponents);
        }

        FromElements(recipe, moments, integrals, elements, M̄, r̄);
        if (overlapRecipe is not null)
        {
            foreach (ref readonly var term in recipe.LaplacianTerms.AsSpan())
            {
                var weight = term.Coefficient * elements[(multipoleCount * rows * columns) + term.Target];
                M̄[term.Source] += weight * powers[term.Monomial];
                r̄[term.Monomial] += weight * moments[term.Source];
            }
        }

        var (x, y, z) = CartesianMonomials.PropagateAdjoint(recipe.Degree, r.X, r.Y, r.Z, powers, r̄);
        radial += primitives.PropagateAdjoint(recipe.Degree, squaredDistance, M̄, withExponents);
        var twice = 2.0 * radial.BySquaredDistance;
        return new Derivatives(x + (twice * r.X), y + (twice * r.Y), z + (twice * r.Z), radial);
    }

    /// <summary>Step (1) of a recipe.</summary>
    private void ToMonomials(ShellPairRecipe of, ReadOnlySpan<double> radialMoments, Span<double> result)
    {
        var T = result[..CartesianMonomials.Count(of.Degree)];
        T.Clear();
        foreach (ref readonly var term in of.MomentTerms.AsSpan())
            T[term.Target] += term.Coefficient * powers[term.Monomial] * radialMoments[term.Source];
    }

    /// <summary>The chain rule of steps (2) and (1): overwrites the moments' adjoints and adds to the monomials'.</summary>
    private void FromElements(
        ShellPairRecipe of, ReadOnlySpan<double> radialMoments, ReadOnlySpan<double> T, ReadOnlySpan<double> elementAdjoints, Span<double> M̄, Span<double> r̄)
    {
        var T̄ = integralAdjoints.AsSpan(0, CartesianMonomials.Count(of.Degree));
        T̄.Clear();
        M̄.Clear();
        foreach (ref readonly var term in of.BlockTerms.AsSpan())
        {
            var weight = term.Coefficient * elementAdjoints[term.Target];
            T̄[term.Source] += weight * powers[term.Monomial];
            r̄[term.Monomial] += weight * T[term.Source];
        }

        foreach (ref readonly var term in of.MomentTerms.AsSpan())
        {
            var weight = term.Coefficient * T̄[term.Target];
            M̄[term.Source] += weight * powers[term.Monomial];
            r̄[term.Monomial] += weight * radialMoments[term.Source];
        }
    }
}
