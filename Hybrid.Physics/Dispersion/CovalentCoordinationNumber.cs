using Hybrid.Core.Autodiff;
using MathNet.Numerics;

namespace Hybrid.Physics.Dispersion;

/// <summary>
/// The coordination number of D4, which counts a neighbour by how covalent its bond is:
/// CN_A = Σ_B k₄ exp(−(|χ_A − χ_B| + k₅)² / k₆) · ½ erfc(7.5 (R_AB/r − 1)), r the sum of the covalent radii.
/// </summary>
/// <remarks>
/// E. Caldeweyher et al., J. Chem. Phys. 150, 154122 (2019), doi:10.1063/1.5090222, eqs. 9 and 10. Pairs whose count is
/// below 10⁻¹⁷ are left out. Where two electronegativities are equal, the derivative by them is taken as zero.
/// </remarks>
public static class CovalentCoordinationNumber
{
    private const double CountingSteepness = 7.5;
    private const double K4 = 4.10451;
    private const double K5 = 19.08857;
    private const double K6 = 2.0 * 11.28174 * 11.28174;

    /// <summary>erfc(6) = 2·10⁻¹⁷.</summary>
    private const double LargestArgument = 6.0;

    /// <summary>The coordination number of each atom.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="positions">Shape [atoms, 3], bohr.</param>
    /// <param name="covalentRadii">4/3-scaled covalent radius of each atom, bohr, shape [atoms].</param>
    /// <param name="electronegativities">χ of each atom (Pauling's scale), shape [atoms].</param>
    /// <returns>Shape [atoms].</returns>
    /// <exception cref="ArgumentException">A shape is wrong.</exception>
    public static Variable Counted(Tape tape, Variable positions, Variable covalentRadii, Variable electronegativities)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(positions);
        ArgumentNullException.ThrowIfNull(covalentRadii);
        ArgumentNullException.ThrowIfNull(electronegativities);
        var nAtoms = covalentRadii.Length;
        if (positions.Length != 3 * nAtoms || electronegativities.Length != nAtoms)
            throw new ArgumentException($"{nAtoms} covalent radii need {3 * nAtoms} coordinates and {nAtoms} electronegativities, but {positions.Length} and {electronegativities.Length} were given.", nameof(positions));

        var cn = tape.Output([positions, covalentRadii, electronegativities], nAtoms);
        var value = cn.Value;
        for (var A = 0; A < nAtoms; A++)
        {
            for (var B = 0; B < A; B++)
            {
                var R = Distance(positions.Value, A, B);
                var r = covalentRadii.Value[A] + covalentRadii.Value[B];
                var argument = CountingSteepness * ((R / r) - 1.0);
                if (argument > LargestArgument)
                    continue;
                var Δχ = Math.Abs(electronegativities.Value[A] - electronegativities.Value[B]);
                var count = Covalency(Δχ) * 0.5 * SpecialFunctions.Erfc(argument);
                value[A] += count;
                value[B] += count;
            }
        }

        tape.Record(cn, () => Propagate(cn, positions, covalentRadii, electronegativities));
        return cn;
    }

    private static double Covalency(double Δχ) => K4 * Math.Exp(-(Δχ + K5) * (Δχ + K5) / K6);

    private static double Distance(ReadOnlySpan<double> positions, int A, int B)
    {
        var Δx = positions[3 * A] - positions[3 * B];
        var Δy = positions[(3 * A) + 1] - positions[(3 * B) + 1];
        var Δz = positions[(3 * A) + 2] - positions[(3 * B) + 2];
        return Math.Sqrt((Δx * Δx) + (Δy * Δy) + (Δz * Δz));
    }

    private static void Propagate(Variable cn, Variable positions, Variable covalentRadii, Variable electronegativities)
    {
        var adjoint = cn.Adjoint;
        var radii = covalentRadii.Value;
        var χ = electronegativities.Value;
        var r̄ = positions.NeedsAdjoint ? positions.Adjoint : default;
        var radiusAdjoint = covalentRadii.NeedsAdjoint ? covalentRadii.Adjoint : default;
        var χAdjoint = electronegativities.NeedsAdjoint ? electronegativities.Adjoint : default;
        for (var A = 0; A < adjoint.Length; A++)
        {
            for (var B = 0; B < A; B++)
            {
                var R = Distance(positions.Value, A, B);
                var r = radii[A] + radii[B];
                var argument = CountingSteepness * ((R / r) - 1.0);
                if (argument > LargestArgument)
                    continue;
                var weight = adjoint[A] + adjoint[B];
                var difference = χ[A] - χ[B];
                var Δχ = Math.Abs(difference);
                var covalency = Covalency(Δχ);
                var byArgument = -weight * covalency * Math.Exp(-argument * argument) / Math.Sqrt(Math.PI);
                if (!r̄.IsEmpty)
                {
                    var scale = byArgument * CountingSteepness / (r * R);
                    for (var k = 0; k < 3; k++)
                    {
                        var force = scale * (positions.Value[(3 * A) + k] - positions.Value[(3 * B) + k]);
                        r̄[(3 * A) + k] += force;
                        r̄[(3 * B) + k] -= force;
                    }
                }

                if (!radiusAdjoint.IsEmpty)
                {
                    var byRadius = -byArgument * CountingSteepness * R / (r * r);
                    radiusAdjoint[A] += byRadius;
                    radiusAdjoint[B] += byRadius;
                }

                if (!χAdjoint.IsEmpty)
                {
                    var count = weight * covalency * 0.5 * SpecialFunctions.Erfc(argument);
                    var byDifference = count * -2.0 * (Δχ + K5) / K6 * Math.Sign(difference);
                    χAdjoint[A] += byDifference;
                    χAdjoint[B] -= byDifference;
                }
            }
        }
    }
}
