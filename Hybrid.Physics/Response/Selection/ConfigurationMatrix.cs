using Hybrid.Physics.Response.Kernels;

namespace Hybrid.Physics.Response.Selection;

/// <summary>The Tamm–Dancoff matrix between chosen configurations, made of matrix products over the orbitals that occur in them.</summary>
/// <remarks>
/// For each a the charges q_ab of all b meet the contracted charges Σ_A q^A_ij J_AB of all j and of every i that is excited to a:
/// one product [pairs ij, sites] × [sites, b].
/// </remarks>
internal static class ConfigurationMatrix
{
    /// <summary>
    /// (ia|K|jb) − (ij|J|ab), shape [configurations, configurations]; orbital energies are not in it.
    /// </summary>
    public static double[] Of(SiteMatrix matrix, ReadOnlySpan<Configuration> configurations)
    {
        var sites = matrix.Orbitals.SiteCount;
        var n = configurations.Length;
        var elements = Coulomb(matrix, configurations);
        var occupied = new ActiveOrbitals(configurations, static c => c.Occupied);
        var @virtual = new ActiveOrbitals(configurations, static c => c.Virtual);
        var (no, nv) = (occupied.Count, @virtual.Count);
        var offsets = new int[n];
        for (var k = 0; k < n; k++)
            offsets[k] = (occupied.Position(configurations[k].Occupied) * nv) + @virtual.Position(configurations[k].Virtual);
        var potentials = Potentials(matrix, occupied);
        var strip = new double[no * no * sites];
        var products = new double[no * no * nv];
        var virtualCharges = new double[nv * sites];
        var scratch = new double[matrix.Orbitals.FunctionCount];
        foreach (var group in @virtual.Members)
        {
            for (var b = 0; b < nv; b++)
                matrix.Orbitals.TransitionCharges(group.Orbital, @virtual[b], scratch, virtualCharges.AsSpan(b * sites, sites));
            for (var r = 0; r < group.Configurations.Count; r++)
                potentials.AsSpan(occupied.Position(configurations[group.Configurations[r]].Occupied) * no * sites, no * sites).CopyTo(strip.AsSpan(r * no * sites));
            matrix.LinearAlgebra.Multiply(false, true, group.Configurations.Count * no, nv, sites, -1, strip, virtualCharges, 0, products);
            for (var r = 0; r < group.Configurations.Count; r++)
            {
                var row = elements.AsSpan(group.Configurations[r] * n, n);
                var source = products.AsSpan(r * no * nv, no * nv);
                for (var k = 0; k < row.Length; k++)
                    row[k] += source[offsets[k]];
            }
        }

        return elements;
    }

    private static double[] Coulomb(SiteMatrix matrix, ReadOnlySpan<Configuration> configurations)
    {
        var (n, sites) = (configurations.Length, matrix.Orbitals.SiteCount);
        var elements = new double[n * n];
        if (matrix.Kernel.Coulomb.IsEmpty)
            return elements;
        var charges = new double[n * sites];
        var scratch = new double[matrix.Orbitals.FunctionCount];
        for (var k = 0; k < n; k++)
            matrix.Orbitals.TransitionCharges(configurations[k].Occupied, configurations[k].Virtual, scratch, charges.AsSpan(k * sites, sites));
        var contracted = new double[n * sites];
        matrix.LinearAlgebra.Multiply(false, false, n, sites, sites, 1, charges, matrix.Kernel.Coulomb, 0, contracted);
        matrix.LinearAlgebra.Multiply(false, true, n, n, sites, 1, charges, contracted, 0, elements);
        if (matrix.Kernel.OneCentre is { } oneCentre)
            AddOneCentre(oneCentre, matrix, configurations, elements);
        return elements;
    }

    private static void AddOneCentre(OneCentreExchange oneCentre, SiteMatrix matrix, ReadOnlySpan<Configuration> configurations, double[] elements)
    {
        var (n, count) = (configurations.Length, oneCentre.MomentCount);
        var moments = new double[n * count];
        for (var k = 0; k < n; k++)
            oneCentre.Moments(matrix.Orbitals.Orbital(configurations[k].Occupied), matrix.Orbitals.Orbital(configurations[k].Virtual), moments.AsSpan(k * count, count));
        var weighted = (double[])moments.Clone();
        for (var k = 0; k < n; k++)
            oneCentre.Weight(weighted.AsSpan(k * count, count));
        matrix.LinearAlgebra.Multiply(false, true, n, n, count, 1, moments, weighted, 1, elements);
    }

    /// <summary>Σ_A q^A_ij J_AB, shape [i, j, sites].</summary>
    private static double[] Potentials(SiteMatrix matrix, ActiveOrbitals occupied)
    {
        var (no, sites) = (occupied.Count, matrix.Orbitals.SiteCount);
        var charges = new double[no * no * sites];
        var scratch = new double[matrix.Orbitals.FunctionCount];
        for (var i = 0; i < no; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var target = charges.AsSpan(((i * no) + j) * sites, sites);
                matrix.Orbitals.TransitionCharges(occupied[i], occupied[j], scratch, target);
                target.CopyTo(charges.AsSpan(((j * no) + i) * sites, sites));
            }
        }

        var potentials = new double[charges.Length];
        matrix.LinearAlgebra.Multiply(false, false, no * no, sites, sites, 1, charges, matrix.Kernel.Exchange, 0, potentials);
        return potentials;
    }
}
