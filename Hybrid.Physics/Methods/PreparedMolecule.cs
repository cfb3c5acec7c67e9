using Hybrid.Core.Autodiff;

namespace Hybrid.Physics.Methods;

/// <summary>
/// What sTDA-xTB makes of a geometry before any parameter of the extended Hamiltonian enters: coordination numbers, the charges of the valence
/// step, integrals of the extended basis and S^−½. Where none of the parameters in it is learned, it is the same in every step of a training.
/// </summary>
/// <remarks>
/// A value: made by <see cref="Models.ExcitationModel.Prepare"/>, kept by whoever wants to, and given back to
/// <see cref="Models.ExcitationModel.Record"/>. Bits depend on the linear algebra.
/// </remarks>
public sealed class PreparedMolecule
{
    private readonly ReadOnlyMemory<double> numbers;

    /// <summary>A view of numbers that were kept.</summary>
    /// <param name="atomCount">The number of atoms.</param>
    /// <param name="functionCount">n, the number of functions of the extended basis.</param>
    /// <param name="numbers">As <see cref="Numbers"/> gave them.</param>
    /// <exception cref="ArgumentException">There are too few.</exception>
    public PreparedMolecule(int atomCount, int functionCount, ReadOnlyMemory<double> numbers)
    {
        AtomCount = atomCount;
        FunctionCount = functionCount;
        this.numbers = numbers;
        if (numbers.Length <= (PerAtom * atomCount) + TriangleLength)
            throw new ArgumentException($"More than {(PerAtom * atomCount) + TriangleLength} numbers were expected for {atomCount} atoms with {functionCount} functions, but {numbers.Length} came.", nameof(numbers));
    }

    /// <summary>The number of atoms.</summary>
    public int AtomCount { get; }

    /// <summary>n, the number of functions of the extended basis.</summary>
    public int FunctionCount { get; }

    /// <summary>
    /// Per atom CN, the two kinds of charges and the exponent of the most diffuse Gaussian; the lower triangle of S^−½; the integrals in blocks.
    /// Atomic units.
    /// </summary>
    public ReadOnlyMemory<double> Numbers => numbers;

    internal ReadOnlySpan<double> CoordinationNumbers => OfAtoms(0);

    internal ReadOnlySpan<double> ValenceCharges => OfAtoms(1);

    internal ReadOnlySpan<double> Charges => OfAtoms(2);

    internal ReadOnlySpan<double> WidestExponents => OfAtoms(3);

    internal ReadOnlySpan<double> Integrals => numbers.Span[((PerAtom * AtomCount) + TriangleLength)..];

    /// <summary>S^−½ as a constant, shape [n, n].</summary>
    internal Variable InverseRoot(Tape tape)
    {
        var n = FunctionCount;
        var triangle = numbers.Span.Slice(PerAtom * AtomCount, TriangleLength);
        var X = tape.Output([], n, n);
        for (int μ = 0, e = 0; μ < n; e += ++μ)
        {
            var row = triangle.Slice(e, μ + 1);
            row.CopyTo(X.Value[(μ * n)..]);
            for (var ν = 0; ν < μ; ν++)
                X.Value[(ν * n) + μ] = row[ν];
        }

        return X;
    }

    internal static PreparedMolecule Of(
        Arena memory, Variable cn, Variable valenceCharges, Variable charges, ReadOnlySpan<double> widest, Variable inverseRoot, Variable integrals)
    {
        int nAtoms = widest.Length, n = inverseRoot.Shape[0];
        var numbers = memory.RentUncleared((PerAtom * nAtoms) + (n * (n + 1) / 2) + integrals.Length);
        var rest = numbers.Span;
        foreach (var values in (ReadOnlySpan<Variable>)[cn, valenceCharges, charges])
            Append(values.Value, ref rest);
        Append(widest, ref rest);
        for (var μ = 0; μ < n; μ++)
            Append(inverseRoot.Value.Slice(μ * n, μ + 1), ref rest);
        Append(integrals.Value, ref rest);
        return new PreparedMolecule(nAtoms, n, numbers);
    }

    private static void Append(ReadOnlySpan<double> values, ref Span<double> rest)
    {
        values.CopyTo(rest);
        rest = rest[values.Length..];
    }

    private int TriangleLength => FunctionCount * (FunctionCount + 1) / 2;

    private ReadOnlySpan<double> OfAtoms(int kind) => numbers.Span.Slice(kind * AtomCount, AtomCount);

    private const int PerAtom = 4;
}
