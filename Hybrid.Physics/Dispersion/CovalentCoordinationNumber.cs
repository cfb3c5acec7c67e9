using Hybrid.Core.Autodiff;
using MathNet.Numerics;

namespace Hybrid.Physics.Dispersion;

/// <summary>
/// The coordination number of D4, which counts a neighbour by how covalent its bond is:
/// CN_A = Σ_B k₄ exp(−(|χ_A − χ_B| + k₅)² / k₆) · ½ erfc(7.5 (R_AB/r − 1)), r the sum of the covalent radii.
/// </summary>
/// <remarks>
/// E. Caldeweyher et al., J. Chem. Phys. 150, 154122 (2019), doi:10.1063/1.5090222. Pairs whose count is
/// below 10⁻¹⁷ are left out. Where two electronegativities are equal, the derivative by them is taken as zero.
/// </remarks>
public static class CovalentCoordinationNumber
{
    private const double CountingSteepness = 7.5;
    private const double K4 = 4.10451;
    private const double K5 = 19.08857;
    private const double K6 = 2.0 * 11.28174 * 11.28174;

    /// <summary>(R/r)² where the argument of erfc is 6: erfc(6) = 2·10⁻¹⁷.</summary>
    private const double FarthestSquare = (1.0 + (6.0 / CountingSteepness)) * (1.0 + (6.0 / CountingSteepness));

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
        ReadOnlySpan<double> r = positions.Value, radii = covalentRadii.Value, χ = electronegativities.Value;
        for (var A = 0; A < nAtoms; A++)
        {
            for (var B = 0; B < A; B++)
            {
                var sum = radii[A] + radii[B];
                var R2 = SquaredDistance(r, A, B);
                if (R2 > FarthestSquare * sum * sum)
                    continue;
                var argument = CountingSteepness * ((Math.Sqrt(R2) / sum) - 1.0);
                var count = Covalency(Math.Abs(χ[A] - χ[B])) * 0.5 * SpecialFunctions.Erfc(argument);
                value[A] += count;
                value[B] += count;
            }
        }

        tape.Record(cn, () => Propagate(cn, positions, covalentRadii, electronegativities));
        return cn;
    }

    private static double Covalency(double Δχ) => K4 * Math.Exp(-(Δχ + K5) * (Δχ + K5) / K6);

    private static double SquaredDistance(ReadOnlySpan<double> positions, int A, int B)
    {
        var Δx = positions[3 * A] - positions[3 * B];
        var Δy = positions[(3 * A) + 1] - positions[(3 * B) + 1];
        var Δz = positions[(3 * A) + 2] - positions[(3 * B) + 2];
        return (Δx * Δx) + (Δy * Δy) + (Δz * Δz);
    }

    private static void Propagate(Variable cn, Variable positions, Variable covalentRadii, Variable electronegativities)
    {
        var adjoint = cn.Adjoint;
        ReadOnlySpan<double> r = positions.Value, radii = covalentRadii.Value, χ = electronegativities.Value;
        var r̄ = positions.NeedsAdjoint ? positions.Adjoint : default;
        var radiusAdjoint = covalentRadii.NeedsAdjoint ? covalentRadii.Adjoint : default;
        var χAdjoint = electronegativities.NeedsAdjoint ? electronegativities.Adjoint : default;
        for (var A = 0; A < adjoint.Length; A++)
        {
            for (var B = 0; B < A; B++)
            {
                var sum = radii[A] + radii[B];
                var R2 = SquaredDistance(r, A, B);
                if (R2 > FarthestSquare * sum * sum)
                    continue;
                var R = Math.Sqrt(R2);
                var argument = CountingSteepness * ((R / sum) - 1.0);
                var weight = adjoint[A] + adjoint[B];
                var difference = χ[A] - χ[B];
                var Δχ = Math.Abs(difference);
                var covalency = Covalency(Δχ);
                var byArgument = -weight * covalency * Math.Exp(-argument * argument) / Math.Sqrt(Math.PI);
                if (!r̄.IsEmpty)
                {
                    var scale = byArgument * CountingSteepness / (sum * R);
                    for (var k = 0; k < 3; k++)
                    {
                        var force = scale * (r[(3 * A) + k] - r[(3 * B) + k]);
                        r̄[(3 * A) + k] += force;
                        r̄[(3 * B) + k] -= force;
                    }
                }

                if (!radiusAdjoint.IsEmpty)
                {
                    var byRadius = -byArgument * CountingSteepness * R / (sum * sum);
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
