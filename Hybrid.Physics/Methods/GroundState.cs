using Hybrid.Core.Autodiff;
using Hybrid.Physics.Geometry;
using Hybrid.Physics.Parameters;
using Hybrid.Physics.Scf;

namespace Hybrid.Physics.Methods;

/// <summary>
/// The ground state of one structure on a tape: every quantity is a variable that can be differentiated with respect to
/// positions, electric field and parameters.
/// </summary>
public sealed class GroundState
{
    private readonly Tape tape;
    private Variable? moments;

    internal GroundState(Tape tape, Variable positions, Variable? electricField, ParameterFields parameters, AtomPairs pairs, IReadOnlyList<EnergyTerm> classicalTerms, ScfSolution scf)
    {
        this.tape = tape;
        Positions = positions;
        ElectricField = electricField;
        Parameters = parameters;
        Pairs = pairs;
        ClassicalTerms = classicalTerms;
        Scf = scf;
        Energy = Total(tape, scf.Energy, classicalTerms);
    }

    /// <summary>The positions, shape [atoms, 3], bohr.</summary>
    public Variable Positions { get; }

    /// <summary>The electric field, shape [3], Eh/(e·a0); null when the ground state was solved without one.</summary>
    public Variable? ElectricField { get; }

    /// <summary>The parameters that were used.</summary>
    public ParameterFields Parameters { get; }

    /// <summary>The pairs of atoms.</summary>
    public AtomPairs Pairs { get; }

    /// <summary>The self-consistent part: density, populations, orbital energies.</summary>
    public ScfSolution Scf { get; }

    /// <summary>The energy terms that do not depend on the density.</summary>
    public IReadOnlyList<EnergyTerm> ClassicalTerms { get; }

    /// <summary>The total energy including −TS of the electrons, Eh, shape [1].</summary>
    public Variable Energy { get; }

    /// <summary>
    /// First and second moments of the molecule about the origin: x, y, z (e·a0), xx, xy, yy, xz, yz, zz (e·a0²); shape [9].
    /// </summary>
    public Variable Moments => moments ??= MolecularMoments.Of(tape, Scf, Positions);

    /// <summary>The tape that all variables live on.</summary>
    internal Tape Tape => tape;

    private static Variable Total(Tape tape, Variable scf, IReadOnlyList<EnergyTerm> terms)
    {
        var total = tape.Output([scf, .. terms.Select(term => term.AtomicEnergies)], 1);
        total.Value[0] = scf.Scalar;
        foreach (var term in terms)
        {
            foreach (var share in term.AtomicEnergies.Value)
                total.Value[0] += share;
        }

        tape.Record(total, () =>
        {
            var weight = total.Adjoint[0];
            if (scf.NeedsAdjoint)
                scf.Adjoint[0] += weight;
            foreach (var term in terms)
            {
                if (!term.AtomicEnergies.NeedsAdjoint)
                    continue;
                foreach (ref var adjoint in term.AtomicEnergies.Adjoint)
                    adjoint += weight;
            }
        });
        return total;
    }
}
