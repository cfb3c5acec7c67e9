namespace Hybrid.Core.Structures;

/// <summary>
/// The closest two atoms of a structure: atoms are sorted along x, and only those within the best distance so far in x are
/// compared, for the home cell and for every image cell that can hold anything closer.
/// </summary>
internal static class ClosestPairSearch
{
    internal static AtomPair? ClosestPair(Structure structure)
    {
        var lattice = ReducedLattice(structure.Cell);
        var atoms = Sorted(structure, lattice);
        var best = new AtomPair(0, 0, double.PositiveInfinity);
        foreach (var vector in lattice)
        {
            if (Norm(vector) < best.Distance)
                best = new AtomPair(0, 0, Norm(vector));
        }

        Compare(atoms, default, ref best);
        foreach (var translation in Translations(lattice, best.Distance))
            Compare(atoms, translation, ref best);
        return double.IsFinite(best.Distance) ? best : null;
    }

    private static void Compare(Site[] atoms, Vector translation, ref AtomPair best)
    {
        var isHome = translation == default;
        var start = 0;
        for (var i = 0; i < atoms.Length; i++)
        {
            var target = atoms[i].Position - translation;
            while (start < atoms.Length && atoms[start].Position.X < target.X - best.Distance)
                start++;
            for (var j = isHome ? i + 1 : start; j < atoms.Length && atoms[j].Position.X <= target.X + best.Distance; j++)
            {
                var distance = Norm(atoms[j].Position - target);
                if (distance < best.Distance)
                    best = new AtomPair(Math.Min(atoms[i].Index, atoms[j].Index), Math.Max(atoms[i].Index, atoms[j].Index), distance);
            }
        }
    }

    /// <summary>
    /// One of each ±T whose image cell can hold an atom within <paramref name="distance"/>: with fractional coordinates in
    /// [0, 1), |T_k| − 1 layers of thickness h_k lie between.
    /// </summary>
    private static IEnumerable<Vector> Translations(Vector[] lattice, double distance)
    {
        Span<int> reach = stackalloc int[3];
        for (var k = 0; k < lattice.Length; k++)
            reach[k] = 1 + (int)Math.Floor(distance / Height(lattice, k));
        var (ra, rb, rc) = (reach[0], reach[1], reach[2]);
        return
            from a in Enumerable.Range(0, ra + 1)
            from b in Enumerable.Range(-rb, (2 * rb) + 1)
            from c in Enumerable.Range(-rc, (2 * rc) + 1)
            where (a, b, c).CompareTo((0, 0, 0)) > 0
            select Sum(lattice, a, b, c);
    }

    private static Vector Sum(Vector[] lattice, int a, int b, int c)
    {
        var sum = default(Vector);
        ReadOnlySpan<int> counts = [a, b, c];
        for (var k = 0; k < lattice.Length; k++)
            sum += lattice[k] * counts[k];
        return sum;
    }

    /// <summary>The distance between the planes that the other lattice vectors span, measured along vector k.</summary>
    private static double Height(Vector[] lattice, int k)
    {
        var others = lattice.Where((_, index) => index != k).ToArray();
        return others.Length switch
        {
            0 => Norm(lattice[k]),
            1 => Norm(Vector.Cross(lattice[k], others[0])) / Norm(others[0]),
            _ => Math.Abs(Vector.Dot(lattice[k], Vector.Cross(others[0], others[1]))) / Norm(Vector.Cross(others[0], others[1])),
        };
    }

    /// <summary>
    /// The periodic lattice vectors, each shortened by the others until none gets shorter (Minkowski's reduction), so that
    /// a strongly skewed cell needs hardly more images than a cubic one.
    /// </summary>
    private static Vector[] ReducedLattice(Cell? cell)
    {
        if (cell is null)
            return [];
        ReadOnlySpan<bool> periodic = [cell.PeriodicA, cell.PeriodicB, cell.PeriodicC];
        var lattice = new List<Vector>();
        for (var k = 0; k < 3; k++)
        {
            if (periodic[k])
                lattice.Add(new Vector(cell.Vectors[3 * k], cell.Vectors[(3 * k) + 1], cell.Vectors[(3 * k) + 2]));
        }

        for (var changed = true; changed;)
        {
            changed = false;
            for (var k = 0; k < lattice.Count; k++)
            {
                foreach (var shift in Shifts(lattice, k))
                {
                    if (Norm(lattice[k] + shift) < Norm(lattice[k]) * (1 - 1e-9))
                    {
                        lattice[k] += shift;
                        changed = true;
                        break;
                    }
                }
            }
        }

        return [.. lattice];
    }

    /// <summary>What may shorten vector k: the nearest multiple of each other vector, and their sum and difference.</summary>
    private static IEnumerable<Vector> Shifts(List<Vector> lattice, int k)
    {
        var others = lattice.Where((_, index) => index != k).ToArray();
        foreach (var other in others)
            yield return other * -Math.Round(Vector.Dot(lattice[k], other) / Vector.Dot(other, other));
        if (others.Length < 2)
            yield break;
        yield return others[0] + others[1];
        yield return others[0] - others[1];
        yield return others[1] - others[0];
        yield return (others[0] + others[1]) * -1;
    }

    /// <summary>The atoms, moved into the reduced cell along its periodic directions, by ascending x.</summary>
    private static Site[] Sorted(Structure structure, Vector[] lattice)
    {
        var sites = new Site[structure.AtomCount];
        var p = structure.Positions;
        for (var i = 0; i < sites.Length; i++)
            sites[i] = new Site(i, Wrapped(new Vector(p[3 * i], p[(3 * i) + 1], p[(3 * i) + 2]), lattice));
        Array.Sort(sites, (left, right) => left.Position.X.CompareTo(right.Position.X));
        return sites;
    }

    private static Vector Wrapped(Vector position, Vector[] lattice)
    {
        // The dual vector of k is perpendicular to the other periodic vectors: r · dual is the fractional coordinate.
        var wrapped = position;
        for (var k = 0; k < lattice.Length; k++)
        {
            var dual = Dual(lattice, k);
            wrapped -= lattice[k] * Math.Floor(Vector.Dot(position, dual));
        }

        return wrapped;
    }

    private static Vector Dual(Vector[] lattice, int k)
    {
        var others = lattice.Where((_, index) => index != k).ToArray();
        var normal = others.Length switch
        {
            0 => lattice[k],
            1 => lattice[k] - (others[0] * (Vector.Dot(lattice[k], others[0]) / Vector.Dot(others[0], others[0]))),
            _ => Vector.Cross(others[0], others[1]),
        };
        return normal * (1 / Vector.Dot(normal, lattice[k]));
    }

    private static double Norm(Vector v) => Math.Sqrt(Vector.Dot(v, v));

    private readonly record struct Site(int Index, Vector Position);

    private readonly record struct Vector(double X, double Y, double Z)
    {
        public static Vector operator +(Vector a, Vector b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

        public static Vector operator -(Vector a, Vector b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

        public static Vector operator *(Vector a, double factor) => new(a.X * factor, a.Y * factor, a.Z * factor);

        public static double Dot(Vector a, Vector b) => (a.X * b.X) + (a.Y * b.Y) + (a.Z * b.Z);

        public static Vector Cross(Vector a, Vector b) =>
            new((a.Y * b.Z) - (a.Z * b.Y), (a.Z * b.X) - (a.X * b.Z), (a.X * b.Y) - (a.Y * b.X));
    }
}
