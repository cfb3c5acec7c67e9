namespace Hybrid.Physics.Basis;

/// <summary>
/// The contracted shells of a structure for given Slater exponents. Shells with equal exponents share one contraction, so
/// that pairs of them share one table of primitive pairs.
/// </summary>
internal sealed class ContractedBasis
{
    /// <summary>Beyond this many distinct contractions, tables of primitive pairs are made when needed and not kept.</summary>
    private const int LargestCachedCount = 48;

    private readonly List<ContractedShell> contractions = [];
    private readonly int[] contractionOf;
    private readonly PrimitivePairs?[] tables;
    private readonly PrimitivePairs scratch = new();

    public ContractedBasis(OrbitalBasis basis, ReadOnlySpan<double> slaterExponents)
    {
        var known = new Dictionary<(int N, int L, int Primitives, double ζ, double Partner), int>();
        contractionOf = new int[basis.ShellCount];
        for (var s = 0; s < basis.ShellCount; s++)
        {
            var shell = basis.Shells[s];
            var partner = basis.Partner(s);
            var key = (shell.PrincipalNumber, shell.AngularMomentum, shell.PrimitiveCount, slaterExponents[s], partner < 0 ? 0.0 : slaterExponents[partner]);
            if (!known.TryGetValue(key, out var contraction))
            {
                contraction = known.Count;
                known.Add(key, contraction);
                var expansion = SlaterExpansion.Of(shell.PrincipalNumber, shell.AngularMomentum, shell.PrimitiveCount);
                var contracted = ContractedShell.OfSlater(expansion, shell.AngularMomentum, slaterExponents[s]);
                contractions.Add(partner < 0 ? contracted : contracted.OrthogonalisedTo(contractions[contractionOf[partner]]));
            }

            contractionOf[s] = contraction;
        }

        tables = contractions.Count <= LargestCachedCount ? new PrimitivePairs?[contractions.Count * contractions.Count] : [];
    }

    /// <summary>The exponent of each atom's most diffuse Gaussian, 1/a0².</summary>
    public double[] WidestOfAtoms(OrbitalBasis basis)
    {
        var widest = new double[basis.AtomCount];
        Array.Fill(widest, double.PositiveInfinity);
        for (var s = 0; s < basis.ShellCount; s++)
            widest[basis.ShellAtom[s]] = Math.Min(widest[basis.ShellAtom[s]], this[s].SmallestExponent);
        return widest;
    }

    public ContractedShell this[int shell] => contractions[contractionOf[shell]];

    /// <summary>The table of primitive pairs of two shells; valid until the next call when there are too many to keep.</summary>
    public PrimitivePairs Pairs(int shellA, int shellB)
    {
        if (tables.Length == 0)
        {
            scratch.Fill(this[shellA], this[shellB]);
            return scratch;
        }

        ref var table = ref tables[(contractionOf[shellA] * contractions.Count) + contractionOf[shellB]];
        if (table is null)
        {
            table = new PrimitivePairs();
            table.Fill(this[shellA], this[shellB]);
        }

        return table;
    }
}
