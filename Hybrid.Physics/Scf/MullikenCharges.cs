using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Physics.Basis;

namespace Hybrid.Physics.Scf;

/// <summary>
/// Mulliken charges of the density that one diagonalisation gives, without self-consistency: H c = ε S c,
/// q_A = z_A − Σ_{μ∈A} (PS)_μμ. Several Hamiltonians may follow each other in one basis.
/// </summary>
/// <remarks>The adjoint of the density is by divided differences, see <see cref="DensityAdjoint"/>; the chain rule does the rest.</remarks>
internal sealed class MullikenCharges
{
    private readonly Tape tape;
    private readonly ILinearAlgebra algebra;
    private readonly MultipoleIntegrals integrals;
    private readonly ReadOnlyMemory<double> valenceElectrons;
    private readonly PopulationAnalysis analysis;
    private readonly Orbitals factorised;
    private bool isUsed;

    /// <param name="tape">The tape.</param>
    /// <param name="algebra">Who multiplies and diagonalises.</param>
    /// <param name="integrals">The overlap integrals.</param>
    /// <param name="valenceElectrons">z of each atom; numbers that are never learned.</param>
    /// <param name="electrons">How many electrons of each spin.</param>
    /// <param name="thermalEnergy">kT of the electrons, Eh.</param>
    public MullikenCharges(
        Tape tape, ILinearAlgebra algebra, MultipoleIntegrals integrals, ReadOnlyMemory<double> valenceElectrons, ElectronCount electrons, double thermalEnergy)
    {
        this.tape = tape;
        this.algebra = algebra;
        this.integrals = integrals;
        this.valenceElectrons = valenceElectrons;
        analysis = new PopulationAnalysis(integrals, withMultipoles: false);
        factorised = new Orbitals(tape.Arena, algebra, integrals, electrons, thermalEnergy);
    }

    /// <summary>
    /// <see cref="ScfStatus.Converged"/> as long as every diagonalisation gave numbers; afterwards charges are not a number.
    /// </summary>
    public ScfStatus Status { get; private set; } = ScfStatus.Converged;

    /// <summary>Records the charges of a Hamiltonian.</summary>
    /// <param name="hamiltonian">H in blocks, Eh.</param>
    /// <returns>e, shape [atoms].</returns>
    public Variable Of(Variable hamiltonian)
    {
        var n = factorised.Count;
        var q = tape.Output([hamiltonian, integrals.Values], integrals.Basis.AtomCount);
        var orbitals = isUsed ? factorised.OfAnother(tape.Arena) : factorised;
        isUsed = true;
        var P = tape.Arena.Rent(n * n);
        if (!orbitals.OverlapIsPositive)
            return Failed(q, ScfStatus.LinearDependence);
        var H = P.Span; // H is not needed any more when P is made
        integrals.Layout.AddToDense(hamiltonian.Value, n, H);
        if (!orbitals.Diagonalise(H))
            return Failed(q, ScfStatus.NonFinite);
        orbitals.Occupy();
        orbitals.Density(P.Span);
        var populations = analysis.Rent(tape.Arena);
        analysis.Contract(P.Span, populations);
        for (var A = 0; A < q.Length; A++)
            q.Value[A] = valenceElectrons.Span[A] + populations.AtomCharges[A];
        tape.Record(q, () => PropagateAdjoint(hamiltonian, orbitals, P.Span, q.Adjoint));
        return q;
    }

    private Variable Failed(Variable q, ScfStatus status)
    {
        Status = status;
        q.Value.Fill(double.NaN);
        return q;
    }

    private void PropagateAdjoint(Variable hamiltonian, Orbitals orbitals, ReadOnlySpan<double> P, ReadOnlySpan<double> q̄)
    {
        var memory = tape.Arena.ForAdjoints;
        var n = orbitals.Count;
        var potential = analysis.Rent(memory);
        q̄.CopyTo(potential.AtomCharges);
        analysis.SpreadAtomPotential(potential);
        var P̄ = memory.Rent(n * n).Span;
        analysis.AddHamiltonian(potential, P̄);
        var H̄ = memory.RentUncleared(n * n).Span;
        var S̄ = integrals.Values.NeedsAdjoint ? memory.RentUncleared(n * n).Span : default;
        new DensityAdjoint(memory, algebra, orbitals).Propagate(P̄, default, H̄, S̄);
        if (hamiltonian.NeedsAdjoint)
            integrals.Layout.AddFromDense(H̄, n, 1.0, hamiltonian.Adjoint);
        if (S̄.IsEmpty)
            return;
        integrals.AddToOverlapAdjoint(S̄, 1.0);
        analysis.PropagateAdjoint(P, potential, 1.0);
    }
}
