using System.Numerics.Tensors;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Solvers;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Physics.Response.Selection;

/// <summary>
/// The simplified Tamm–Dancoff approximation exactly as the program std2 does it for sTDA-xTB (option -xtb): for comparison
/// with published numbers only.
/// </summary>
/// <remarks>
/// <para>
/// Orbital window, shift of each diagonal element by its own exchange integral, 0.5 eV/[1 + (K/0.1 eV)⁴], primary
/// configurations by energy, others by second-order perturbation theory. Neither shift nor selection is invariant under a
/// rotation of degenerate orbitals, and the states have no gradients; <see cref="SelectedConfigurations"/> is for science.
/// </para>
/// <para>
/// S. Grimme, J. Chem. Phys. 138, 244104 (2013), doi:10.1063/1.4811331; S. Grimme, C. Bannwarth, J. Chem. Phys. 145, 054103
/// (2016), doi:10.1063/1.4959605; settings as in std2 2.0.
/// </para>
/// </remarks>
public sealed class PublishedStda
{
    /// <summary>eV/Eh of the program's energy window.</summary>
    private const double ElectronvoltPerHartree = 27.211385050;

    /// <summary>Eh/eV of the program's shift.</summary>
    private const double HartreePerElectronvolt = 0.036749320;

    private const double LargestShift = 0.5 * HartreePerElectronvolt;
    private const double ShiftWidth = 0.1 * HartreePerElectronvolt;

    /// <summary>Larger matrices are diagonalised iteratively.</summary>
    private const int LargestDense = 800;

    private readonly ILinearAlgebra linearAlgebra;

    /// <summary>Creates the method.</summary>
    public PublishedStda(ILinearAlgebra linearAlgebra)
    {
        ArgumentNullException.ThrowIfNull(linearAlgebra);
        this.linearAlgebra = linearAlgebra;
    }

    /// <summary>States up to this energy are looked for (std2's option -e), eV.</summary>
    public double WindowElectronvolt { get; init; } = 7;

    /// <summary>ax, which widens the window of orbitals.</summary>
    public double ExactExchange { get; init; } = 0.5;

    /// <summary>Configurations that lower the primary ones by more than this are selected, Eh.</summary>
    public double SelectionThreshold { get; init; } = 1e-4;

    /// <summary>No more states than this are returned.</summary>
    public int MostStates { get; init; } = 30;

    /// <summary>The states inside the window.</summary>
    /// <param name="orbitals">Löwdin orbitals with atoms for sites.</param>
    /// <param name="multiplicity">The spin.</param>
    /// <param name="exchange">γ^J, Eh, shape [atoms, atoms].</param>
    /// <param name="coulomb">γ^K without the factor of the spin (the shift needs it for triplets too), Eh, shape [atoms, atoms].</param>
    /// <param name="dipoles">⟨i|r|a⟩, e·a0, shape [3, occupied, virtual].</param>
    /// <exception cref="ArgumentException">The shapes don't fit.</exception>
    public PublishedStdaResult Solve(SiteOrbitals orbitals, Multiplicity multiplicity, ReadOnlyMemory<double> exchange, ReadOnlyMemory<double> coulomb, ReadOnlySpan<double> dipoles)
    {
        ArgumentNullException.ThrowIfNull(orbitals);
        if (dipoles.Length != 3 * orbitals.OccupiedCount * orbitals.VirtualCount)
            throw new ArgumentException($"Dipole integrals of {orbitals.OccupiedCount} × {orbitals.VirtualCount} pairs were expected, but {dipoles.Length} numbers came.", nameof(dipoles));
        var spin = multiplicity == Multiplicity.Singlet ? 2.0 : 0.0;
        var scaled = new double[spin == 0 ? 0 : coulomb.Length];
        if (spin != 0)
            TensorPrimitives.Multiply(coulomb.Span, spin, scaled);
        var matrix = new SiteMatrix(linearAlgebra, orbitals, new SiteKernel(orbitals.SiteCount, exchange, scaled));
        var highest = WindowElectronvolt / ElectronvoltPerHartree;
        var window = Window(orbitals, highest);
        if (window.OccupiedCount == 0 || window.VirtualCount == 0)
            return PublishedStdaResult.None;
        var diagonal = Diagonal(matrix, window, coulomb.Span, spin);
        var primary = new List<Configuration>();
        var secondary = new List<Configuration>();
        for (var i = window.FirstOccupied; i < window.FirstVirtual; i++)
        {
            for (var a = window.FirstVirtual; a < window.End; a++)
                (diagonal[window.Index(new Configuration(i, a))] <= highest ? primary : secondary).Add(new Configuration(i, a));
        }

        if (primary.Count == 0)
            return PublishedStdaResult.None;
        var couplings = new ConfigurationCouplings(matrix, window);
        var lowering = new double[primary.Count];
        var selected = Select(couplings, matrix, window, diagonal, primary, secondary, lowering);
        Configuration[] all = [.. primary, .. selected];
        var a0 = ConfigurationMatrix.Of(matrix, all);
        for (var k = 0; k < all.Length; k++)
            a0[(k * all.Length) + k] = diagonal[window.Index(all[k])] - (k < lowering.Length ? lowering[k] : 0);
        return States(orbitals, multiplicity, highest, all, a0, primary.Count, dipoles);
    }

    private OrbitalWindow Window(SiteOrbitals orbitals, double highest)
    {
        var ε = orbitals.Energies;
        var width = 2 * (1 + (0.8 * ExactExchange)) * highest;
        var (homo, lumo) = (ε[orbitals.OccupiedCount - 1], ε[orbitals.OccupiedCount]);
        var first = 0;
        while (first < orbitals.OccupiedCount && ε[first] <= lumo - width)
            first++;
        var end = orbitals.Count;
        while (end > orbitals.OccupiedCount && ε[end - 1] >= homo + width)
            end--;
        return new OrbitalWindow(first, orbitals.OccupiedCount, end);
    }

    private static double[] Diagonal(SiteMatrix matrix, OrbitalWindow window, ReadOnlySpan<double> coulomb, double spin)
    {
        var diagonal = matrix.DiagonalWithoutCoulomb(window);
        var k = new double[window.VirtualCount];
        for (var i = 0; i < window.OccupiedCount; i++)
        {
            matrix.CoulombDiagonal(window.FirstOccupied + i, window, coulomb, k);
            for (var a = 0; a < k.Length; a++)
                diagonal[(i * k.Length) + a] += (spin * k[a]) + (LargestShift / (1 + Math.Pow(k[a] / ShiftWidth, 4)));
        }

        return diagonal;
    }

    /// <summary>Selects among the secondary configurations; what the others would lower the primary ones by is summed.</summary>
    private List<Configuration> Select(
        ConfigurationCouplings couplings, SiteMatrix matrix, OrbitalWindow window, double[] diagonal,
        List<Configuration> primary, List<Configuration> secondary, double[] lowering)
    {
        const double keepsFinite = 1e-10;
        var columns = primary.ToArray();
        var columnCharges = couplings.Charges(columns);
        var columnEnergies = columns.Select(c => diagonal[window.Index(c)]).ToArray();
        var coupling = new double[columns.Length];
        var potential = new double[matrix.Kernel.Coulomb.IsEmpty ? 0 : matrix.Orbitals.SiteCount];
        var selected = new List<Configuration>();
        foreach (var configuration in secondary)
        {
            if (potential.Length > 0)
                linearAlgebra.MultiplyVector(false, potential.Length, potential.Length, 1, matrix.Kernel.Coulomb, couplings.Charges([configuration]), 0, potential);
            couplings.Row(configuration, columns, potential, columnCharges, coupling);
            var energy = diagonal[window.Index(configuration)];
            for (var j = 0; j < coupling.Length; j++)
                coupling[j] *= coupling[j] / (energy - columnEnergies[j] + keepsFinite);
            if (TensorPrimitives.Sum<double>(coupling) > SelectionThreshold)
                selected.Add(configuration);
            else
                TensorPrimitives.Add(lowering, coupling, lowering);
        }

        return selected;
    }

    private PublishedStdaResult States(
        SiteOrbitals orbitals, Multiplicity multiplicity, double highest, Configuration[] configurations, double[] matrix, int primaryCount, ReadOnlySpan<double> dipoles)
    {
        var n = configurations.Length;
        var (energies, vectors, outcome) = Diagonalise(n, matrix);
        var states = new List<TransitionAmplitudes>();
        var strengths = new List<double>();
        var pairs = orbitals.OccupiedCount * orbitals.VirtualCount;
        for (var k = 0; k < energies.Length && energies[k] <= highest; k++)
        {
            var x = new double[pairs];
            for (var c = 0; c < n; c++)
                x[(configurations[c].Occupied * orbitals.VirtualCount) + configurations[c].Virtual - orbitals.OccupiedCount] = vectors[(k * n) + c];
            var square = 0.0;
            for (var axis = 0; axis < 3; axis++)
                square += Math.Pow(TensorPrimitives.Dot(dipoles.Slice(axis * pairs, pairs), x), 2);
            states.Add(new TransitionAmplitudes(multiplicity, energies[k], x));
            strengths.Add(multiplicity == Multiplicity.Singlet ? 2.0 / 3.0 * energies[k] * 2 * square : 0);
        }

        return new PublishedStdaResult(outcome, states, [.. strengths], primaryCount, n);
    }

    private (double[] Energies, double[] Vectors, SolverOutcome Outcome) Diagonalise(int n, double[] matrix)
    {
        var roots = Math.Min(MostStates, n);
        if (n <= LargestDense || 4 * roots > n)
        {
            var energies = new double[n];
            var isSolved = linearAlgebra.SymmetricEigen(n, matrix, energies);
            var outcome = new SolverOutcome(isSolved ? SolverStatus.Converged : SolverStatus.NonFinite, 1, isSolved ? 0 : double.NaN);
            return (isSolved ? energies[..roots] : [], matrix, outcome);
        }

        var diagonal = new double[n];
        for (var k = 0; k < n; k++)
            diagonal[k] = matrix[(k * n) + k];
        var result = new Davidson(linearAlgebra) { Tolerance = 1e-6 }
            .Solve((count, x, y) => linearAlgebra.Multiply(false, false, count, n, n, 1, x, matrix, 0, y), diagonal, roots);
        return (result.Eigenvalues.ToArray(), result.Eigenvectors.ToArray(), result.Outcome);
    }
}
