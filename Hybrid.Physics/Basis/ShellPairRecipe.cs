namespace Hybrid.Physics.Basis;

/// <summary>
/// How the integrals of a pair of shells follow from a few radial moments, as two lists of terms that can be walked
/// forwards and backwards.
/// </summary>
/// <remarks>
/// <para>
/// For Gaussians of exponents a and b, R = R_B − R_A, p = a + b, u = b/p and h = 1/(2p), the integral of a monomial about A is
/// ∫ x^i g_a g_b = Σ_k i!/((i−2k)! k! 2^k) (uX)^(i−2k) h^k per axis, times (π/p)^{3/2} exp(−(ab/p) R²).
/// Contracting over the primitives first leaves the radial moments
/// M_{nk} = Σ c_a c_b (π/p)^{3/2} exp(−(ab/p) R²) u^n h^k, and everything else is geometry:
/// </para>
/// <para>(1) T(x^i y^j z^k) = Σ coefficient · monomial(R) · M_{nk};</para>
/// <para>(2) ⟨φ_A| operator |φ_B⟩ = Σ coefficient · monomial(R) · T, since r_B = r_A − R, and operators about A only raise the power on A.</para>
/// <para>
/// The kinetic energy follows from the overlap's dependence on R, ⟨φ_A|−½∇²|φ_B⟩ = −½ ∇²_R ⟨φ_A|φ_B⟩. A term P(R) M_{nk} of the
/// overlap has a monomial of degree l_A + l_B − 2k and becomes P K_{nk} − ½ (∇²P) M_{nk} with the moments
/// K_{nk} = Σ w exp(−μR²) u^n h^k μ (2(l_A + l_B − 2k) + 3 − 2μR²), where μ = ab/p: the overlap's terms with other moments, and
/// </para>
/// <para>(3) ⟨φ_A|−½∇²|φ_B⟩ += Σ coefficient · monomial(R) · M_{nk}.</para>
/// <para>Operators are 1; x, y, z; xx, xy, yy, xz, yz, zz about A. Obara and Saika, J. Chem. Phys. 84, 3963 (1986), doi:10.1063/1.450106.</para>
/// </remarks>
internal sealed class ShellPairRecipe
{
    /// <summary>One term: target += coefficient · monomial(R)[<see cref="Monomial"/>] · source.</summary>
    public readonly record struct Term(short Target, short Monomial, short Source, double Coefficient);

    private static readonly (int X, int Y, int Z)[] Operators =
        [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (2, 0, 0), (1, 1, 0), (0, 2, 0), (1, 0, 1), (0, 1, 1), (0, 0, 2)];

    private static readonly ShellPairRecipe[,,] Recipes = new ShellPairRecipe[3, 3, 3];

    static ShellPairRecipe()
    {
        for (var la = 0; la <= SolidHarmonics.HighestL; la++)
        {
            for (var lb = 0; lb <= SolidHarmonics.HighestL; lb++)
            {
                for (var order = 0; order <= 2; order++)
                    Recipes[la, lb, order] = new ShellPairRecipe(la, lb, order);
            }
        }
    }

    private ShellPairRecipe(int la, int lb, int order)
    {
        Degree = la + lb + order;
        MomentTerms = [.. FromMoments(Degree)];
        BlockTerms = [.. ToBlock(la, lb, OperatorCount(order))];
        LaplacianTerms = OfLaplacian([.. FromMoments(la + lb)], [.. ToBlock(la, lb, 1)], la + lb, Degree);
    }

    /// <summary>The highest monomial degree, l_A + l_B + the operator's order.</summary>
    public int Degree { get; }

    /// <summary>Step (1): from radial moments to integrals of monomials.</summary>
    public Term[] MomentTerms { get; }

    /// <summary>Step (2): from integrals of monomials to the block, target = (operator · (2l_A+1) + μ) · (2l_B+1) + ν.</summary>
    public Term[] BlockTerms { get; }

    /// <summary>Step (3): the kinetic energy's terms with the Laplacian of a monomial, target = μ · (2l_B+1) + ν.</summary>
    public Term[] LaplacianTerms { get; }

    public static ShellPairRecipe Of(int la, int lb, int order) => Recipes[la, lb, order];

    /// <summary>The number of operators up to a multipole order: 1, 4 or 10.</summary>
    public static int OperatorCount(int order) => order switch { 0 => 1, 1 => 4, _ => 10 };

    /// <summary>The number of radial moments M_{nk} with n + 2k ≤ degree.</summary>
    public static int MomentCount(int degree)
    {
        var count = 0;
        for (var k = 0; 2 * k <= degree; k++)
            count += degree - (2 * k) + 1;
        return count;
    }

    /// <summary>Moments are ordered by k, then n.</summary>
    public static int MomentIndex(int degree, int n, int k)
    {
        var index = n;
        for (var lower = 0; lower < k; lower++)
            index += degree - (2 * lower) + 1;
        return index;
    }

    private static IEnumerable<Term> FromMoments(int degree)
    {
        for (var target = 0; target < CartesianMonomials.Count(degree); target++)
        {
            var (x, y, z) = CartesianMonomials.PowersOf(target);
            for (var kx = 0; 2 * kx <= x; kx++)
            {
                for (var ky = 0; 2 * ky <= y; ky++)
                {
                    for (var kz = 0; 2 * kz <= z; kz++)
                    {
                        int px = x - (2 * kx), py = y - (2 * ky), pz = z - (2 * kz);
                        yield return new Term(
                            (short)target,
                            (short)CartesianMonomials.Index(px, py, pz),
                            (short)MomentIndex(degree, px + py + pz, kx + ky + kz),
                            Pairings(x, kx) * Pairings(y, ky) * Pairings(z, kz));
                    }
                }
            }
        }
    }

    /// <summary>−½ ∇² of the monomials of the overlap, with moments numbered for another degree.</summary>
    private static Term[] OfLaplacian(Term[] momentTerms, Term[] blockTerms, int overlapDegree, int degree)
    {
        var sums = new SortedDictionary<(short Target, short Monomial, short Source), double>();
        foreach (var outer in blockTerms)
        {
            foreach (var inner in momentTerms.Where(term => term.Target == outer.Source))
            {
                var (a, b) = (CartesianMonomials.PowersOf(outer.Monomial), CartesianMonomials.PowersOf(inner.Monomial));
                var (x, y, z) = (a.X + b.X, a.Y + b.Y, a.Z + b.Z);
                var (n, k) = MomentOf(overlapDegree, inner.Source);
                var source = (short)MomentIndex(degree, n, k);
                var half = -0.5 * outer.Coefficient * inner.Coefficient;
                Add(x, x - 2, y, z);
                Add(y, x, y - 2, z);
                Add(z, x, y, z - 2);

                void Add(int power, int px, int py, int pz)
                {
                    if (power < 2)
                        return;
                    var key = (outer.Target, (short)CartesianMonomials.Index(px, py, pz), source);
                    sums[key] = sums.GetValueOrDefault(key) + (half * power * (power - 1));
                }
            }
        }

        return [.. sums.Where(sum => sum.Value != 0.0).Select(sum => new Term(sum.Key.Target, sum.Key.Monomial, sum.Key.Source, sum.Value))];
    }

    /// <summary>The inverse of <see cref="MomentIndex"/>.</summary>
    private static (int N, int K) MomentOf(int degree, int index)
    {
        var k = 0;
        while (MomentIndex(degree, 0, k + 1) <= index)
            k++;
        return (index - MomentIndex(degree, 0, k), k);
    }

    private static IEnumerable<Term> ToBlock(int la, int lb, int operatorCount)
    {
        int nA = SolidHarmonics.Count(la), nB = SolidHarmonics.Count(lb);
        for (var op = 0; op < operatorCount; op++)
        {
            for (var μ = 0; μ < nA; μ++)
            {
                for (var ν = 0; ν < nB; ν++)
                {
                    var target = (short)((((op * nA) + μ) * nB) + ν);
                    foreach (var term in Element(Operators[op], SolidHarmonics.Expansion(la, μ).ToArray(), SolidHarmonics.Expansion(lb, ν).ToArray()))
                        yield return term with { Target = target };
                }
            }
        }
    }

    private static IEnumerable<Term> Element(
        (int X, int Y, int Z) op, (int X, int Y, int Z, double Coefficient)[] a, (int X, int Y, int Z, double Coefficient)[] b)
    {
        foreach (var fa in a)
        {
            foreach (var fb in b)
            {
                for (var x = 0; x <= fb.X; x++)
                {
                    for (var y = 0; y <= fb.Y; y++)
                    {
                        for (var z = 0; z <= fb.Z; z++)
                        {
                            // (r − R)^b = Σ binomial · r^(b−s) · (−R)^s with s = (x, y, z)
                            var sign = (x + y + z) % 2 == 0 ? 1.0 : -1.0;
                            yield return new Term(
                                0,
                                (short)CartesianMonomials.Index(x, y, z),
                                (short)CartesianMonomials.Index(fa.X + op.X + fb.X - x, fa.Y + op.Y + fb.Y - y, fa.Z + op.Z + fb.Z - z),
                                sign * fa.Coefficient * fb.Coefficient * Binomial(fb.X, x) * Binomial(fb.Y, y) * Binomial(fb.Z, z));
                        }
                    }
                }
            }
        }
    }

    /// <summary>i! / ((i−2k)! k! 2^k): the number of ways to choose k pairs out of i.</summary>
    private static double Pairings(int i, int k)
    {
        var ways = 1.0;
        for (var pair = 0; pair < k; pair++)
            ways *= (i - (2 * pair)) * (i - (2 * pair) - 1) / 2.0 / (pair + 1);
        return ways;
    }

    private static double Binomial(int n, int k)
    {
        var value = 1.0;
        for (var i = 0; i < k; i++)
            value = value * (n - i) / (i + 1);
        return value;
    }
}
