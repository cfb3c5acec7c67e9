namespace Hybrid.Physics.Basis;

/// <summary>
/// A Slater-type shell as a sum of Gaussians, φ = Σ_k c_k r^l exp(−α_k r²), with the derivatives of α_k and c_k with
/// respect to the Slater exponents that it is made of.
/// </summary>
/// <remarks>
/// α_k = α⁰_k ζ² and c_k = d_k (2α_k/π)^{3/4} (4α_k)^{l/2} / √((2l−1)!!). A second shell of the same l (2s on hydrogen in
/// GFN1-xTB) is orthogonalised to the first and therefore depends on two exponents, its own and its partner's.
/// R. F. Stewart, J. Chem. Phys. 52, 431 (1970), doi:10.1063/1.1672702.
/// </remarks>
internal sealed class ContractedShell
{
    private ContractedShell(int l, int count, bool hasPartner)
    {
        L = l;
        Exponents = new double[count];
        Coefficients = new double[count];
        ExponentsByOwn = new double[count];
        LogCoefficientsByOwn = new double[count];
        ExponentsByPartner = hasPartner ? new double[count] : [];
        LogCoefficientsByPartner = hasPartner ? new double[count] : [];
    }

    public int L { get; }

    public double[] Exponents { get; }

    public double[] Coefficients { get; }

    /// <summary>∂α_k/∂ζ for the shell's own exponent.</summary>
    public double[] ExponentsByOwn { get; }

    /// <summary>∂ln c_k/∂ζ for the shell's own exponent.</summary>
    public double[] LogCoefficientsByOwn { get; }

    /// <summary>∂α_k/∂ζ for the partner's exponent; empty without a partner.</summary>
    public double[] ExponentsByPartner { get; }

    /// <summary>∂ln c_k/∂ζ for the partner's exponent; empty without a partner.</summary>
    public double[] LogCoefficientsByPartner { get; }

    public bool HasPartner => ExponentsByPartner.Length > 0;

    public double SmallestExponent { get; private set; }

    /// <summary>The expansion of a Slater function with exponent ζ (1/a0).</summary>
    public static ContractedShell OfSlater(SlaterExpansion expansion, int l, double ζ)
    {
        var count = expansion.Exponents.Length;
        var shell = new ContractedShell(l, count, hasPartner: false);
        var doubleFactorial = l switch { 0 or 1 => 1.0, 2 => 3.0, _ => throw new ArgumentOutOfRangeException(nameof(l)) };
        for (var k = 0; k < count; k++)
        {
            var α = expansion.Exponents[k] * ζ * ζ;
            shell.Exponents[k] = α;
            shell.Coefficients[k] = expansion.Coefficients[k] * Math.Pow(2.0 * α / Math.PI, 0.75) * Math.Pow(4.0 * α, 0.5 * l) / Math.Sqrt(doubleFactorial);
            shell.ExponentsByOwn[k] = 2.0 * α / ζ;
            shell.LogCoefficientsByOwn[k] = (l + 1.5) / ζ;
        }

        shell.SmallestExponent = shell.Exponents.Min();
        return shell;
    }

    /// <summary>N (φ − s φ_partner) with s = ⟨φ_partner|φ⟩ and N so that it is normalised.</summary>
    public ContractedShell OrthogonalisedTo(ContractedShell partner)
    {
        var own = Exponents.Length;
        var shell = new ContractedShell(L, own + partner.Exponents.Length, hasPartner: true);
        var (s, sByOwn, sByPartner) = OverlapWith(partner);
        var n1 = partner.OverlapWith(partner).Value;
        var n2 = OverlapWith(this).Value;
        var ν = n2 - (2.0 * s * s) + (s * s * n1);
        var N = 1.0 / Math.Sqrt(ν);
        var logNByS = -0.5 * ((-4.0 * s) + (2.0 * s * n1)) / ν;
        for (var k = 0; k < own; k++)
        {
            shell.Exponents[k] = Exponents[k];
            shell.Coefficients[k] = N * Coefficients[k];
            shell.ExponentsByOwn[k] = ExponentsByOwn[k];
            shell.LogCoefficientsByOwn[k] = LogCoefficientsByOwn[k] + (logNByS * sByOwn);
            shell.LogCoefficientsByPartner[k] = logNByS * sByPartner;
        }

        for (var k = 0; k < partner.Exponents.Length; k++)
        {
            shell.Exponents[own + k] = partner.Exponents[k];
            shell.Coefficients[own + k] = -N * s * partner.Coefficients[k];
            shell.LogCoefficientsByOwn[own + k] = (logNByS + (1.0 / s)) * sByOwn;
            shell.ExponentsByPartner[own + k] = partner.ExponentsByOwn[k];
            shell.LogCoefficientsByPartner[own + k] = partner.LogCoefficientsByOwn[k] + ((logNByS + (1.0 / s)) * sByPartner);
        }

        shell.SmallestExponent = shell.Exponents.Min();
        return shell;
    }

    /// <summary>⟨φ_partner|φ⟩ on one centre, for the x^l component, and its derivatives with respect to both exponents.</summary>
    private (double Value, double ByOwn, double ByPartner) OverlapWith(ContractedShell partner)
    {
        double s = 0, byOwn = 0, byPartner = 0;
        var doubleFactorial = L == 2 ? 3.0 : 1.0;
        for (var i = 0; i < Exponents.Length; i++)
        {
            for (var j = 0; j < partner.Exponents.Length; j++)
            {
                var p = Exponents[i] + partner.Exponents[j];
                var term = Coefficients[i] * partner.Coefficients[j] * doubleFactorial * Math.Pow(Math.PI / p, 1.5) / Math.Pow(2.0 * p, L);
                s += term;
                byOwn += term * (LogCoefficientsByOwn[i] - ((L + 1.5) / p * ExponentsByOwn[i]));
                byPartner += term * (partner.LogCoefficientsByOwn[j] - ((L + 1.5) / p * partner.ExponentsByOwn[j]));
            }
        }

        return (s, byOwn, byPartner);
    }
}
