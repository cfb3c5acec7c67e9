using Hybrid.Core.Autodiff;

namespace Hybrid.Physics.Response.Spectra;

/// <summary>
/// Absorption as a function of a matrix of states on a tape, differentiable also where states are degenerate.
/// </summary>
/// <remarks>
/// <para>
/// In the space of some states, with the matrix Ω of their energies and their transition dipoles μ, the spectrum is the matrix
/// function ε(E) = ⅔ K Tr(μᵀ F_E(Ω) μ) with F_E(ω) = ω g(E − ω); see <see cref="Spectrum"/> for K and g. It does not change
/// when states are mixed by a rotation U, Ω ← UΩUᵀ and μ ← Uμ.
/// </para>
/// <para>
/// Its derivative is that of a matrix function (Ju. L. Daleckii and S. G. Krein, 1965): with Ω = Vᵀ ω V, h = Σ_E ε̄_E F_E and
/// the divided differences h[ω_N, ω_M], Ω̄ = ⅔ K Vᵀ (h[·,·] ∘ Vμ(Vμ)ᵀ) V and μ̄ = 4/3 K h(Ω) μ. A divided difference of close
/// energies is the mean of h′ between them, by Gauss's quadrature; equal energies need no care.
/// </para>
/// </remarks>
internal static class AbsorptionFunction
{
    /// <summary>Gauss–Legendre on [0, 1] with four points: exact for polynomials of degree seven.</summary>
    private static readonly (double Point, double Weight)[] Quadrature =
    [
        (0.06943184420297371, 0.17392742256872693), (0.33000947820757187, 0.32607257743127307),
        (0.6699905217924281, 0.32607257743127307), (0.9305681557970262, 0.17392742256872693),
    ];

    /// <summary>In widths σ or γ of the line: closer, the quadrature is better than the difference, (0.03)⁸ of the eighth derivative.</summary>
    private const double LargestQuadrature = 0.03;

    /// <inheritdoc cref="Spectrum.Record"/>
    public static Variable Record(Tape tape, Variable energies, Variable dipoles, Broadening broadening, SpectralAxis axis)
    {
        var m = energies.Shape.Length == 2 ? energies.Shape[0] : -1;
        if (m < 1 || energies.Shape[1] != m || dipoles.Shape.Length != 2 || dipoles.Shape[0] != m || dipoles.Shape[1] != 3)
            throw new ArgumentException("A square matrix of energies and three dipole components for each of its rows were expected.", nameof(energies));
        var V = tape.Arena.RentUncleared(m * m);
        var ω = tape.Arena.RentUncleared(m);
        var Vμ = tape.Arena.RentUncleared(3 * m);
        for (var N = 0; N < m; N++)
        {
            for (var M = 0; M < m; M++)
                V.Span[(N * m) + M] = 0.5 * (energies.Value[(N * m) + M] + energies.Value[(M * m) + N]);
        }

        if (!tape.LinearAlgebra.SymmetricEigen(m, V.Span, ω.Span))
            throw new ArgumentException("Finite energies were expected.", nameof(energies));
        tape.LinearAlgebra.Multiply(false, false, m, 3, m, 1.0, V.Span, dipoles.Value, 0.0, Vμ.Span);

        var spectrum = tape.Output([energies, dipoles], axis.Count);
        for (var N = 0; N < m; N++)
        {
            var μ = Vμ.Span.Slice(3 * N, 3);
            var strength = Factor * ω.Span[N] * ((μ[0] * μ[0]) + (μ[1] * μ[1]) + (μ[2] * μ[2]));
            for (var p = 0; p < axis.Count; p++)
                spectrum.Value[p] += strength * broadening.Value(axis.Energies[p] - ω.Span[N]);
        }

        if (spectrum.NeedsAdjoint)
            tape.Record(spectrum, () => PropagateAdjoint(spectrum, energies, dipoles, V, ω, Vμ, broadening, axis));
        return spectrum;
    }

    private static void PropagateAdjoint(
        Variable spectrum, Variable energies, Variable dipoles, ReadOnlyMemory<double> V, ReadOnlyMemory<double> ω, ReadOnlyMemory<double> Vμ,
        Broadening broadening, SpectralAxis axis)
    {
        var m = ω.Length;
        var tape = spectrum.Tape;
        var weighted = new WeightedLine(spectrum.Adjoint.ToArray(), broadening, axis);
        var h = new double[m];
        for (var N = 0; N < m; N++)
            h[N] = weighted.Value(ω.Span[N]);
        if (dipoles.NeedsAdjoint)
        {
            var hVμ = new double[3 * m];
            for (var k = 0; k < hVμ.Length; k++)
                hVμ[k] = h[k / 3] * Vμ.Span[k];
            tape.LinearAlgebra.Multiply(true, false, m, 3, m, 2.0 * Factor, V.Span, hVμ, 1.0, dipoles.Adjoint);
        }

        if (!energies.NeedsAdjoint)
            return;
        var inner = new double[m * m];
        for (var N = 0; N < m; N++)
        {
            for (var M = 0; M <= N; M++)
            {
                var product = 0.0;
                for (var k = 0; k < 3; k++)
                    product += Vμ.Span[(3 * N) + k] * Vμ.Span[(3 * M) + k];
                inner[(N * m) + M] = inner[(M * m) + N] = product * weighted.DividedDifference(ω.Span[N], ω.Span[M], h[N], h[M]);
            }
        }

        var half = new double[m * m];
        tape.LinearAlgebra.Multiply(false, false, m, m, m, 1.0, inner, V.Span, 0.0, half);
        tape.LinearAlgebra.Multiply(true, false, m, m, m, Factor, V.Span, half, 1.0, energies.Adjoint);
    }

    private const double Factor = 2.0 / 3.0 * Spectrum.AbsorptivityPerStrength;

    /// <summary>h(ω) = Σ_E ε̄_E ω g(E − ω).</summary>
    private readonly struct WeightedLine(double[] weights, Broadening broadening, SpectralAxis axis)
    {
        public double Value(double ω)
        {
            var sum = 0.0;
            for (var p = 0; p < weights.Length; p++)
                sum += weights[p] * broadening.Value(axis.Energies[p] - ω);
            return ω * sum;
        }

        public double DividedDifference(double a, double b, double ha, double hb)
        {
            if (Math.Abs(a - b) > LargestQuadrature * broadening.Scale)
                return (ha - hb) / (a - b);
            if (a == b)
                return Slope(a);
            var mean = 0.0;
            foreach (var (point, weight) in Quadrature)
                mean += weight * Slope(a + (point * (b - a)));
            return mean;
        }

        private double Slope(double ω)
        {
            var sum = 0.0;
            for (var p = 0; p < weights.Length; p++)
            {
                var x = axis.Energies[p] - ω;
                sum += weights[p] * (broadening.Value(x) - (ω * broadening.Slope(x)));
            }

            return sum;
        }
    }
}
