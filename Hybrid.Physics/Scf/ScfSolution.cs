using Hybrid.Core.Autodiff;
using Hybrid.Core.Solvers;

namespace Hybrid.Physics.Scf;

/// <summary>
/// A solved (or abandoned) self-consistent field as a node on a tape: its energy, populations, orbital energies and density
/// are variables that can be differentiated.
/// </summary>
public sealed class ScfSolution
{
    private readonly Orbitals orbitals;
    private readonly ScfAdjoint adjoint;

    internal ScfSolution(
        Tape tape, ScfProblem problem, Orbitals orbitals, Variable density, Variable populations, Populations view, Populations potential, ScfOutcome outcome)
    {
        this.orbitals = orbitals;
        Problem = problem;
        Density = density;
        Populations = populations;
        PopulationView = view;
        Potential = potential;
        Outcome = outcome;
        OrbitalEnergies = tape.Output(problem.Inputs, orbitals.Count);
        orbitals.Energies.CopyTo(OrbitalEnergies.Value);
        Energy = tape.Output(problem.Inputs, 1);
        Energy.Value[0] = TotalEnergy();
        adjoint = new ScfAdjoint(tape, this, orbitals);
        tape.Record([Energy, Populations, OrbitalEnergies, Density], adjoint.Propagate);
    }

    /// <summary>What was solved.</summary>
    public ScfProblem Problem { get; }

    /// <summary>How it ended.</summary>
    public ScfOutcome Outcome { get; }

    /// <summary>
    /// How the linear solve of the last backward walk ended; null when the walk came from the energy alone or there was none.
    /// Derivatives of the other outputs are as good as its residual.
    /// </summary>
    public SolverOutcome? AdjointOutcome => adjoint.Outcome;

    /// <summary>Tr(P·H0) + Σ E(x) − TS, Eh: all that depends on the density.</summary>
    public Variable Energy { get; }

    /// <summary>The independent populations: shell charges, then atomic dipoles and quadrupoles. See <see cref="Scf.Populations"/>.</summary>
    public Variable Populations { get; }

    /// <summary>ε of each orbital, ascending, Eh.</summary>
    public Variable OrbitalEnergies { get; }

    /// <summary>P, shape [orbitals, orbitals], symmetric.</summary>
    public Variable Density { get; }

    /// <summary>−TS, Eh.</summary>
    public double EntropyEnergy => orbitals.EntropyEnergy;

    /// <summary>One orbital per row, shape [orbitals, orbitals].</summary>
    public ReadOnlySpan<double> Coefficients => orbitals.Coefficients;

    /// <summary>Occupation of each orbital with α electrons.</summary>
    public ReadOnlySpan<double> AlphaOccupations => orbitals.Alpha;

    /// <summary>Occupation of each orbital with β electrons.</summary>
    public ReadOnlySpan<double> BetaOccupations => orbitals.Beta;

    /// <summary>The populations by their kinds.</summary>
    internal Populations PopulationView { get; }

    /// <summary>v(x) at the solution, what atoms see spread over their shells.</summary>
    internal Populations Potential { get; }

    private double TotalEnergy()
    {
        Span<double> perAtom = new double[Problem.Basis.AtomCount];
        Problem.AddBandEnergies(Density.Value, perAtom);
        var energy = orbitals.EntropyEnergy;
        foreach (var share in perAtom)
            energy += share;
        foreach (var interaction in Problem.Interactions)
            energy += interaction.Energy(PopulationView);
        return energy;
    }
}
