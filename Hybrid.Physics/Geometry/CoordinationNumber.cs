using Hybrid.Core.Autodiff;

namespace Hybrid.Physics.Geometry;

/// <summary>
/// Fractional coordination numbers: CN_A = Σ_{B≠A} f(R_AB; r_A + r_B), with a counting function f that falls from one to
/// zero around the sum of the covalent radii.
/// </summary>
/// <remarks>No cutoff is applied in molecules: the tail of the counting function is part of the published definition.</remarks>
public static class CoordinationNumber
{
    /// <summary>
    /// The counting function of D3 and GFN1-xTB, f = 1 / (1 + exp(−16 (r/R − 1))).
    /// </summary>
    /// <param name="tape">The tape.</param>
    /// <param name="pairs">Pairs of atoms.</param>
    /// <param name="covalentRadii">4/3-scaled covalent radius of each atom, bohr, shape [atoms].</param>
    /// <returns>Coordination numbers, shape [atoms].</returns>
    /// <remarks>S. Grimme et al., J. Chem. Phys. 132, 154104 (2010), doi:10.1063/1.3382344, eq. 15.</remarks>
    public static Variable Exponential(Tape tape, AtomPairs pairs, Variable covalentRadii) =>
        Counted(tape, pairs, covalentRadii, static (R, r) => Logistic(16.0, R, r));

    /// <summary>
    /// The counting function of GFN2-xTB, f = 1 / (1 + exp(−10 (r/R − 1))) · 1 / (1 + exp(−20 ((r + 2)/R − 1))).
    /// </summary>
    /// <inheritdoc cref="Exponential" path="/param|/returns"/>
    /// <remarks>C. Bannwarth, S. Ehlert, S. Grimme, J. Chem. Theory Comput. 15, 1652 (2019), doi:10.1021/acs.jctc.8b01176.</remarks>
    public static Variable DoubleExponential(Tape tape, AtomPairs pairs, Variable covalentRadii) =>
        Counted(tape, pairs, covalentRadii, static (R, r) =>
        {
            var (f, fR, fr) = Logistic(10.0, R, r);
            var (g, gR, gr) = Logistic(20.0, R, r + 2.0);
            return (f * g, (fR * g) + (f * gR), (fr * g) + (f * gr));
        });

    /// <summary>The value and its derivatives with respect to R and r.</summary>
    private static (double F, double ByR, double Byr) Logistic(double k, double R, double r)
    {
        var e = Math.Exp(-k * ((r / R) - 1.0));
        var f = 1.0 / (1.0 + e);
        var slope = k * f * f * e;
        return (f, -slope * r / (R * R), slope / R);
    }

    private static Variable Counted(Tape tape, AtomPairs pairs, Variable radii, Func<double, double, (double F, double ByR, double Byr)> counting)
    {
        var cn = tape.Output([pairs.Vectors, radii], pairs.AtomCount);
        var value = cn.Value;
        var r = radii.Value;
        for (var p = 0; p < pairs.Count; p++)
        {
            int i = pairs.First[p], j = pairs.Second[p];
            var f = counting(pairs.Distances[p], r[i] + r[j]).F;
            value[i] += f;
            value[j] += f;
        }

        tape.Record(cn, () =>
        {
            var adjoint = cn.Adjoint;
            var r = radii.Value;
            var v̄ = pairs.Vectors.NeedsAdjoint ? pairs.Vectors.Adjoint : default;
            var r̄ = radii.NeedsAdjoint ? radii.Adjoint : default;
            for (var p = 0; p < pairs.Count; p++)
            {
                int i = pairs.First[p], j = pairs.Second[p];
                var weight = adjoint[i] + adjoint[j];
                if (weight == 0.0)
                    continue;
                var (_, byR, byr) = counting(pairs.Distances[p], r[i] + r[j]);
                if (!v̄.IsEmpty)
                    pairs.AddRadialAdjoint(v̄, p, weight * byR);
                if (!r̄.IsEmpty)
                {
                    r̄[i] += weight * byr;
                    r̄[j] += weight * byr;
                }
            }
        });
        return cn;
    }
}
