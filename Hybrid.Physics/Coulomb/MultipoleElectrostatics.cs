using Hybrid.Core.Autodiff;
using Hybrid.Physics.Geometry;
using Hybrid.Physics.Scf;

namespace Hybrid.Physics.Coulomb;

/// <summary>
/// GFN2-xTB's anisotropic electrostatics and exchange–correlation: damped charge–dipole, dipole–dipole and
/// charge–quadrupole interactions between atoms, and on-site terms in the dipole and quadrupole.
/// </summary>
/// <remarks>
/// With v = R_B − R_A, a = f₃/R³, b = f₅/R³, c = f₅/R⁵ and f_n = 1/(1 + 6 (R₀/R)^k_n):
/// E = Σ_{A&lt;B} a [q_B μ_A·v − q_A μ_B·v] + b μ_A·μ_B − 3c (μ_A·v)(μ_B·v) + c [q_B v·Θ_A·v + q_A v·Θ_B·v]
///   + Σ_A f_μ |μ_A|² + f_Θ Σ_ab Θ_ab². doi:10.1021/acs.jctc.8b01176.
/// </remarks>
public sealed class MultipoleElectrostatics : Interaction
{
    private readonly AtomPairs pairs;
    private readonly Variable radii;
    private readonly Variable dipoleDamping;
    private readonly Variable quadrupoleDamping;
    private readonly Variable dipoleKernel;
    private readonly Variable quadrupoleKernel;
    private readonly MultipolePairTable table;

    /// <summary>Makes the interaction of a structure.</summary>
    /// <param name="tape">The tape whose memory is used.</param>
    /// <param name="pairs">All pairs of atoms.</param>
    /// <param name="radii">Damping radius of each atom, a0, shape [atoms]; R₀ is the mean of two.</param>
    /// <param name="dipoleDamping">k₃, shape [1].</param>
    /// <param name="quadrupoleDamping">k₅, shape [1].</param>
    /// <param name="dipoleKernel">f_μ of each atom, Eh/(e·a0)², shape [atoms].</param>
    /// <param name="quadrupoleKernel">f_Θ of each atom, Eh/(e·a0²)², shape [atoms].</param>
    public MultipoleElectrostatics(
        Tape tape, AtomPairs pairs, Variable radii, Variable dipoleDamping, Variable quadrupoleDamping, Variable dipoleKernel, Variable quadrupoleKernel)
    {
        this.pairs = pairs;
        this.radii = radii;
        this.dipoleDamping = dipoleDamping;
        this.quadrupoleDamping = quadrupoleDamping;
        this.dipoleKernel = dipoleKernel;
        this.quadrupoleKernel = quadrupoleKernel;
        table = new MultipolePairTable(tape.Arena, pairs);
        for (var p = 0; p < pairs.Count; p++)
        {
            var R = pairs.Distances[p];
            var R3 = R * R * R;
            var f3 = Damping(p, dipoleDamping).Value;
            var f5 = Damping(p, quadrupoleDamping).Value;
            table.Set(p, f3 / R3, f5 / R3, f5 / (R3 * R * R));
        }
    }

    /// <inheritdoc/>
    public override string Name => "anisotropic electrostatics";

    /// <inheritdoc/>
    public override IReadOnlyList<Variable> Inputs => [pairs.Vectors, radii, dipoleDamping, quadrupoleDamping, dipoleKernel, quadrupoleKernel];

    /// <inheritdoc/>
    public override bool IsQuadratic => true;

    /// <inheritdoc/>
    public override double Energy(Populations x)
    {
        var energy = 0.0;
        foreach (var share in AtomicEnergies(x))
            energy += share;
        return energy;
    }

    /// <inheritdoc/>
    public override void AddAtomicEnergies(Populations x, Span<double> atomEnergies)
    {
        var shares = AtomicEnergies(x);
        for (var A = 0; A < shares.Length; A++)
            atomEnergies[A] += shares[A];
    }

    /// <inheritdoc/>
    public override void AddPotential(Populations x, Populations potential) => AddKernelProduct(x, x, potential);

    /// <inheritdoc/>
    public override void AddKernelProduct(Populations x, Populations direction, Populations result)
    {
        table.Potential(direction);
        AddOnSitePotential();
        table.AddTo(result);
    }

    /// <inheritdoc/>
    public override void PropagateEnergyAdjoint(Populations x, double weight) => Propagate(x, x, 0.5 * weight);

    /// <inheritdoc/>
    public override void PropagatePotentialAdjoint(Populations x, Populations direction) => Propagate(x, direction, 1.0);

    /// <summary>½ x · v(x) of each atom: the energy is quadratic.</summary>
    private ReadOnlySpan<double> AtomicEnergies(Populations x)
    {
        table.Potential(x);
        AddOnSitePotential();
        return table.HalfProduct();
    }

    private void AddOnSitePotential()
    {
        for (var A = 0; A < pairs.AtomCount; A++)
            table.AddOnSite(A, 2.0 * dipoleKernel.Value[A], 2.0 * quadrupoleKernel.Value[A]);
    }

    /// <summary>f = 1/(1 + 6 t^k) with t = R₀/R, and its derivatives with respect to ln t and k.</summary>
    private (double Value, double ByLogT, double ByK) Damping(int pair, Variable exponent)
    {
        var t = 0.5 * (radii.Value[pairs.First[pair]] + radii.Value[pairs.Second[pair]]) / pairs.Distances[pair];
        var k = exponent.Value[0];
        var power = 6.0 * (k == 3.0 ? t * t * t : k == 4.0 ? t * t * t * t : Math.Pow(t, k));
        var f = 1.0 / (1.0 + power);
        var slope = -f * f * power;
        return (f, slope * k, slope * Math.Log(t));
    }

    /// <summary>Adds weight · ∂(v(x) · y)/∂input.</summary>
    private void Propagate(Populations x, Populations y, double weight)
    {
        PropagateOnSite(x, y, weight);
        var R̄ = pairs.Vectors.NeedsAdjoint ? pairs.Vectors.Adjoint : default;
        var r̄ = radii.NeedsAdjoint ? radii.Adjoint : default;
        for (var p = 0; p < pairs.Count; p++)
        {
            int A = pairs.First[p], B = pairs.Second[p];
            var d = MultipolePairTable.Differentiate(pairs.Vectors.Value.Slice(3 * p, 3), table[p], A, B, x, y);
            var R = pairs.Distances[p];
            var R3 = R * R * R;
            var (a, b, c) = table[p];
            var f3 = Damping(p, dipoleDamping);
            var f5 = Damping(p, quadrupoleDamping);
            var byF3 = weight * d.ByA / R3;
            var byF5 = weight * ((d.ByB / R3) + (d.ByC / (R3 * R * R)));
            var byLogT = (byF3 * f3.ByLogT) + (byF5 * f5.ByLogT);
            if (!R̄.IsEmpty)
            {
                R̄[3 * p] += weight * d.X;
                R̄[(3 * p) + 1] += weight * d.Y;
                R̄[(3 * p) + 2] += weight * d.Z;
                var powers = weight * ((3.0 * d.ByA * a) + (3.0 * d.ByB * b) + (5.0 * d.ByC * c));
                pairs.AddRadialAdjoint(R̄, p, -(powers + byLogT) / R);
            }

            if (!r̄.IsEmpty)
            {
                var byRadius = byLogT / (radii.Value[A] + radii.Value[B]);
                r̄[A] += byRadius;
                r̄[B] += byRadius;
            }

            if (dipoleDamping.NeedsAdjoint)
                dipoleDamping.Adjoint[0] += byF3 * f3.ByK;
            if (quadrupoleDamping.NeedsAdjoint)
                quadrupoleDamping.Adjoint[0] += byF5 * f5.ByK;
        }
    }

    private void PropagateOnSite(Populations x, Populations y, double weight)
    {
        for (var A = 0; A < pairs.AtomCount; A++)
        {
            if (dipoleKernel.NeedsAdjoint)
            {
                for (var k = 3 * A; k < (3 * A) + 3; k++)
                    dipoleKernel.Adjoint[A] += 2.0 * weight * x.AtomDipoles[k] * y.AtomDipoles[k];
            }

            if (quadrupoleKernel.NeedsAdjoint)
            {
                for (var k = 0; k < 6; k++)
                    quadrupoleKernel.Adjoint[A] += 2.0 * weight * MultipolePairTable.Multiplicity[k] * x.AtomQuadrupoles[(6 * A) + k] * y.AtomQuadrupoles[(6 * A) + k];
            }
        }
    }
}
