using System.Numerics.Tensors;
using Hybrid.Core.LinearAlgebra;

namespace Hybrid.Physics.Response.Selection;

/// <summary>The Tamm–Dancoff matrix A of a <see cref="SiteKernel"/>: its diagonal and its products, never the matrix itself. Serves one call at a time.</summary>
/// <remarks>
/// In Löwdin's functions the transition density T = Σ_ia X_ia C̃_i ⊗ C̃_a meets the exchange part element by element and the
/// Coulomb part on its diagonal: W_μν = −J_AB T_μν + δ_μν Σ_B K_AB Σ_{λ∈B} T_λλ with μ ∈ A, ν ∈ B, and (A X)_ia is
/// C̃_i W C̃_a beside the orbital energies. Everything is matrix products.
/// </remarks>
internal sealed class SiteMatrix
{
    /// <summary>How many numbers the densities of one batch may take.</summary>
    private const int BatchNumbers = 8_000_000;

    private readonly ILinearAlgebra linearAlgebra;
    private readonly SiteOrbitals orbitals;
    private readonly SiteKernel kernel;
    private readonly double[] expandedExchange;
    private readonly double[] moments;
    private readonly double[] blocks;
    private double[] half = [];
    private double[] outer = [];
    private double[] density = [];

    public SiteMatrix(ILinearAlgebra linearAlgebra, SiteOrbitals orbitals, SiteKernel kernel)
    {
        if (kernel.SiteCount != orbitals.SiteCount)
            throw new ArgumentException($"A kernel between {orbitals.SiteCount} sites was expected, but it has {kernel.SiteCount}.", nameof(kernel));
        this.linearAlgebra = linearAlgebra;
        this.orbitals = orbitals;
        this.kernel = kernel;
        expandedExchange = NegativeExchangeByFunction();
        moments = new double[kernel.OneCentreExchange?.MomentCount ?? 0];
        blocks = new double[kernel.OneCentreAttraction?.BlockLength ?? 0];
    }

    public SiteOrbitals Orbitals => orbitals;

    public SiteKernel Kernel => kernel;

    public ILinearAlgebra LinearAlgebra => linearAlgebra;

    /// <summary>A_ia,ia of a window without its Coulomb part: ε_a − ε_i + Δ − (ii|J|aa).</summary>
    public double[] DiagonalWithoutCoulomb(OrbitalWindow window)
    {
        var sites = orbitals.SiteCount;
        var occupied = Populations(window.FirstOccupied, window.OccupiedCount);
        var @virtual = Populations(window.FirstVirtual, window.VirtualCount);
        var potentials = new double[occupied.Length];
        linearAlgebra.Multiply(false, false, window.OccupiedCount, sites, sites, 1, occupied, kernel.Exchange, 0, potentials);
        var diagonal = new double[window.ConfigurationCount];
        linearAlgebra.Multiply(false, true, window.OccupiedCount, window.VirtualCount, sites, -1, potentials, @virtual, 0, diagonal);
        AddOrbitalEnergies(window, diagonal);
        return diagonal;
    }

    /// <summary>(ia|K|ia) for one i and all a of a window; K need not be the kernel's own.</summary>
    public void CoulombDiagonal(int i, OrbitalWindow window, ReadOnlySpan<double> coulomb, Span<double> target)
    {
        var sites = orbitals.SiteCount;
        var charges = ChargesOf(i, window.FirstVirtual, window.VirtualCount);
        var potentials = new double[charges.Length];
        linearAlgebra.Multiply(false, false, window.VirtualCount, sites, sites, 1, charges, coulomb, 0, potentials);
        for (var a = 0; a < window.VirtualCount; a++)
            target[a] = TensorPrimitives.Dot<double>(charges.AsSpan(a * sites, sites), potentials.AsSpan(a * sites, sites));
    }

    /// <summary>q^A_pr for one p and consecutive r, shape [count, sites].</summary>
    public double[] ChargesOf(int p, int first, int count)
    {
        var sites = orbitals.SiteCount;
        var charges = new double[count * sites];
        var product = new double[orbitals.FunctionCount];
        for (var r = 0; r < count; r++)
            orbitals.TransitionCharges(p, first + r, product, charges.AsSpan(r * sites, sites));
        return charges;
    }

    /// <summary>
    /// y_k = A x_k for vectors that are zero outside one window and whose products are wanted in another, one per row.
    /// </summary>
    public void Apply(OrbitalWindow from, OrbitalWindow to, int count, ReadOnlySpan<double> x, Span<double> y)
    {
        var n = orbitals.FunctionCount;
        var batch = Math.Clamp(BatchNumbers / (n * n), 1, count);
        for (var first = 0; first < count; first += batch)
        {
            var size = Math.Min(batch, count - first);
            ApplyBatch(from, to, size, x.Slice(first * from.ConfigurationCount, size * from.ConfigurationCount), y.Slice(first * to.ConfigurationCount, size * to.ConfigurationCount));
        }
    }

    private void ApplyBatch(OrbitalWindow from, OrbitalWindow to, int count, ReadOnlySpan<double> x, Span<double> y)
    {
        var n = orbitals.FunctionCount;
        half = WithRoom(half, count * from.OccupiedCount * n);
        outer = WithRoom(outer, count * to.OccupiedCount * n);
        density = WithRoom(density, n * n);
        linearAlgebra.Multiply(false, false, count * from.OccupiedCount, n, from.VirtualCount, 1, x, Rows(from.FirstVirtual, from.VirtualCount), 0, half);
        var charges = new double[orbitals.SiteCount];
        var potentials = new double[orbitals.SiteCount];
        for (var k = 0; k < count; k++)
        {
            linearAlgebra.Multiply(true, false, n, n, from.OccupiedCount, 1, Rows(from.FirstOccupied, from.OccupiedCount), half.AsSpan(k * from.OccupiedCount * n, from.OccupiedCount * n), 0, density);
            Potential(charges, potentials);
            linearAlgebra.Multiply(false, false, to.OccupiedCount, n, n, 1, Rows(to.FirstOccupied, to.OccupiedCount), density, 0, outer.AsSpan(k * to.OccupiedCount * n, to.OccupiedCount * n));
        }

        linearAlgebra.Multiply(false, true, count * to.OccupiedCount, to.VirtualCount, n, 1, outer, Rows(to.FirstVirtual, to.VirtualCount), 0, y);
        AddDiagonal(from, to, count, x, y);
    }

    /// <summary>Scratch that the products of one search share.</summary>
    private static double[] WithRoom(double[] scratch, int length) => scratch.Length >= length ? scratch : GC.AllocateUninitializedArray<double>(length);

    /// <summary>Turns T into W.</summary>
    private void Potential(double[] charges, double[] potentials)
    {
        var n = orbitals.FunctionCount;
        for (var site = 0; site < orbitals.SiteCount; site++)
        {
            var sum = 0.0;
            for (var μ = orbitals.FirstFunction(site); μ < orbitals.FirstFunction(site + 1); μ++)
                sum += density[(μ * n) + μ];
            charges[site] = sum;
        }

        if (!kernel.Coulomb.IsEmpty)
            linearAlgebra.MultiplyVector(false, charges.Length, charges.Length, 1, kernel.Coulomb, charges, 0, potentials);
        kernel.OneCentreExchange?.Moments(density, n, moments);
        kernel.OneCentreAttraction?.Blocks(density, n, isTransposed: false, blocks);
        for (var site = 0; site < orbitals.SiteCount; site++)
        {
            for (var μ = orbitals.FirstFunction(site); μ < orbitals.FirstFunction(site + 1); μ++)
            {
                var row = density.AsSpan(μ * n, n);
                TensorPrimitives.Multiply(row, expandedExchange.AsSpan(site * n, n), row);
                row[μ] += potentials[site];
            }
        }

        kernel.OneCentreExchange?.AddResponse(1.0, moments, n, density);
        kernel.OneCentreAttraction?.AddResponse(-1.0, blocks, n, density);
    }

    private void AddDiagonal(OrbitalWindow from, OrbitalWindow to, int count, ReadOnlySpan<double> x, Span<double> y)
    {
        var firstVirtual = Math.Max(from.FirstVirtual, to.FirstVirtual);
        var common = Math.Min(from.End, to.End) - firstVirtual;
        var ε = orbitals.Energies;
        var gaps = new double[common];
        for (var i = Math.Max(from.FirstOccupied, to.FirstOccupied); i < Math.Min(from.FirstVirtual, to.FirstVirtual); i++)
        {
            TensorPrimitives.Add(ε.Slice(firstVirtual, common), kernel.Shift - ε[i], gaps);
            var source = from.Index(new Configuration(i, firstVirtual));
            var target = to.Index(new Configuration(i, firstVirtual));
            for (var k = 0; k < count; k++)
            {
                var row = y.Slice((k * to.ConfigurationCount) + target, common);
                TensorPrimitives.MultiplyAdd(x.Slice((k * from.ConfigurationCount) + source, common), gaps, row, row);
            }
        }
    }

    private void AddOrbitalEnergies(OrbitalWindow window, double[] diagonal)
    {
        var ε = orbitals.Energies;
        for (var i = 0; i < window.OccupiedCount; i++)
        {
            var row = diagonal.AsSpan(i * window.VirtualCount, window.VirtualCount);
            TensorPrimitives.Add(row, ε.Slice(window.FirstVirtual, window.VirtualCount), row);
            TensorPrimitives.Add(row, kernel.Shift - ε[window.FirstOccupied + i], row);
        }
    }

    private double[] Populations(int first, int count)
    {
        var sites = orbitals.SiteCount;
        var populations = new double[count * sites];
        var product = new double[orbitals.FunctionCount];
        for (var p = 0; p < count; p++)
            orbitals.TransitionCharges(first + p, first + p, product, populations.AsSpan(p * sites, sites));
        return populations;
    }

    private ReadOnlySpan<double> Rows(int first, int count) =>
        orbitals.Coefficients.Slice(first * orbitals.FunctionCount, count * orbitals.FunctionCount);

    private double[] NegativeExchangeByFunction()
    {
        var (n, sites) = (orbitals.FunctionCount, orbitals.SiteCount);
        var expanded = new double[sites * n];
        for (var a = 0; a < sites; a++)
        {
            for (var b = 0; b < sites; b++)
                expanded.AsSpan((a * n) + orbitals.FirstFunction(b), orbitals.FirstFunction(b + 1) - orbitals.FirstFunction(b)).Fill(-kernel.Exchange[(a * sites) + b]);
        }

        return expanded;
    }
}
