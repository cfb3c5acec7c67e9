using Hybrid.Core.Autodiff;
using Hybrid.Physics.Basis;
using Hybrid.Physics.Scf;

namespace Hybrid.Physics.Coulomb;

/// <summary>
/// On-site third-order electrostatics, E = ⅓ Σ Γ q³, over atoms (GFN1-xTB) or shells (GFN2-xTB).
/// </summary>
/// <remarks>doi:10.1021/acs.jctc.7b00118; doi:10.1021/acs.jctc.8b01176.</remarks>
public sealed class ThirdOrder : Interaction
{
    private readonly OrbitalBasis basis;
    private readonly Variable hubbardDerivatives;
    private readonly bool byShell;

    private ThirdOrder(OrbitalBasis basis, Variable hubbardDerivatives, bool byShell)
    {
        this.basis = basis;
        this.hubbardDerivatives = hubbardDerivatives;
        this.byShell = byShell;
    }

    /// <inheritdoc/>
    public override string Name => "third order";

    /// <summary>Over atomic charges.</summary>
    /// <param name="basis">The shells.</param>
    /// <param name="hubbardDerivatives">Γ of each atom, Eh/e³, shape [atoms].</param>
    public static ThirdOrder OfAtoms(OrbitalBasis basis, Variable hubbardDerivatives) => new(basis, hubbardDerivatives, byShell: false);

    /// <summary>Over shell charges.</summary>
    /// <param name="basis">The shells.</param>
    /// <param name="hubbardDerivatives">Γ of each shell, Eh/e³, shape [shells].</param>
    public static ThirdOrder OfShells(OrbitalBasis basis, Variable hubbardDerivatives) => new(basis, hubbardDerivatives, byShell: true);

    /// <inheritdoc/>
    public override IReadOnlyList<Variable> Inputs => [hubbardDerivatives];

    /// <inheritdoc/>
    public override double Energy(Populations x)
    {
        var energy = 0.0;
        var q = Charges(x);
        for (var s = 0; s < q.Length; s++)
            energy += hubbardDerivatives.Value[s] * q[s] * q[s] * q[s] / 3.0;
        return energy;
    }

    /// <inheritdoc/>
    public override void AddAtomicEnergies(Populations x, Span<double> atomEnergies)
    {
        var q = Charges(x);
        for (var s = 0; s < q.Length; s++)
            atomEnergies[byShell ? basis.ShellAtom[s] : s] += hubbardDerivatives.Value[s] * q[s] * q[s] * q[s] / 3.0;
    }

    /// <inheritdoc/>
    public override void AddPotential(Populations x, Populations potential)
    {
        var q = Charges(x);
        var v = Charges(potential);
        for (var s = 0; s < q.Length; s++)
            v[s] += hubbardDerivatives.Value[s] * q[s] * q[s];
    }

    /// <inheritdoc/>
    public override void AddKernelProduct(Populations x, Populations direction, Populations result)
    {
        var q = Charges(x);
        var y = Charges(direction);
        var r = Charges(result);
        for (var s = 0; s < q.Length; s++)
            r[s] += 2.0 * hubbardDerivatives.Value[s] * q[s] * y[s];
    }

    /// <inheritdoc/>
    public override void PropagateEnergyAdjoint(Populations x, double weight)
    {
        if (!hubbardDerivatives.NeedsAdjoint)
            return;
        var q = Charges(x);
        for (var s = 0; s < q.Length; s++)
            hubbardDerivatives.Adjoint[s] += weight * q[s] * q[s] * q[s] / 3.0;
    }

    /// <inheritdoc/>
    public override void PropagatePotentialAdjoint(Populations x, Populations direction)
    {
        if (!hubbardDerivatives.NeedsAdjoint)
            return;
        var q = Charges(x);
        var y = Charges(direction);
        for (var s = 0; s < q.Length; s++)
            hubbardDerivatives.Adjoint[s] += q[s] * q[s] * y[s];
    }

    private Span<double> Charges(Populations x) => byShell ? x.ShellCharges : x.AtomCharges;
}
