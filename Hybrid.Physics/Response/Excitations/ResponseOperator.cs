using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Solvers;
using Hybrid.Physics.Response.Kernels;
using Hybrid.Physics.Response.Selection;

namespace Hybrid.Physics.Response.Excitations;

/// <summary>A, A + B and A − B of a linear-response problem as products with amplitudes, never as matrices.</summary>
/// <remarks>Amplitudes have the shape [occupied, virtual]. Serves one call at a time.</remarks>
internal sealed class ResponseOperator
{
    private readonly ILinearAlgebra algebra;
    private readonly ExcitationKernel kernel;
    private readonly ReadOnlyMemory<double> orbitals;
    private readonly ReadOnlyMemory<double> energies;
    private readonly ReadOnlyMemory<double> occupied;
    private readonly ReadOnlyMemory<double> virtuals;
    private readonly Memory<double> virtualColumns;
    private readonly double[] gaps;
    private readonly Memory<double> T;
    private readonly Memory<double> G;
    private readonly Memory<double> half;
    private readonly int n;
    private PrimarySpace? known;

    /// <summary>The operator of a reference.</summary>
    /// <param name="arena">Memory for scratch.</param>
    /// <param name="algebra">Who multiplies.</param>
    /// <param name="kernel">The coupling.</param>
    /// <param name="occupiedCount">The number of occupied orbitals.</param>
    /// <param name="orbitals">All orbitals in the kernel's functions, one per row.</param>
    /// <param name="energies">ε of all orbitals, Eh.</param>
    public ResponseOperator(
        Arena arena, ILinearAlgebra algebra, ExcitationKernel kernel, int occupiedCount, ReadOnlyMemory<double> orbitals, ReadOnlyMemory<double> energies)
    {
        this.algebra = algebra;
        this.kernel = kernel;
        this.orbitals = orbitals;
        this.energies = energies;
        n = energies.Length;
        OccupiedCount = occupiedCount;
        VirtualCount = n - occupiedCount;
        occupied = orbitals[..(occupiedCount * n)];
        virtuals = orbitals[(occupiedCount * n)..];
        gaps = Gaps(energies.Span, kernel.Shift?.Scalar ?? 0.0);
        virtualColumns = arena.RentUncleared(VirtualCount * n);
        Transpose(virtuals.Span, VirtualCount, n, virtualColumns.Span);
        T = arena.RentUncleared(n * n);
        G = arena.RentUncleared(n * n);
        half = arena.RentUncleared(OccupiedCount * n);
    }

    public int OccupiedCount { get; }

    public int VirtualCount { get; }

    public int Count => OccupiedCount * VirtualCount;

    /// <summary>ε_a − ε_i + shift, shape [occupied, virtual].</summary>
    public ReadOnlySpan<double> OrbitalGaps => gaps;

    /// <summary>The diagonal of A, or what approximates it.</summary>
    public double[] Diagonal()
    {
        var diagonal = gaps.ToArray();
        kernel.AddDiagonal(occupied.Span, virtuals.Span, diagonal);
        return diagonal;
    }

    /// <summary>What is known of A without products: the diagonal, and what <see cref="Primary"/> has added to it.</summary>
    public PrimarySpace Known => known ??= PrimarySpace.OfDiagonal(Diagonal());

    /// <summary>A between the configurations of the lowest diagonal elements; without any where the kernel has no quick way to them.</summary>
    /// <param name="count">How many; all where there are fewer.</param>
    public PrimarySpace Primary(int count)
    {
        var diagonal = Diagonal();
        var elements = LowestElements.Of(diagonal, Math.Min(count, Count));
        known = Elements(elements) is { } A ? PrimarySpace.Of(algebra, diagonal, elements, A) : null;
        return known ??= PrimarySpace.OfDiagonal(diagonal);
    }

    /// <summary>A between all configurations.</summary>
    public double[] Matrix(Coupling coupling)
    {
        if (coupling == Coupling.Excitations && Elements(Enumerable.Range(0, Count).ToArray()) is { } A)
            return A;
        var matrix = new double[Count * Count];
        var unit = new double[Count];
        for (var ia = 0; ia < Count; ia++)
        {
            unit[ia] = 1.0;
            Apply(coupling, unit, matrix.AsSpan(ia * Count, Count));
            unit[ia] = 0.0;
        }

        return matrix;
    }

    public BlockOperator Of(Coupling coupling) => (count, x, y) =>
    {
        for (var k = 0; k < count; k++)
            Apply(coupling, x.Slice(k * Count, Count), y.Slice(k * Count, Count));
    };

    /// <summary>y ← A x (or A ± B).</summary>
    public void Apply(Coupling coupling, ReadOnlySpan<double> x, Span<double> y)
    {
        System.Numerics.Tensors.TensorPrimitives.Multiply(gaps, x, y);
        if (coupling == Coupling.Difference && !kernel.HasDifference)
            return;
        TransitionDensity(x, T.Span);
        kernel.Product(coupling, T.Span, G.Span);
        algebra.Multiply(false, false, OccupiedCount, n, n, 1.0, occupied.Span, G.Span, 0.0, half.Span);
        algebra.Multiply(false, false, OccupiedCount, VirtualCount, n, 1.0, half.Span, virtualColumns.Span, 1.0, y);
    }

    /// <summary>T ← Σ_ia x_ia C_i ⊗ C_a in the kernel's functions, shape [n, n].</summary>
    public void TransitionDensity(ReadOnlySpan<double> x, Span<double> density)
    {
        algebra.Multiply(false, false, OccupiedCount, n, VirtualCount, 1.0, x, virtuals.Span, 0.0, half.Span);
        algebra.Multiply(true, false, n, n, OccupiedCount, 1.0, occupied.Span, half.Span, 0.0, density);
    }

    /// <summary>A product with rows in memory order is faster than one with columns, and this one is made for every vector.</summary>
    private static void Transpose(ReadOnlySpan<double> matrix, int rows, int columns, Span<double> transposed)
    {
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
                transposed[(column * rows) + row] = matrix[(row * columns) + column];
        }
    }

    private double[]? Elements(int[] chosen)
    {
        var configurations = Array.ConvertAll(chosen, ia => new Configuration(ia / VirtualCount, OccupiedCount + (ia % VirtualCount)));
        var A = kernel.Elements(OccupiedCount, orbitals, energies, configurations);
        for (var k = 0; A is not null && k < chosen.Length; k++)
            A[(k * chosen.Length) + k] += gaps[chosen[k]];
        return A;
    }

    private double[] Gaps(ReadOnlySpan<double> ε, double shift)
    {
        var gaps = new double[Count];
        for (int i = 0, ia = 0; i < OccupiedCount; i++)
        {
            for (var a = OccupiedCount; a < n; a++, ia++)
                gaps[ia] = ε[a] - ε[i] + shift;
        }

        return gaps;
    }
}
