using System.Numerics.Tensors;

namespace Hybrid.Physics.Response.Selection;

/// <summary>
/// Closed-shell orbitals in Löwdin's orthogonal functions, each of which belongs to a site: what transition charges
/// q^A_pq = Σ_{μ∈A} C̃_pμ C̃_qμ are made of. Values only; immutable.
/// </summary>
public sealed class SiteOrbitals
{
    private readonly ReadOnlyMemory<double> coefficients;
    private readonly ReadOnlyMemory<double> energies;
    private readonly int[] firstFunction;

    /// <summary>Views over memory of the caller.</summary>
    /// <param name="occupiedCount">How many of the lowest orbitals hold two electrons each.</param>
    /// <param name="coefficients">C̃ = C S^½, one orbital per row, C̃ C̃ᵀ = 1, shape [n, n].</param>
    /// <param name="energies">ε of each orbital, ascending, Eh.</param>
    /// <param name="siteOfFunction">The site of each of the n functions, ascending from zero.</param>
    /// <exception cref="ArgumentException">The lengths don't fit, the sites are not in order, or no orbital is occupied or virtual.</exception>
    public SiteOrbitals(int occupiedCount, ReadOnlyMemory<double> coefficients, ReadOnlyMemory<double> energies, ReadOnlySpan<int> siteOfFunction)
    {
        var n = energies.Length;
        if (coefficients.Length != n * siteOfFunction.Length)
            throw new ArgumentException($"{n} orbitals of {siteOfFunction.Length} coefficients were expected, but {coefficients.Length} coefficients came.", nameof(coefficients));
        if (occupiedCount < 1 || occupiedCount >= n)
            throw new ArgumentException($"An excitation needs an occupied and a virtual orbital, but {occupiedCount} of {n} orbitals are occupied.", nameof(occupiedCount));
        var first = new List<int>();
        for (var μ = 0; μ < siteOfFunction.Length; μ++)
        {
            if (siteOfFunction[μ] == first.Count)
                first.Add(μ);
            else if (siteOfFunction[μ] != first.Count - 1)
                throw new ArgumentException($"Sites in ascending order without gaps were expected, but function {μ + 1} is on site {siteOfFunction[μ] + 1} after site {first.Count}.", nameof(siteOfFunction));
        }

        firstFunction = [.. first, siteOfFunction.Length];
        OccupiedCount = occupiedCount;
        this.coefficients = coefficients;
        this.energies = energies;
    }

    /// <summary>The number of orbitals.</summary>
    public int Count => energies.Length;

    /// <summary>The number of functions that the orbitals are made of.</summary>
    public int FunctionCount => firstFunction[^1];

    /// <summary>The number of doubly occupied orbitals.</summary>
    public int OccupiedCount { get; }

    /// <summary>The number of empty orbitals.</summary>
    public int VirtualCount => Count - OccupiedCount;

    /// <summary>The number of sites.</summary>
    public int SiteCount => firstFunction.Length - 1;

    /// <summary>One orbital per row, shape [orbitals, functions].</summary>
    public ReadOnlySpan<double> Coefficients => coefficients.Span;

    /// <summary>ε of each orbital, ascending, Eh.</summary>
    public ReadOnlySpan<double> Energies => energies.Span;

    /// <summary>The first function of a site; <c>FirstFunction(SiteCount)</c> is the number of functions.</summary>
    public int FirstFunction(int site) => firstFunction[site];

    /// <summary>C̃ of one orbital.</summary>
    internal ReadOnlySpan<double> Orbital(int p) => coefficients.Span.Slice(p * FunctionCount, FunctionCount);

    /// <summary>charges_A = q^A_pq; <paramref name="product"/> is scratch of <see cref="FunctionCount"/> numbers.</summary>
    internal void TransitionCharges(int p, int q, Span<double> product, Span<double> charges)
    {
        TensorPrimitives.Multiply(Orbital(p), Orbital(q), product);
        for (var site = 0; site < charges.Length; site++)
        {
            var sum = 0.0;
            for (var μ = firstFunction[site]; μ < firstFunction[site + 1]; μ++)
                sum += product[μ];
            charges[site] = sum;
        }
    }
}
