using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Solvers;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Physics.Response.Selection;

/// <summary>
/// The lowest states of a <see cref="SiteKernel"/> in the Tamm–Dancoff approximation, quickly and to a stated error: single
/// points only, because what is selected changes with the geometry.
/// </summary>
/// <remarks>
/// <para>
/// The configurations of the lowest diagonal elements, in whole degenerate sets, make a matrix whose roots start a search in
/// the full space (<see cref="Davidson"/>). Each product there tells by second-order perturbation theory what all other
/// configurations would still lower a state by, Σ r²/|A_ia,ia − ω|, corrected by how well the step before was foreseen. States are
/// lowered by what distant configurations would do and take the first-order change of their amplitudes. The search ends when
/// what is uncertain, three tenths of that lowering and all that configurations within 1.4 eV would do, is small enough; it is
/// the error that is reported, and an energy may lie above or below that of the full space.
/// </para>
/// <para>Perturbative selection: S. Grimme, J. Chem. Phys. 138, 244104 (2013), doi:10.1063/1.4811331.</para>
/// </remarks>
public sealed class SelectedConfigurations
{
    /// <summary>States that a selected matrix puts further above the wanted ones than this stay there, Eh.</summary>
    private const double Reordering = 0.01;

    /// <summary>The largest matrix that is made.</summary>
    private const int MostPrimary = 2500;

    private readonly ILinearAlgebra linearAlgebra;

    /// <summary>Creates the method.</summary>
    public SelectedConfigurations(ILinearAlgebra linearAlgebra)
    {
        ArgumentNullException.ThrowIfNull(linearAlgebra);
        this.linearAlgebra = linearAlgebra;
    }

    /// <summary>The estimated error at which a state is accepted, Eh; 5 meV unless set.</summary>
    public double ErrorTolerance { get; init; } = 1.8374e-4;

    /// <summary>How many configurations start the search; null for a number that grows with the square root of their total.</summary>
    public int? PrimaryCount { get; init; }

    /// <summary>How often blocks of full vectors may be multiplied.</summary>
    public int MaxIterations { get; init; } = 50;

    /// <summary>The lowest states of one spin, and more where the last ones belong to a multiplet.</summary>
    /// <param name="orbitals">The orbitals.</param>
    /// <param name="kernel">The kernel of the spin.</param>
    /// <param name="multiplicity">The spin, for the record: its factor is in the kernel.</param>
    /// <param name="states">How many states are wanted.</param>
    /// <param name="cancellation">Stops between two products.</param>
    /// <exception cref="ArgumentException">Kernel and orbitals differ in their sites.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are not that many states.</exception>
    public SelectedStates Solve(SiteOrbitals orbitals, SiteKernel kernel, Multiplicity multiplicity, int states, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(orbitals);
        ArgumentNullException.ThrowIfNull(kernel);
        var matrix = new SiteMatrix(linearAlgebra, orbitals, kernel);
        var window = OrbitalWindow.Of(orbitals);
        if (states < 1 || states > window.ConfigurationCount)
            throw new ArgumentOutOfRangeException(nameof(states), states, $"From 1 to {window.ConfigurationCount} states can be asked for.");
        var diagonal = matrix.DiagonalWithoutCoulomb(window);
        DegenerateOrbitals.Average(window, orbitals.Energies, diagonal);
        var primary = Primary(diagonal, states);
        var start = StartingVectors(matrix, window, primary, states, cancellation);
        var products = 0;
        var result = new Davidson(linearAlgebra)
        {
            EigenvalueTolerance = ErrorTolerance,
            EndsPerturbatively = true,
            DegeneracyThreshold = 0.1 * ErrorTolerance,
            MaxIterations = MaxIterations,
            BufferRoots = Math.Max(0, (start.Length / window.ConfigurationCount) - states),
        }.Solve(Product, diagonal, states, start, cancellation);
        var amplitudes = new TransitionAmplitudes[result.Count];
        for (var k = 0; k < result.Count; k++)
            amplitudes[k] = new TransitionAmplitudes(multiplicity, result.Eigenvalues[k], result.Eigenvectors.Slice(k * result.Length, result.Length).ToArray());
        return new SelectedStates(result.Outcome, amplitudes, result.EigenvalueErrors.ToArray(), primary.Length, products);

        void Product(int count, ReadOnlySpan<double> x, Span<double> y)
        {
            products += count;
            matrix.Apply(window, window, count, x, y);
        }
    }

    /// <summary>The places of the lowest diagonal elements, in ascending order of those; equal ones are taken together.</summary>
    private int[] Primary(double[] diagonal, int states)
    {
        const double equal = 1e-9;
        var total = diagonal.Length;
        var count = Math.Min(total, PrimaryCount ?? Math.Clamp((int)(5 * Math.Sqrt(total)), 8 * states, Math.Max(MostPrimary, 8 * states)));
        var keys = (double[])diagonal.Clone();
        var places = Enumerable.Range(0, total).ToArray();
        Array.Sort(keys, places);
        while (count < total && keys[count] - keys[count - 1] < equal)
            count++;
        return places[..count];
    }

    /// <summary>The lowest roots of the matrix between the primary configurations, in the full space.</summary>
    private double[] StartingVectors(SiteMatrix matrix, OrbitalWindow window, int[] primary, int states, CancellationToken cancellation)
    {
        var n = primary.Length;
        var configurations = new Configuration[n];
        for (var k = 0; k < n; k++)
            configurations[k] = new Configuration(window.FirstOccupied + (primary[k] / window.VirtualCount), window.FirstVirtual + (primary[k] % window.VirtualCount));
        var elements = ConfigurationMatrix.Of(matrix, configurations);
        var diagonal = new double[n];
        var ε = matrix.Orbitals.Energies;
        for (var k = 0; k < n; k++)
            diagonal[k] = elements[(k * n) + k] += ε[configurations[k].Virtual] - ε[configurations[k].Occupied] + matrix.Kernel.Shift;
        var roots = new Davidson(linearAlgebra) { EigenvalueTolerance = ErrorTolerance, EndsPerturbatively = true, BufferRoots = Math.Max(4, states / 4) }
            .Solve((count, x, y) => linearAlgebra.Multiply(false, false, count, n, n, 1, x, elements, 0, y), diagonal, Math.Min(n, 2 * states), cancellation);
        var wanted = Math.Min(states, roots.Count);
        while (wanted < roots.Count && roots.Eigenvalues[wanted] - roots.Eigenvalues[states - 1] < Reordering)
            wanted++;
        var vectors = new double[wanted * window.ConfigurationCount];
        for (var k = 0; k < wanted; k++)
        {
            for (var c = 0; c < n; c++)
                vectors[(k * window.ConfigurationCount) + primary[c]] = roots.Eigenvectors[(k * n) + c];
        }

        return vectors;
    }
}
