using Hybrid.Core.Autodiff;
using Hybrid.Physics.Geometry;

namespace Hybrid.Physics.Coulomb;

/// <summary>
/// The damped Coulomb matrix between atoms, γ_AB = (R^k + η_AB^−k)^(−1/k) with η_AB = ½ (η_A + η_B), after Mataga, Nishimoto, Ohno
/// and Klopman.
/// </summary>
/// <remarks>
/// On one atom γ = η. K. Ohno, Theor. Chim. Acta 2, 219 (1964), doi:10.1007/BF00528281; G. Klopman, J. Am. Chem. Soc. 86, 4550 (1964),
/// doi:10.1021/ja01075a008.
/// </remarks>
internal static class OhnoKlopman
{
    /// <summary>Records γ, shape [atoms, atoms], Eh.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="pairs">All pairs of atoms.</param>
    /// <param name="hardness">η of each atom, Eh, shape [atoms].</param>
    /// <param name="exponent">k, shape [1].</param>
    public static Variable Of(Tape tape, AtomPairs pairs, Variable hardness, Variable exponent)
    {
        var nAtoms = pairs.AtomCount;
        var γ = tape.Output([pairs.Vectors, hardness, exponent], nAtoms, nAtoms);
        var η = hardness.Value;
        for (var A = 0; A < nAtoms; A++)
            γ.Value[(A * nAtoms) + A] = η[A];
        for (var p = 0; p < pairs.Count; p++)
        {
            int A = pairs.First[p], B = pairs.Second[p];
            γ.Value[(A * nAtoms) + B] = γ.Value[(B * nAtoms) + A] = Damped(pairs.Distances[p], 0.5 * (η[A] + η[B]), exponent.Value[0]);
        }

        tape.Record(γ, () => Propagate(γ, pairs, hardness, exponent));
        return γ;
    }

    private static double Damped(double R, double η, double k) => k switch
    {
        2.0 => 1.0 / Math.Sqrt((R * R) + (1.0 / (η * η))),
        4.0 => 1.0 / Math.Sqrt(Math.Sqrt((R * R * R * R) + (1.0 / (η * η * η * η)))),
        _ => Math.Pow(Math.Pow(R, k) + Math.Pow(η, -k), -1.0 / k),
    };

    private static void Propagate(Variable γ, AtomPairs pairs, Variable hardness, Variable exponent)
    {
        var nAtoms = pairs.AtomCount;
        var k = exponent.Value[0];
        var η = hardness.Value;
        var η̄ = hardness.NeedsAdjoint ? hardness.Adjoint : default;
        var R̄ = pairs.Vectors.NeedsAdjoint ? pairs.Vectors.Adjoint : default;
        for (var A = 0; A < nAtoms && !η̄.IsEmpty; A++)
            η̄[A] += γ.Adjoint[(A * nAtoms) + A];
        for (var p = 0; p < pairs.Count; p++)
        {
            int A = pairs.First[p], B = pairs.Second[p];
            var weight = γ.Adjoint[(A * nAtoms) + B] + γ.Adjoint[(B * nAtoms) + A];
            if (weight == 0.0)
                continue;

            // With s = R^k + η^−k: ∂γ/∂R = −γ R^(k−1)/s, ∂γ/∂η = γ η^(−k−1)/s, ∂γ/∂k = γ (ln s/k² − (R^k ln R − η^−k ln η)/(k s)).
            var R = pairs.Distances[p];
            var mean = 0.5 * (η[A] + η[B]);
            double Rk = Math.Pow(R, k), ηk = Math.Pow(mean, -k), s = Rk + ηk, value = γ.Value[(A * nAtoms) + B];
            if (!R̄.IsEmpty)
                pairs.AddRadialAdjoint(R̄, p, -weight * value * Rk / (R * s));
            if (!η̄.IsEmpty)
            {
                var byHardness = 0.5 * weight * value * ηk / (mean * s);
                η̄[A] += byHardness;
                η̄[B] += byHardness;
            }

            if (exponent.NeedsAdjoint)
                exponent.Adjoint[0] += weight * value * ((Math.Log(s) / (k * k)) - (((Rk * Math.Log(R)) - (ηk * Math.Log(mean))) / (k * s)));
        }
    }
}
