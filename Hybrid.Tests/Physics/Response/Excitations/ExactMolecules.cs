using Hybrid.Core.Structures;
using Hybrid.Tests.Physics.Methods;

namespace Hybrid.Tests.Physics.Response.Excitations;

/// <summary>Molecules whose symmetry is exact to rounding, in no special orientation.</summary>
internal static class ExactMolecules
{
    /// <summary>D6h, C–C 2.64 a0, C–H 2.05 a0.</summary>
    public static Structure Benzene()
    {
        var z = new List<int>();
        var r = new List<double>();
        foreach (var (element, radius) in new[] { (6, 2.64), (1, 4.69) })
        {
            for (var k = 0; k < 6; k++)
            {
                var angle = Math.PI / 3.0 * k;
                z.Add(element);
                r.AddRange([radius * Math.Cos(angle), radius * Math.Sin(angle), 0.0]);
            }
        }

        return new Structure(z.ToArray(), Rotated(r.ToArray()));
    }

    /// <summary>C2v.</summary>
    public static Structure Formaldehyde() =>
        new([8, 6, 1, 1], Rotated([0.0, 0.0, 2.28, 0.0, 0.0, 0.0, 1.77, 0.0, -1.11, -1.77, 0.0, -1.11]));

    /// <summary>Ih with one bond length.</summary>
    public static Structure Fullerene() => new(Enumerable.Repeat(6, 60).ToArray(), Rotated(DegenerateSystemTests.TruncatedIcosahedron(2.68)));

    /// <summary>Turned about a generic axis.</summary>
    public static double[] Rotated(double[] positions)
    {
        // Rodrigues' formula about (1, 2, −1)/√6 by 0.83.
        double[] k = [1.0 / Math.Sqrt(6.0), 2.0 / Math.Sqrt(6.0), -1.0 / Math.Sqrt(6.0)];
        var (s, c) = Math.SinCos(0.83);
        var result = new double[positions.Length];
        for (var A = 0; A < positions.Length; A += 3)
        {
            var v = positions.AsSpan(A, 3);
            var along = (k[0] * v[0]) + (k[1] * v[1]) + (k[2] * v[2]);
            for (var x = 0; x < 3; x++)
            {
                var (y, w) = ((x + 1) % 3, (x + 2) % 3);
                result[A + x] = (c * v[x]) + (s * ((k[y] * v[w]) - (k[w] * v[y]))) + ((1.0 - c) * along * k[x]);
            }
        }

        return result;
    }
}
