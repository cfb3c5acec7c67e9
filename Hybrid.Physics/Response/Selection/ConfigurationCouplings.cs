namespace Hybrid.Physics.Response.Selection;

/// <summary>Elements of the Tamm–Dancoff matrix between chosen configurations, a row at a time by matrix products.</summary>
/// <remarks>
/// For a row i → a the charges q_ij of all j, contracted with J once per i, meet the charges q_ab of all b: one product
/// [occupied, sites] × [sites, virtual].
/// </remarks>
internal sealed class ConfigurationCouplings
{
    private readonly SiteMatrix matrix;
    private readonly OrbitalWindow window;
    private readonly double[] exchangeRow;
    private readonly double[] potentials;
    private int currentOccupied = -1;

    public ConfigurationCouplings(SiteMatrix matrix, OrbitalWindow window)
    {
        this.matrix = matrix;
        this.window = window;
        exchangeRow = new double[window.ConfigurationCount];
        potentials = new double[window.OccupiedCount * matrix.Orbitals.SiteCount];
    }

    /// <summary>−(ij|J|ab) + (ia|K|jb) for given rows and all columns; orbital energies are not in it.</summary>
    /// <param name="row">i → a; rows of one i in sequence are cheapest.</param>
    /// <param name="columns">The configurations j → b.</param>
    /// <param name="coulombPotential">Σ_A q^A_ia K_AB, or empty where there is no Coulomb part.</param>
    /// <param name="columnCharges">q^B_jb, shape [columns, sites].</param>
    /// <param name="target">One number per column.</param>
    public void Row(Configuration row, ReadOnlySpan<Configuration> columns, ReadOnlySpan<double> coulombPotential, ReadOnlySpan<double> columnCharges, Span<double> target)
    {
        var sites = matrix.Orbitals.SiteCount;
        if (row.Occupied != currentOccupied)
        {
            var charges = matrix.ChargesOf(row.Occupied, window.FirstOccupied, window.OccupiedCount);
            matrix.LinearAlgebra.Multiply(false, false, window.OccupiedCount, sites, sites, -1, charges, matrix.Kernel.Exchange, 0, potentials);
            currentOccupied = row.Occupied;
        }

        var virtualCharges = matrix.ChargesOf(row.Virtual, window.FirstVirtual, window.VirtualCount);
        matrix.LinearAlgebra.Multiply(false, true, window.OccupiedCount, window.VirtualCount, sites, 1, potentials, virtualCharges, 0, exchangeRow);
        for (var k = 0; k < columns.Length; k++)
            target[k] = exchangeRow[window.Index(columns[k])];
        if (!coulombPotential.IsEmpty)
            matrix.LinearAlgebra.MultiplyVector(false, columns.Length, sites, 1, columnCharges, coulombPotential, 1, target);
    }

    /// <summary>q_ia of configurations, shape [configurations, sites].</summary>
    public double[] Charges(ReadOnlySpan<Configuration> configurations)
    {
        var sites = matrix.Orbitals.SiteCount;
        var charges = new double[configurations.Length * sites];
        var product = new double[matrix.Orbitals.FunctionCount];
        for (var k = 0; k < configurations.Length; k++)
            matrix.Orbitals.TransitionCharges(configurations[k].Occupied, configurations[k].Virtual, product, charges.AsSpan(k * sites, sites));
        return charges;
    }
}
