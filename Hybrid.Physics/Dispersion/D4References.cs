namespace Hybrid.Physics.Dispersion;

/// <summary>
/// The reference systems of D4: coordination number, charge and dynamic polarizability of the atom in each.
/// </summary>
/// <remarks>
/// E. Caldeweyher et al., J. Chem. Phys. 150, 154122 (2019), doi:10.1063/1.5090222. The charges are those of GFN2-xTB,
/// doi:10.1021/acs.jctc.8b01176. C6 = 3/π ∫ α_A(iω) α_B(iω) dω by the trapezoidal rule on the table's frequencies.
/// </remarks>
public sealed class D4References : DispersionReferences
{
    private static readonly Lazy<D4References> Table = new(() => new D4References());

    private readonly ElementData?[] elements = new ElementData?[LastElement + 1];
    private readonly double[] frequencies = [];
    private readonly double[] quadrature = [];

    private D4References()
    {
        using var table = new ReferenceTableReader("d4-references.txt", "hybrid-d4-references 1");
        while (table.Next() is { } words)
        {
            if (words[0] == "frequencies" && words.Length > 2)
            {
                frequencies = table.Numbers(words.AsSpan(1));
                quadrature = Trapezoids(frequencies);
            }
            else if (words[0] == "element" && words.Length == 8)
            {
                elements[table.Integer(words[1])] = ReadElement(table, words);
            }
            else
            {
                throw table.Error($"'frequencies' or 'element' with its numbers was expected, but '{words[0]}' was found");
            }
        }

        EnsureComplete(table, elements);
    }

    /// <summary>The published table with the charges of GFN2-xTB, read once.</summary>
    public static D4References Gfn2 => Table.Value;

    /// <summary>The imaginary frequencies of the polarizabilities, Eh.</summary>
    public ReadOnlySpan<double> Frequencies => frequencies;

    /// <inheritdoc/>
    public override ReadOnlySpan<double> CoordinationNumbers(int atomicNumber) => Of(elements, atomicNumber).CoordinationNumbers;

    /// <summary>The charge of the atom in each reference system, e.</summary>
    /// <inheritdoc cref="DispersionReferences.Count" path="/param|/exception"/>
    public ReadOnlySpan<double> Charges(int atomicNumber) => Of(elements, atomicNumber).Charges;

    /// <summary>The polarizability at each imaginary frequency of the atom in one reference system, a0³.</summary>
    /// <param name="atomicNumber">1 to 86.</param>
    /// <param name="reference">Which reference system.</param>
    /// <exception cref="ArgumentException">The element has no references.</exception>
    public ReadOnlySpan<double> Polarizabilities(int atomicNumber, int reference) => Of(elements, atomicNumber).Polarizabilities[reference];

    /// <inheritdoc/>
    public override double CovalentRadius(int atomicNumber) => Of(elements, atomicNumber).CovalentRadius;

    /// <inheritdoc/>
    public override double RadialMoment(int atomicNumber) => Of(elements, atomicNumber).RadialMoment;

    /// <summary>The electronegativity (Pauling's scale) that the coordination number's covalency factor uses.</summary>
    /// <inheritdoc cref="DispersionReferences.Count" path="/param|/exception"/>
    public double Electronegativity(int atomicNumber) => Of(elements, atomicNumber).Electronegativity;

    /// <summary>The chemical hardness that sets how steeply polarizabilities follow the charge, Eh/e².</summary>
    /// <inheritdoc cref="DispersionReferences.Count" path="/param|/exception"/>
    public double Hardness(int atomicNumber) => Of(elements, atomicNumber).Hardness;

    /// <summary>The nuclear charge less the electrons of the effective core potential, e.</summary>
    /// <inheritdoc cref="DispersionReferences.Count" path="/param|/exception"/>
    public double EffectiveCharge(int atomicNumber) => Of(elements, atomicNumber).EffectiveCharge;

    internal override ReadOnlySpan<int> GaussianCounts(int atomicNumber) => Of(elements, atomicNumber).GaussianCounts;

    internal override double C6(int elementA, int referenceA, int elementB, int referenceB)
    {
        var αA = Polarizabilities(elementA, referenceA);
        var αB = Polarizabilities(elementB, referenceB);
        var sum = 0.0;
        for (var w = 0; w < quadrature.Length; w++)
            sum += quadrature[w] * αA[w] * αB[w];
        return 3.0 / Math.PI * sum;
    }

    private static double[] Trapezoids(double[] points)
    {
        var weights = new double[points.Length];
        for (var w = 1; w < points.Length; w++)
        {
            var half = 0.5 * (points[w] - points[w - 1]);
            weights[w - 1] += half;
            weights[w] += half;
        }

        return weights;
    }

    private ElementData ReadElement(ReferenceTableReader table, string[] words)
    {
        var n = table.Integer(words[2]);
        var cn = new double[n];
        var charges = new double[n];
        var gaussians = new int[n];
        var polarizabilities = new double[n][];
        for (var i = 0; i < n; i++)
        {
            if (table.Next() is not { } line || line.Length != 3 + frequencies.Length)
                throw table.Error($"{3 + frequencies.Length} numbers of a reference system were expected");
            cn[i] = table.Number(line[0]);
            charges[i] = table.Number(line[1]);
            gaussians[i] = table.Integer(line[2]);
            polarizabilities[i] = table.Numbers(line.AsSpan(3));
        }

        return new ElementData(
            table.Number(words[3]), table.Number(words[4]), table.Number(words[5]), table.Number(words[6]), table.Number(words[7]),
            cn, charges, gaussians, polarizabilities);
    }

    private sealed record ElementData(
        double CovalentRadius, double Electronegativity, double RadialMoment, double EffectiveCharge, double Hardness,
        double[] CoordinationNumbers, double[] Charges, int[] GaussianCounts, double[][] Polarizabilities);
}
