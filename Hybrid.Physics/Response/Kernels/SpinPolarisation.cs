using Hybrid.Core.Autodiff;
using Hybrid.Physics.Basis;
using Hybrid.Physics.Scf;

namespace Hybrid.Physics.Response.Kernels;

/// <summary>
/// E = ½ Σ_A Σ_ll' m_l W_ll' m_l' of the magnetisations of shells, written as an interaction of what takes the place of shell charges.
/// </summary>
/// <remarks>doi:10.1103/PhysRevB.63.085108. See <see cref="SpinAttraction"/> for W.</remarks>
internal sealed class SpinPolarisation(OrbitalBasis basis, Variable W) : Interaction
{
    public override string Name => "spin polarisation";

    public override IReadOnlyList<Variable> Inputs => [W];

    public override bool IsQuadratic => true;

    public override double Energy(Populations x)
    {
        var energy = 0.0;
        var m = x.ShellCharges;
        for (var a = 0; a < basis.ShellCount; a++)
            energy += 0.5 * m[a] * Answer(m, a);
        return energy;
    }

    public override void AddAtomicEnergies(Populations x, Span<double> atomEnergies)
    {
        var m = x.ShellCharges;
        for (var a = 0; a < basis.ShellCount; a++)
            atomEnergies[basis.ShellAtom[a]] += 0.5 * m[a] * Answer(m, a);
    }

    public override void AddPotential(Populations x, Populations potential) => AddKernelProduct(x, x, potential);

    public override void AddKernelProduct(Populations x, Populations direction, Populations result)
    {
        for (var a = 0; a < basis.ShellCount; a++)
            result.ShellCharges[a] += Answer(direction.ShellCharges, a);
    }

    public override void PropagateEnergyAdjoint(Populations x, double weight) => Propagate(x.ShellCharges, x.ShellCharges, 0.5 * weight);

    public override void PropagatePotentialAdjoint(Populations x, Populations direction) => Propagate(x.ShellCharges, direction.ShellCharges, 1.0);

    private double Answer(ReadOnlySpan<double> m, int shell)
    {
        var sum = 0.0;
        foreach (var b in ShellsOfSameAtom(shell))
            sum += W.Value[(shell * basis.ShellCount) + b] * m[b];
        return sum;
    }

    private void Propagate(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double weight)
    {
        if (!W.NeedsAdjoint)
            return;
        for (var a = 0; a < basis.ShellCount; a++)
        {
            foreach (var b in ShellsOfSameAtom(a))
                W.Adjoint[(a * basis.ShellCount) + b] += weight * y[a] * x[b];
        }
    }

    private IEnumerable<int> ShellsOfSameAtom(int shell)
    {
        var atom = basis.ShellAtom[shell];
        return Enumerable.Range(basis.FirstShell(atom), basis.FirstShell(atom + 1) - basis.FirstShell(atom));
    }
}
