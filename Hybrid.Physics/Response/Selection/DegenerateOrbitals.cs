namespace Hybrid.Physics.Response.Selection;

/// <summary>Sets of degenerate orbitals, which a choice of configurations takes or leaves whole.</summary>
internal static class DegenerateOrbitals
{
    /// <summary>Orbitals that are closer to a neighbour than this belong to one set, Eh.</summary>
    private const double Threshold = 1e-5;

    /// <summary>
    /// Replaces each number by its mean over the configurations of the same sets, which does not depend on how degenerate
    /// orbitals are rotated.
    /// </summary>
    public static void Average(OrbitalWindow window, ReadOnlySpan<double> energies, double[] numbers)
    {
        var occupied = Sets(energies, window.FirstOccupied, window.FirstVirtual);
        var @virtual = Sets(energies, window.FirstVirtual, window.End);
        for (var I = 0; I + 1 < occupied.Length; I++)
        {
            for (var A = 0; A + 1 < @virtual.Length; A++)
            {
                var (rows, columns) = (occupied[I + 1] - occupied[I], @virtual[A + 1] - @virtual[A]);
                if (rows * columns == 1)
                    continue;
                var sum = 0.0;
                for (var i = occupied[I]; i < occupied[I + 1]; i++)
                {
                    foreach (var x in numbers.AsSpan(window.Index(new Configuration(i, @virtual[A])), columns))
                        sum += x;
                }

                for (var i = occupied[I]; i < occupied[I + 1]; i++)
                    numbers.AsSpan(window.Index(new Configuration(i, @virtual[A])), columns).Fill(sum / (rows * columns));
            }
        }
    }

    /// <summary>Where each set begins, and the end.</summary>
    private static int[] Sets(ReadOnlySpan<double> energies, int first, int end)
    {
        var starts = new List<int>();
        for (var p = first; p < end; p++)
        {
            if (p == first || energies[p] - energies[p - 1] > Threshold)
                starts.Add(p);
        }

        return [.. starts, end];
    }
}
