namespace Hybrid.Physics.Models;

/// <summary>Energies and occupations of orbitals. Both spins share the orbitals, each with its own Fermi level.</summary>
public sealed class MolecularOrbitals
{
    private readonly double[] energies;
    private readonly double[] alpha;
    private readonly double[] beta;

    internal MolecularOrbitals(double[] energies, double[] alpha, double[] beta, int alphaElectrons)
    {
        this.energies = energies;
        this.alpha = alpha;
        this.beta = beta;
        HomoIndex = alphaElectrons > 0 ? alphaElectrons - 1 : null;
        LumoIndex = alphaElectrons < energies.Length ? alphaElectrons : null;
    }

    /// <summary>The number of orbitals.</summary>
    public int Count => energies.Length;

    /// <summary>ε, ascending, Eh.</summary>
    public ReadOnlySpan<double> Energies => energies;

    /// <summary>Occupations with α electrons, 0 to 1.</summary>
    public ReadOnlySpan<double> AlphaOccupations => alpha;

    /// <summary>Occupations with β electrons, 0 to 1.</summary>
    public ReadOnlySpan<double> BetaOccupations => beta;

    /// <summary>The highest orbital that the α electrons fill at 0 K, from zero; null without electrons.</summary>
    public int? HomoIndex { get; }

    /// <summary>The orbital above it; null when all are full.</summary>
    public int? LumoIndex { get; }

    /// <summary>ε of the highest occupied orbital, Eh.</summary>
    public double? Homo => HomoIndex is { } i ? energies[i] : null;

    /// <summary>ε of the lowest unoccupied orbital, Eh.</summary>
    public double? Lumo => LumoIndex is { } i ? energies[i] : null;

    /// <summary>ε(LUMO) − ε(HOMO), Eh.</summary>
    public double? Gap => Lumo - Homo;

    /// <summary>Electrons of either spin in one orbital, 0 to 2.</summary>
    public double Occupation(int orbital) => alpha[orbital] + beta[orbital];

    /// <summary>Groups of orbitals in which each is closer than <paramref name="threshold"/> (Eh) to the next.</summary>
    internal List<Range> Degenerate(double threshold)
    {
        var groups = new List<Range>();
        for (var first = 0; first < Count;)
        {
            var end = first + 1;
            while (end < Count && energies[end] - energies[end - 1] < threshold)
                end++;
            if (end - first > 1)
                groups.Add(first..end);
            first = end;
        }

        return groups;
    }

    /// <summary>
    /// True when the last of <paramref name="electrons"/> electrons of one spin could as well be in the next orbital: closer
    /// than <paramref name="threshold"/> (Eh). Never without electrons or with all orbitals full.
    /// </summary>
    internal bool IsFrontierDegenerate(double electrons, double threshold)
    {
        var n = (int)Math.Round(electrons);
        return n > 0 && n < Count && Math.Abs(energies[n] - energies[n - 1]) < threshold;
    }

    internal bool HasFractionalOccupations(double tolerance)
    {
        for (var i = 0; i < Count; i++)
        {
            if ((alpha[i] > tolerance && alpha[i] < 1.0 - tolerance) || (beta[i] > tolerance && beta[i] < 1.0 - tolerance))
                return true;
        }

        return false;
    }
}
