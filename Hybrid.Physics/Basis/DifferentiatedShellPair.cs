using System.Runtime.Intrinsics;

namespace Hybrid.Physics.Basis;

/// <summary>
/// Walks a <see cref="ShellPairRecipe"/> forwards for the overlap and dipole integrals of one pair of shells together with
/// their derivatives with respect to R = R_B − R_A.
/// </summary>
/// <remarks>
/// Every quantity carries its derivatives in one vector (value, ∂/∂X, ∂/∂Y, ∂/∂Z), so that a product costs two
/// multiplications of vectors.
/// </remarks>
internal sealed class DifferentiatedShellPair
{
    private const int Order = 1;
    private const int HighestDegree = (2 * SolidHarmonics.HighestL) + Order;
    private const int LargestBlock = 4 * 25;

    /// <summary>For each monomial and axis its power and the monomial of one power less.</summary>
    private static readonly (int Power, int Lower)[,] Lowered = MakeLowered();

    private readonly double[] moments = new double[ShellPairRecipe.MomentCount(HighestDegree)];
    private readonly double[] slopes = new double[ShellPairRecipe.MomentCount(HighestDegree)];
    private readonly double[] powers = new double[CartesianMonomials.Count(HighestDegree)];
    private readonly Vector256<double>[] powerSlopes = new Vector256<double>[CartesianMonomials.Count(HighestDegree)];
    private readonly Vector256<double>[] integrals = new Vector256<double>[CartesianMonomials.Count(HighestDegree)];
    private readonly Vector256<double>[] elements = new Vector256<double>[LargestBlock];

    /// <summary>
    /// ⟨μ|O|ν⟩ of a pair of shells and its derivatives, (operator · rows + μ) · columns + ν with O = 1, x, y, z about the row
    /// atom; empty when the shells do not overlap.
    /// </summary>
    public ReadOnlySpan<Vector256<double>> Elements(PrimitivePairs pair, int la, int lb, double x, double y, double z)
    {
        var squaredDistance = (x * x) + (y * y) + (z * z);
        if (pair.SmallestReducedExponent * squaredDistance > BlockLayout.LargestGaussianArgument)
            return [];
        var recipe = ShellPairRecipe.Of(la, lb, Order);
        pair.MomentsAndSlopes(recipe.Degree, squaredDistance, moments, slopes);
        var count = CartesianMonomials.Count(recipe.Degree);
        CartesianMonomials.Evaluate(recipe.Degree, x, y, z, powers);
        for (var m = 0; m < count; m++)
            powerSlopes[m] = Vector256.Create(0.0, Slope(m, 0), Slope(m, 1), Slope(m, 2));

        var T = integrals.AsSpan(0, count);
        T.Clear();
        var twiceR = Vector256.Create(0.0, 2.0 * x, 2.0 * y, 2.0 * z);
        foreach (ref readonly var term in recipe.MomentTerms.AsSpan())
        {
            var moment = Vector256.CreateScalar(moments[term.Source]) + (twiceR * slopes[term.Source]);
            T[term.Target] += term.Coefficient * Product(term.Monomial, moment);
        }

        var block = elements.AsSpan(0, ShellPairRecipe.OperatorCount(Order) * SolidHarmonics.Count(la) * SolidHarmonics.Count(lb));
        block.Clear();
        foreach (ref readonly var term in recipe.BlockTerms.AsSpan())
            block[term.Target] += term.Coefficient * Product(term.Monomial, T[term.Source]);
        return block;
    }

    private Vector256<double> Product(int monomial, Vector256<double> factor) =>
        (powers[monomial] * factor) + (factor.ToScalar() * powerSlopes[monomial]);

    private double Slope(int monomial, int axis)
    {
        var (power, lower) = Lowered[monomial, axis];
        return power == 0 ? 0.0 : power * powers[lower];
    }

    private static (int Power, int Lower)[,] MakeLowered()
    {
        var lowered = new (int, int)[CartesianMonomials.Count(HighestDegree), 3];
        for (var m = 0; m < lowered.GetLength(0); m++)
        {
            var (x, y, z) = CartesianMonomials.PowersOf(m);
            lowered[m, 0] = (x, x == 0 ? 0 : CartesianMonomials.Index(x - 1, y, z));
            lowered[m, 1] = (y, y == 0 ? 0 : CartesianMonomials.Index(x, y - 1, z));
            lowered[m, 2] = (z, z == 0 ? 0 : CartesianMonomials.Index(x, y, z - 1));
        }

        return lowered;
    }
}
