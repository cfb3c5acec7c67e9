using Hybrid.Core.LinearAlgebra;
using Hybrid.Physics.Response.Selection;
using Hybrid.Tests.Core.LinearAlgebra;

namespace Hybrid.Tests.Physics.Response.Selection;

/// <summary>Seeded orbitals on sites along a line, with a kernel that decays as the simplified ones do.</summary>
internal sealed class SyntheticMolecule
{
    public static readonly ILinearAlgebra LinearAlgebra = DenseLinearAlgebra.Default;

    public SyntheticMolecule(int sites, int functionsPerSite, int occupied, int seed, bool isTriplet = false)
    {
        var n = sites * functionsPerSite;
        Coefficients = Matrices.Symmetric(n, seed);
        LinearAlgebra.SymmetricEigen(n, Coefficients, new double[n]);
        Energies = new double[n];
        for (var p = 0; p < n; p++)
            Energies[p] = p < occupied ? -0.8 + (0.3 * p / occupied) : -0.2 + (0.6 * (p - occupied) / (n - occupied));
        var (exchange, coulomb) = (new double[sites * sites], new double[isTriplet ? 0 : sites * sites]);
        for (var a = 0; a < sites; a++)
        {
            for (var b = 0; b < sites; b++)
            {
                exchange[(a * sites) + b] = 0.15 / (1 + (0.7 * Math.Abs(a - b)));
                if (!isTriplet)
                    coulomb[(a * sites) + b] = 0.6 / (1 + Math.Abs(a - b));
            }
        }

        SiteOfFunction = Enumerable.Range(0, n).Select(μ => μ / functionsPerSite).ToArray();
        OccupiedCount = occupied;
        Kernel = new SiteKernel(sites, exchange, coulomb, 0.01);
    }

    public double[] Coefficients { get; }

    public double[] Energies { get; }

    public int[] SiteOfFunction { get; }

    public int OccupiedCount { get; }

    public SiteKernel Kernel { get; }

    public SiteOrbitals Orbitals => new(OccupiedCount, Coefficients, Energies, SiteOfFunction);

    /// <summary>A by its definition, element by element.</summary>
    public double[] Matrix()
    {
        var (orbitals, sites) = (Orbitals, Kernel.SiteCount);
        var (no, nv) = (orbitals.OccupiedCount, orbitals.VirtualCount);
        var n = no * nv;
        var a = new double[n * n];
        for (var r = 0; r < n; r++)
        {
            for (var c = 0; c < n; c++)
            {
                var (i, j, p, q) = (r / nv, c / nv, no + (r % nv), no + (c % nv));
                a[(r * n) + c] = Contract(Charges(i, p), Kernel.Coulomb, Charges(j, q)) - Contract(Charges(i, j), Kernel.Exchange, Charges(p, q));
                if (r == c)
                    a[(r * n) + c] += Energies[p] - Energies[i] + Kernel.Shift;
            }
        }

        return a;

        double[] Charges(int p, int q)
        {
            var charges = new double[sites];
            for (var μ = 0; μ < orbitals.FunctionCount; μ++)
                charges[SiteOfFunction[μ]] += Coefficients[(p * orbitals.FunctionCount) + μ] * Coefficients[(q * orbitals.FunctionCount) + μ];
            return charges;
        }

        double Contract(double[] x, ReadOnlySpan<double> kernel, double[] y)
        {
            var sum = 0.0;
            for (var k = 0; k < kernel.Length; k++)
                sum += x[k / sites] * kernel[k] * y[k % sites];
            return sum;
        }
    }
}
