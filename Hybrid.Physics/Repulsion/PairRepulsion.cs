using Hybrid.Core.Autodiff;
using Hybrid.Physics.Geometry;

namespace Hybrid.Physics.Repulsion;

/// <summary>
/// The short-range repulsion of atomic cores, E = Σ_{A&lt;B} Z_A Z_B / R^r · exp(−√(α_A α_B) R^k), with another power k for
/// pairs among H and He.
/// </summary>
/// <remarks>doi:10.1021/acs.jctc.7b00118; doi:10.1021/acs.jctc.8b01176.</remarks>
public sealed class PairRepulsion
{
    /// <summary>α of each atom, shape [atoms].</summary>
    public required Variable Exponents { get; init; }

    /// <summary>Effective nuclear charge of each atom, shape [atoms].</summary>
    public required Variable Charges { get; init; }

    /// <summary>k, shape [1].</summary>
    public required Variable Power { get; init; }

    /// <summary>k for pairs among H and He, shape [1].</summary>
    public required Variable LightPower { get; init; }

    /// <summary>r, shape [1].</summary>
    public required Variable RadiusPower { get; init; }

    /// <summary>Records the energy of each atom: half of its pairs' energies; shape [atoms], Eh.</summary>
    public Variable AtomicEnergies(Tape tape, AtomPairs pairs, ReadOnlySpan<int> atomicNumbers)
    {
        var isLight = new bool[pairs.AtomCount];
        for (var A = 0; A < isLight.Length; A++)
            isLight[A] = atomicNumbers[A] <= LastLight;
        var energies = tape.Output([pairs.Vectors, Exponents, Charges, Power, LightPower, RadiusPower], pairs.AtomCount);
        for (var p = 0; p < pairs.Count; p++)
        {
            int A = pairs.First[p], B = pairs.Second[p];
            var half = 0.5 * Term(A, B, pairs.Distances[p], PowerOf(A, B).Value[0]).Energy;
            energies.Value[A] += half;
            energies.Value[B] += half;
        }

        tape.Record(energies, () =>
        {
            for (var p = 0; p < pairs.Count; p++)
            {
                int A = pairs.First[p], B = pairs.Second[p];
                Propagate(pairs, p, PowerOf(A, B), 0.5 * (energies.Adjoint[A] + energies.Adjoint[B]));
            }
        });
        return energies;

        Variable PowerOf(int A, int B) => isLight[A] && isLight[B] ? LightPower : Power;
    }

    /// <summary>The energy of each pair, Eh.</summary>
    internal double[] PairEnergies(AtomPairs pairs, ReadOnlySpan<int> atomicNumbers)
    {
        var energies = new double[pairs.Count];
        for (var p = 0; p < energies.Length; p++)
        {
            int A = pairs.First[p], B = pairs.Second[p];
            var power = atomicNumbers[A] <= LastLight && atomicNumbers[B] <= LastLight ? LightPower : Power;
            energies[p] = Term(A, B, pairs.Distances[p], power.Value[0]).Energy;
        }

        return energies;
    }

    private (double Energy, double Rk) Term(int A, int B, double R, double k)
    {
        var α = Math.Sqrt(Exponents.Value[A] * Exponents.Value[B]);
        var Rk = k == 1.5 ? R * Math.Sqrt(R) : k == 1.0 ? R : Math.Pow(R, k);
        if (α * Rk > LargestExponent)
            return (0.0, Rk);
        var r = RadiusPower.Value[0];
        return (Charges.Value[A] * Charges.Value[B] * Math.Exp(-α * Rk) / (r == 1.0 ? R : Math.Pow(R, r)), Rk);
    }

    private void Propagate(AtomPairs pairs, int p, Variable power, double weight)
    {
        int A = pairs.First[p], B = pairs.Second[p];
        var R = pairs.Distances[p];
        var k = power.Value[0];
        var (energy, Rk) = Term(A, B, R, k);
        var e = weight * energy;
        if (e == 0.0)
            return;
        var α = Math.Sqrt(Exponents.Value[A] * Exponents.Value[B]);
        if (pairs.Vectors.NeedsAdjoint)
            pairs.AddRadialAdjoint(pairs.Vectors.Adjoint, p, -e * ((α * k * Rk) + RadiusPower.Value[0]) / R);
        if (Exponents.NeedsAdjoint)
        {
            Exponents.Adjoint[A] -= 0.5 * e * Rk * α / Exponents.Value[A];
            Exponents.Adjoint[B] -= 0.5 * e * Rk * α / Exponents.Value[B];
        }

        if (Charges.NeedsAdjoint)
        {
            Charges.Adjoint[A] += e / Charges.Value[A];
            Charges.Adjoint[B] += e / Charges.Value[B];
        }

        if (power.NeedsAdjoint)
            power.Adjoint[0] -= e * α * Rk * Math.Log(R);
        if (RadiusPower.NeedsAdjoint)
            RadiusPower.Adjoint[0] -= e * Math.Log(R);
    }

    /// <summary>Helium.</summary>
    private const int LastLight = 2;

    /// <summary>exp(−700) is below the smallest normal number.</summary>
    private const double LargestExponent = 700.0;
}
