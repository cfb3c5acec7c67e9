namespace Hybrid.Physics.Scf;

/// <summary>
/// Fermi–Dirac occupations of one spin, f_i = 1/(1 + exp((ε_i − μ)/kT)), with μ such that they add up to the number of
/// electrons.
/// </summary>
/// <remarks>At kT = 0 the lowest orbitals are filled one by one.</remarks>
internal static class FermiOccupation
{
    /// <summary>Fills f and returns the entropy term −TS = kT Σ [f ln f + (1−f) ln(1−f)] in Eh.</summary>
    public static double Fill(ReadOnlySpan<double> ε, double electrons, double kT, Span<double> f)
    {
        if (electrons <= 0.0)
        {
            f.Clear();
            return 0.0;
        }

        if (electrons >= ε.Length)
        {
            f.Fill(1.0);
            return 0.0;
        }

        if (kT == 0.0)
        {
            for (var i = 0; i < f.Length; i++)
                f[i] = Math.Clamp(electrons - i, 0.0, 1.0);
            return 0.0;
        }

        var μ = ChemicalPotential(ε, electrons, kT);
        var entropy = 0.0;
        for (var i = 0; i < f.Length; i++)
        {
            f[i] = Occupation((ε[i] - μ) / kT);
            if (f[i] is > 0.0 and < 1.0)
                entropy += (f[i] * Math.Log(f[i])) + ((1.0 - f[i]) * Math.Log(1.0 - f[i]));
        }

        return kT * entropy;
    }

    /// <summary>−f(1−f)/kT for given occupations: ∂f/∂ε at fixed μ; zero at kT = 0.</summary>
    public static double Slope(double f, double kT) => kT == 0.0 ? 0.0 : -f * (1.0 - f) / kT;

    /// <summary>
    /// The divided difference (f_i − f_j)/(ε_i − ε_j), exact also when both energies are equal, where it is the slope.
    /// </summary>
    public static double DividedDifference(double εi, double εj, double fi, double fj, double kT)
    {
        var difference = εi - εj;
        if (kT == 0.0)
            return fi == fj ? 0.0 : (fi - fj) / difference;

        // f_i − f_j = −2 sinh(Δ/2kT) √(f_i (1−f_i) f_j (1−f_j)) keeps all digits when Δ is small.
        var half = 0.5 * difference / kT;
        if (Math.Abs(half) > 1.0)
            return (fi - fj) / difference;
        var sinhc = Math.Abs(half) < 1e-4 ? 1.0 + (half * half / 6.0) : Math.Sinh(half) / half;
        return -sinhc * Math.Sqrt(fi * (1.0 - fi) * fj * (1.0 - fj)) / kT;
    }

    private static double Occupation(double x) => x > 0.0 ? Math.Exp(-x) / (1.0 + Math.Exp(-x)) : 1.0 / (1.0 + Math.Exp(x));

    /// <summary>Newton's method inside a bracket that shrinks with every step.</summary>
    private static double ChemicalPotential(ReadOnlySpan<double> ε, double electrons, double kT)
    {
        var homo = (int)Math.Ceiling(electrons) - 1;
        var lower = ε[0] - (100.0 * kT);
        var upper = ε[^1] + (100.0 * kT);
        var μ = electrons == Math.Floor(electrons) ? 0.5 * (ε[homo] + ε[homo + 1]) : ε[homo];
        for (var iteration = 0; iteration < 200; iteration++)
        {
            double count = 0, slope = 0;
            foreach (var energy in ε)
            {
                var f = Occupation((energy - μ) / kT);
                count += f;
                slope += f * (1.0 - f) / kT;
            }

            var excess = count - electrons;
            if (Math.Abs(excess) < 1e-13 * electrons)
                break;
            if (excess > 0.0)
                upper = μ;
            else
                lower = μ;
            var next = μ - (excess / slope);
            μ = next > lower && next < upper ? next : 0.5 * (lower + upper);
            if (upper - lower < 1e-15 * Math.Abs(μ))
                break;
        }

        return μ;
    }
}
