using System.Runtime.Intrinsics;

namespace Hybrid.Physics.Basis;

/// <summary>
/// ⟨μ|∇|ν⟩ and ⟨μ|(r − O) × ∇|ν⟩ as dense matrices: linear and angular momentum without their factor −iħ. Values only.
/// </summary>
/// <remarks>
/// <para>
/// A function that moves with its atom B has ∇φ_ν = −∂φ_ν/∂R_B, so that ⟨μ|∇|ν⟩ = −∂⟨μ|ν⟩/∂R and
/// ⟨μ|r_k ∇|ν⟩ = −∂⟨μ|r_k|ν⟩/∂R with r about the atom of μ and R = R_B − R_A.
/// </para>
/// <para>Both matrices are antisymmetric, since the functions are real.</para>
/// </remarks>
public sealed class GradientIntegrals
{
    private readonly double[] gradient;
    private readonly double[] angularMomentum;

    private GradientIntegrals(double[] gradient, double[] angularMomentum)
    {
        this.gradient = gradient;
        this.angularMomentum = angularMomentum;
    }

    /// <summary>⟨μ|∂/∂x|ν⟩, then y, z; 1/a0, shape [3, orbitals, orbitals].</summary>
    public ReadOnlyMemory<double> Gradient => gradient;

    /// <summary>⟨μ|((r − O) × ∇)_x|ν⟩, then y, z; shape [3, orbitals, orbitals].</summary>
    public ReadOnlyMemory<double> AngularMomentum => angularMomentum;

    /// <summary>The integrals between the shells of other integrals.</summary>
    /// <param name="integrals">Gives the shells and the pairs of atoms that overlap.</param>
    /// <param name="positions">Of the atoms, shape [atoms, 3], bohr.</param>
    /// <param name="origin">O, shape [3], bohr; empty for the origin of the coordinates.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public static GradientIntegrals Of(MultipoleIntegrals integrals, ReadOnlySpan<double> positions, ReadOnlySpan<double> origin = default)
    {
        ArgumentNullException.ThrowIfNull(integrals);
        var basis = integrals.Basis;
        if (positions.Length != 3 * basis.AtomCount)
            throw new ArgumentException($"{3 * basis.AtomCount} coordinates were expected, but {positions.Length} were given.", nameof(positions));
        if (origin.Length is not (0 or 3))
            throw new ArgumentException($"An origin of 3 coordinates was expected, but {origin.Length} were given.", nameof(origin));
        var n = basis.OrbitalCount;
        var made = new GradientIntegrals(new double[3 * n * n], new double[3 * n * n]);
        var kernel = new DifferentiatedShellPair();
        foreach (ref readonly var block in integrals.Layout.Blocks)
        {
            var (x, y, z) = integrals.VectorOf(block);
            var A = positions.Slice(3 * block.RowAtom, 3);
            var d = origin.IsEmpty
                ? new Arm(A[0], A[1], A[2])
                : new Arm(A[0] - origin[0], A[1] - origin[1], A[2] - origin[2]);
            for (var a = basis.FirstShell(block.RowAtom); a < basis.FirstShell(block.RowAtom + 1); a++)
            {
                for (var b = block.IsOnSite ? a : basis.FirstShell(block.ColumnAtom); b < basis.FirstShell(block.ColumnAtom + 1); b++)
                {
                    var (la, lb) = (basis.Shells[a].AngularMomentum, basis.Shells[b].AngularMomentum);
                    var elements = kernel.Elements(integrals.Contracted.Pairs(a, b), la, lb, x, y, z);
                    if (!elements.IsEmpty)
                        made.Fill(elements, n, d, (basis.FirstOrbital(a), SolidHarmonics.Count(la)), (basis.FirstOrbital(b), SolidHarmonics.Count(lb)));
                }
            }
        }

        return made;
    }

    private void Fill(ReadOnlySpan<Vector256<double>> elements, int n, Arm d, (int First, int Count) rows, (int First, int Count) columns)
    {
        var size = rows.Count * columns.Count;
        for (int row = 0, e = 0; row < rows.Count; row++)
        {
            for (var column = 0; column < columns.Count; column++, e++)
            {
                int μ = rows.First + row, ν = columns.First + column;
                if (μ == ν)
                    continue;
                var g = -elements[e];
                var (gx, gy, gz) = (g[1], g[2], g[3]);
                Vector256<double> byX = elements[size + e], byY = elements[(2 * size) + e], byZ = elements[(3 * size) + e];
                Set(gradient, n, μ, ν, gx, gy, gz);
                Set(
                    angularMomentum, n, μ, ν,
                    byZ[2] - byY[3] + (d.Y * gz) - (d.Z * gy),
                    byX[3] - byZ[1] + (d.Z * gx) - (d.X * gz),
                    byY[1] - byX[2] + (d.X * gy) - (d.Y * gx));
            }
        }
    }

    private static void Set(double[] matrices, int n, int μ, int ν, double x, double y, double z)
    {
        int above = (μ * n) + ν, below = (ν * n) + μ, size = n * n;
        matrices[above] = x;
        matrices[below] = -x;
        matrices[size + above] = y;
        matrices[size + below] = -y;
        matrices[(2 * size) + above] = z;
        matrices[(2 * size) + below] = -z;
    }

    /// <summary>From O to the atom of the row.</summary>
    private readonly record struct Arm(double X, double Y, double Z);
}
