using Hybrid.Physics.Parameters;

namespace Hybrid.Physics.Basis;

/// <summary>
/// A normalised Slater function as a sum of Gaussians, r^(n−1) e^(−ζr) ≈ Σ_k c_k g_l(ζ² α_k), where g_l(α) is the
/// normalised r^l e^(−αr²).
/// </summary>
/// <remarks>
/// R. F. Stewart, J. Chem. Phys. 52, 431 (1970), doi:10.1063/1.1672702, in the selection that xtb 6.5.1 uses: 1s to 5g
/// with one to six Gaussians (4s and 4p with six are not the published ones), and 6s and 6p with six. Immutable.
/// </remarks>
public sealed class SlaterExpansion
{
    private const string Resource = "Hybrid.Physics/Basis/slater-expansions.json";

    private static readonly Lazy<Dictionary<(int N, int L, int Primitives), SlaterExpansion>> Expansions = new(Read);

    private readonly double[] exponents;
    private readonly double[] coefficients;

    private SlaterExpansion(double[] exponents, double[] coefficients)
    {
        this.exponents = exponents;
        this.coefficients = coefficients;
    }

    /// <summary>The Gaussian exponents α_k in a0⁻² for ζ = 1; multiply by ζ² for another ζ.</summary>
    public ReadOnlySpan<double> Exponents => exponents;

    /// <summary>The coefficients c_k of the normalised Gaussians; the same for every ζ.</summary>
    public ReadOnlySpan<double> Coefficients => coefficients;

    internal static IEnumerable<(int N, int L, int Primitives)> Known => Expansions.Value.Keys;

    /// <summary>The expansion of a Slater function.</summary>
    /// <param name="n">Principal quantum number, 1 to 6.</param>
    /// <param name="l">Angular momentum, 0 (s) to 4 (g), below n.</param>
    /// <param name="primitives">The number of Gaussians, 1 to 6.</param>
    /// <exception cref="ArgumentException">There is no such expansion.</exception>
    public static SlaterExpansion Of(int n, int l, int primitives) => Expansions.Value.TryGetValue((n, l, primitives), out var expansion)
        ? expansion
        : throw new ArgumentException($"An expansion was expected to be of 1s to 5g with 1 to 6 Gaussians or of 6s or 6p with 6, but n = {n}, l = {l} with {primitives} was asked for.", nameof(primitives));

    private static Dictionary<(int N, int L, int Primitives), SlaterExpansion> Read()
    {
        using var stream = typeof(SlaterExpansion).Assembly.GetManifestResourceStream(Resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        using var document = JsonField.Parse(bytes, Resource);
        var expansions = new Dictionary<(int N, int L, int Primitives), SlaterExpansion>();
        foreach (var row in JsonField.Root(document, Resource)["expansions"].Items())
        {
            if (!ShellDescription.TryParse(row["shell"].Text(), out var n, out var l))
                throw row["shell"].Error("a shell such as 2p was expected");
            var exponents = row["exponents"].Items().Select(value => value.Number()).ToArray();
            var coefficients = row["coefficients"].Items().Select(value => value.Number()).ToArray();
            if (coefficients.Length != exponents.Length)
                throw row["coefficients"].Error("as many coefficients as exponents were expected");
            expansions.Add((n, l, exponents.Length), new SlaterExpansion(exponents, coefficients));
        }

        return expansions;
    }
}
