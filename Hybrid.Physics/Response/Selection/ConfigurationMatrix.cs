using Hybrid.Core.LinearAlgebra;

namespace Hybrid.Physics.Response.Selection;

/// <summary>The Tamm–Dancoff matrix between chosen configurations, made of matrix products over the orbitals that occur in them.</summary>
/// <remarks>
/// For each a the densities ab of all b meet the contracted densities ij J of all j and of every i that is excited to a:
/// one product [pairs ij, numbers of a density] × [numbers of a density, b].
/// </remarks>
internal static class ConfigurationMatrix
{
    /// <summary>
    /// (ia|K|jb) − (ij|J|ab), shape [configurations, configurations]; orbital energies are not in it.
    /// </summary>
    public static double[] Of(SiteMatrix matrix, ReadOnlySpan<Configuration> configurations)
    {
        var n = configurations.Length;
        var elements = Coulomb(matrix, configurations);
        var densities = new PairDensities(matrix.Orbitals, matrix.Kernel.Exchange, matrix.Kernel.OneCentreAttraction?.Integrals);
        var length = densities.Length;
        var occupied = new ActiveOrbitals(configurations, static c => c.Occupied);
        var @virtual = new ActiveOrbitals(configurations, static c => c.Virtual);
        var (no, nv) = (occupied.Count, @virtual.Count);
        var offsets = new int[n];
        for (var k = 0; k < n; k++)
            offsets[k] = (occupied.Position(configurations[k].Occupied) * nv) + @virtual.Position(configurations[k].Virtual);
        var potentials = Potentials(matrix.LinearAlgebra, densities, occupied);
        var strip = new double[no * no * length];
        var products = new double[no * no * nv];
        var ofVirtual = new double[nv * length];
        foreach (var group in @virtual.Members)
        {
            for (var b = 0; b < nv; b++)
                densities.Of(group.Orbital, @virtual[b], ofVirtual.AsSpan(b * length, length));
            for (var r = 0; r < group.Configurations.Count; r++)
                potentials.AsSpan(occupied.Position(configurations[group.Configurations[r]].Occupied) * no * length, no * length).CopyTo(strip.AsSpan(r * no * length));
            matrix.LinearAlgebra.Multiply(false, true, group.Configurations.Count * no, nv, length, -1, strip, ofVirtual, 0, products);
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
        var n = configurations.Length;
        var elements = new double[n * n];
        if (matrix.Kernel.Coulomb.IsEmpty)
            return elements;
        var densities = new PairDensities(matrix.Orbitals, matrix.Kernel.Coulomb, matrix.Kernel.OneCentreExchange);
        var length = densities.Length;
        var transitions = new double[n * length];
        for (var k = 0; k < n; k++)
            densities.Of(configurations[k].Occupied, configurations[k].Virtual, transitions.AsSpan(k * length, length));
        var contracted = new double[n * length];
        matrix.LinearAlgebra.Multiply(false, false, n, length, length, 1, transitions, densities.Kernel, 0, contracted);
        matrix.LinearAlgebra.Multiply(false, true, n, n, length, 1, transitions, contracted, 0, elements);
        return elements;
    }

    /// <summary>ij J for all pairs of occupied orbitals, shape [i, j, numbers of a density].</summary>
    private static double[] Potentials(ILinearAlgebra linearAlgebra, PairDensities densities, ActiveOrbitals occupied)
    {
        var (no, length) = (occupied.Count, densities.Length);
        var pairs = new double[no * no * length];
        for (var i = 0; i < no; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var target = pairs.AsSpan(((i * no) + j) * length, length);
                densities.Of(occupied[i], occupied[j], target);
                target.CopyTo(pairs.AsSpan(((j * no) + i) * length, length));
            }
        }

        var potentials = new double[pairs.Length];
        linearAlgebra.Multiply(false, false, no * no, length, length, 1, pairs, densities.Kernel, 0, potentials);
        return potentials;
    }
}
