using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;

namespace Hybrid.Physics.Response;

/// <summary>The translations and rotations of a molecule as a whole, and its moments of inertia. Immutable.</summary>
internal sealed class RigidMotions
{
    /// <summary>
    /// A molecule is linear when its smallest moment of inertia is below this part of the largest: atoms within about a
    /// thousandth of its length from the axis.
    /// </summary>
    private const double LinearityThreshold = 1e-6;

    private readonly double[] vectors;

    private RigidMotions(double[] vectors, int count, double[] moments, double mass)
    {
        this.vectors = vectors;
        Count = count;
        Moments = moments;
        Mass = mass;
    }

    /// <summary>3 for an atom, 5 for a linear molecule, 6 otherwise.</summary>
    public int Count { get; }

    /// <summary>Orthonormal vectors in mass-weighted coordinates √m R, one per row, shape [Count, 3 · atoms].</summary>
    public ReadOnlySpan<double> Vectors => vectors;

    /// <summary>The principal moments of inertia, ascending, me·a0²; those about which nothing turns are zero.</summary>
    public double[] Moments { get; }

    /// <summary>The total mass, me.</summary>
    public double Mass { get; }

    public static RigidMotions Of(Structure structure, ReadOnlySpan<double> masses, ILinearAlgebra algebra)
    {
        var R = structure.Positions.ToArray();
        var mass = Centre(R, masses);
        var axes = InertiaTensor(R, masses);
        var moments = new double[3];
        if (!algebra.SymmetricEigen(3, axes, moments))
            throw new InvalidOperationException("The tensor of inertia could not be diagonalised.");
        var turning = new bool[3];
        for (var k = 0; k < 3; k++)
        {
            turning[k] = moments[k] > LinearityThreshold * moments[2];
            if (!turning[k])
                moments[k] = 0.0;
        }

        var count = 3 + turning.Count(turns => turns);
        var n = R.Length;
        var vectors = new double[count * n];
        for (var k = 0; k < 3; k++)
        {
            for (var A = 0; A < masses.Length; A++)
                vectors[(k * n) + (3 * A) + k] = Math.Sqrt(masses[A] / mass);
        }

        for (int k = 0, row = 3; k < 3; k++)
        {
            if (turning[k])
                Rotation(R, masses, axes.AsSpan(3 * k, 3), vectors.AsSpan(n * row++, n));
        }

        return new RigidMotions(vectors, count, moments, mass);
    }

    /// <summary>Moves the centre of mass into the origin and returns the total mass.</summary>
    private static double Centre(Span<double> R, ReadOnlySpan<double> masses)
    {
        var mass = 0.0;
        Span<double> centre = stackalloc double[3];
        centre.Clear();
        for (var A = 0; A < masses.Length; A++)
        {
            mass += masses[A];
            for (var k = 0; k < 3; k++)
                centre[k] += masses[A] * R[(3 * A) + k];
        }

        for (var i = 0; i < R.Length; i++)
            R[i] -= centre[i % 3] / mass;
        return mass;
    }

    /// <summary>Σ m (R² − R Rᵀ).</summary>
    private static double[] InertiaTensor(ReadOnlySpan<double> R, ReadOnlySpan<double> masses)
    {
        var tensor = new double[9];
        for (var A = 0; A < masses.Length; A++)
        {
            var r = R.Slice(3 * A, 3);
            var square = (r[0] * r[0]) + (r[1] * r[1]) + (r[2] * r[2]);
            for (var k = 0; k < 3; k++)
            {
                for (var l = 0; l < 3; l++)
                    tensor[(3 * k) + l] += masses[A] * ((k == l ? square : 0.0) - (r[k] * r[l]));
            }
        }

        return tensor;
    }

    /// <summary>√m (axis × R), normalised. Rotations about principal axes are orthogonal to each other.</summary>
    private static void Rotation(ReadOnlySpan<double> R, ReadOnlySpan<double> masses, ReadOnlySpan<double> axis, Span<double> vector)
    {
        var square = 0.0;
        for (var i = 0; i < vector.Length; i++)
        {
            var k = i % 3;
            var r = R.Slice(i - k, 3);
            vector[i] = Math.Sqrt(masses[i / 3]) * ((axis[(k + 1) % 3] * r[(k + 2) % 3]) - (axis[(k + 2) % 3] * r[(k + 1) % 3]));
            square += vector[i] * vector[i];
        }

        System.Numerics.Tensors.TensorPrimitives.Divide(vector, Math.Sqrt(square), vector);
    }
}
