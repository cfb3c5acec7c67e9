namespace Hybrid.Physics.Coulomb;

/// <summary>A vector of three doubles, for formulas that are clearer with one.</summary>
internal readonly record struct Vector3d(double X, double Y, double Z)
{
    public static Vector3d operator +(Vector3d a, Vector3d b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static Vector3d operator -(Vector3d a, Vector3d b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    public static Vector3d operator *(double s, Vector3d a) => new(s * a.X, s * a.Y, s * a.Z);

    public double Dot(Vector3d other) => (X * other.X) + (Y * other.Y) + (Z * other.Z);
}
