namespace Hybrid.Physics.Dispersion;

/// <summary>The reference systems of D3: coordination numbers and pairwise C6 coefficients.</summary>
/// <remarks>S. Grimme, J. Antony, S. Ehrlich, H. Krieg, J. Chem. Phys. 132, 154104 (2010), doi:10.1063/1.3382344.</remarks>
public sealed class D3References : DispersionReferences
{
    private static readonly Lazy<D3References> Table = new(() => new D3References());

    private readonly ElementData?[] elements = new ElementData?[LastElement + 1];
    private readonly double[]?[] pairs = new double[]?[LastElement * (LastElement + 1) / 2];

    private D3References()
    {
        using var table = new ReferenceTableReader("d3-references.txt", "hybrid-d3-references 1");
        while (table.Next() is { } words)
        {
            if (words[0] == "element" && words.Length > 4)
            {
                var numbers = table.Numbers(words.AsSpan(4));
                var one = new int[numbers.Length];
                Array.Fill(one, 1);
                elements[table.Integer(words[1])] = new ElementData(table.Number(words[2]), table.Number(words[3]), numbers, one);
            }
            else if (words[0] == "pair" && words.Length > 3)
            {
                pairs[PairIndex(table.Integer(words[1]), table.Integer(words[2]))] = table.Numbers(words.AsSpan(3));
            }
            else
            {
                throw table.Error($"'element' or 'pair' with its numbers was expected, but '{words[0]}' was found");
            }
        }

        EnsureComplete(table, elements);
        for (var a = 1; a <= LastElement; a++)
        {
            for (var b = 1; b <= a; b++)
            {
                if (pairs[PairIndex(a, b)]?.Length != Count(a) * Count(b))
                    throw table.Error($"{Count(a) * Count(b)} coefficients of the pair {a} {b} were expected");
            }
        }
    }

    /// <summary>The published table, read once.</summary>
    public static D3References Published => Table.Value;

    /// <inheritdoc/>
    public override ReadOnlySpan<double> CoordinationNumbers(int atomicNumber) => Of(elements, atomicNumber).CoordinationNumbers;

    /// <inheritdoc/>
    public override double CovalentRadius(int atomicNumber) => Of(elements, atomicNumber).CovalentRadius;

    /// <inheritdoc/>
    public override double RadialMoment(int atomicNumber) => Of(elements, atomicNumber).RadialMoment;

    internal override ReadOnlySpan<int> GaussianCounts(int atomicNumber) => Of(elements, atomicNumber).GaussianCounts;

    internal override double C6(int elementA, int referenceA, int elementB, int referenceB) => elementA >= elementB
        ? pairs[PairIndex(elementA, elementB)]![(referenceA * Count(elementB)) + referenceB]
        : pairs[PairIndex(elementB, elementA)]![(referenceB * Count(elementA)) + referenceA];

    private static int PairIndex(int larger, int smaller) => (larger * (larger - 1) / 2) + smaller - 1;

    private sealed record ElementData(double CovalentRadius, double RadialMoment, double[] CoordinationNumbers, int[] GaussianCounts);
}
