using Hybrid.Core.Sampling;

namespace Hybrid.Learn.Representations;

/// <summary>Rotations and reflections of space as matrices Q with Q Qᵀ = 1, row-major.</summary>
public static class OrthogonalMatrix
{
    /// <summary>A random one, evenly distributed over all rotations and reflections: Gram and Schmidt on normal random numbers.</summary>
    /// <param name="random">Its first nine numbers are used.</param>
    /// <returns>Nine numbers.</returns>
    public static double[] Random(CounterRandom random)
    {
        var Q = new double[9];
        for (ulong k = 0; k < 9; k++)
            Q[k] = random.Normal(k);
        for (var row = 0; row < 3; row++)
        {
            var x = Q.AsSpan(3 * row, 3);
            for (var earlier = 0; earlier < row; earlier++)
            {
                var y = Q.AsSpan(3 * earlier, 3);
                var overlap = Dot(x, y);
                for (var k = 0; k < 3; k++)
                    x[k] -= overlap * y[k];
            }

            var scale = 1.0 / Math.Sqrt(Dot(x, x));
            for (var k = 0; k < 3; k++)
                x[k] *= scale;
        }

        return Q;
    }

    /// <summary>Each row r of [n, 3] becomes Q r.</summary>
    public static double[] Applied(ReadOnlySpan<double> matrix, ReadOnlySpan<double> positions)
    {
        var turned = new double[positions.Length];
        for (var k = 0; k < turned.Length; k++)
            turned[k] = Dot(matrix.Slice(3 * (k % 3), 3), positions.Slice(k - (k % 3), 3));
        return turned;
    }

    /// <summary>
    /// The symmetry operations of the cube, as signed permutations of x, y, z: the first is the identity, the first eight change signs only,
    /// all 48 are a group.
    /// </summary>
    internal static IReadOnlyList<double[]> OfTheCube { get; } = SignedPermutations();

    private static double[][] SignedPermutations()
    {
        int[][] permutations = [[0, 1, 2], [1, 2, 0], [2, 0, 1], [1, 0, 2], [0, 2, 1], [2, 1, 0]];
        var matrices = new List<double[]>();
        foreach (var permutation in permutations)
        {
            for (var signs = 0; signs < 8; signs++)
            {
                var Q = new double[9];
                for (var k = 0; k < 3; k++)
                    Q[(3 * k) + permutation[k]] = (signs >> k & 1) == 0 ? 1.0 : -1.0;
                matrices.Add(Q);
            }
        }

        return [.. matrices];
    }

    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => (x[0] * y[0]) + (x[1] * y[1]) + (x[2] * y[2]);
}
