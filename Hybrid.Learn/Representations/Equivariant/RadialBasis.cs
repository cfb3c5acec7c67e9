using Hybrid.Core.Autodiff;

namespace Hybrid.Learn.Representations.Equivariant;

/// <summary>
/// b_n(r) = f(r) √2 (a/r) sin(nπr/r_c), n = 1 … N, with the cutoff function f and a of the size of a bond: spherical Bessel
/// functions of order zero that end smoothly.
/// </summary>
/// <remarks>Gasteiger et al., ICLR 2020, doi:10.48550/arXiv.2003.03123, with the cutoff function of <see cref="Neighbours"/>.</remarks>
internal static class RadialBasis
{
    /// <summary>Functions are of order one at the distance of bonded atoms, bohr.</summary>
    private const double Scale = 2.5;

    /// <summary>The functions of each pair, shape [pairs, N].</summary>
    public static Variable Of(Neighbours neighbours, int count)
    {
        var (distances, envelope) = (neighbours.Distances, neighbours.Envelope);
        var basis = neighbours.Tape.Output([distances, envelope], neighbours.Count, count);
        var k = Math.PI / neighbours.Cutoff;
        for (var p = 0; p < neighbours.Count; p++)
        {
            var r = distances.Value[p];
            Sines(k * r, basis.Value.Slice(p * count, count));
            var scale = Amplitude * envelope.Value[p] / r;
            for (var n = 0; n < count; n++)
                basis.Value[(p * count) + n] *= scale;
        }

        if (basis.NeedsAdjoint)
            Record(distances, envelope, basis, count, k);
        return basis;
    }

    private const double Amplitude = Scale * 1.4142135623730951;

    private static void Record(Variable distances, Variable envelope, Variable basis, int count, double k) => basis.Tape.Record(basis, () =>
    {
        Span<double> sines = stackalloc double[count], cosines = stackalloc double[count];
        for (var p = 0; p < distances.Length; p++)
        {
            var (r, f) = (distances.Value[p], envelope.Value[p]);
            Sines(k * r, sines);
            Cosines(k * r, cosines);
            double byEnvelope = 0.0, byDistance = 0.0;
            for (var n = 0; n < count; n++)
            {
                var adjoint = basis.Adjoint[(p * count) + n] * Amplitude / r;
                byEnvelope += adjoint * sines[n];
                byDistance += adjoint * f * (((n + 1) * k * cosines[n]) - (sines[n] / r));
            }

            envelope.Adjoint[p] += byEnvelope;
            distances.Adjoint[p] += byDistance;
        }
    });

    // sin (n+1)x = 2 cos x sin nx − sin (n−1)x, and the same for cosines
    private static void Sines(double x, Span<double> sines)
    {
        var (sine, cosine) = Math.SinCos(x);
        var before = 0.0;
        foreach (ref var value in sines)
        {
            value = sine;
            (before, sine) = (sine, (2.0 * cosine * sine) - before);
        }
    }

    private static void Cosines(double x, Span<double> cosines)
    {
        var first = Math.Cos(x);
        var (before, cosine) = (1.0, first);
        foreach (ref var value in cosines)
        {
            value = cosine;
            (before, cosine) = (cosine, (2.0 * first * cosine) - before);
        }
    }
}
