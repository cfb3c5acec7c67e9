using System.Collections.Immutable;
using Hybrid.Core.Autodiff;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Models;
using Hybrid.Physics.Scf;

namespace Hybrid.Physics.Ledger;

/// <summary>Takes a total energy apart, term by term, by atom and pair.</summary>
/// <remarks>
/// The zeroth-order Hamiltonian by the blocks P_AB H_AB of atom pairs, electrostatics (isotropic and anisotropic) and repulsion by pair,
/// everything else (third order, dispersion, entropy) by the atomic shares of <see cref="EnergyContribution"/>.
/// </remarks>
public static class GroundStateLedger
{
    /// <summary>The entries; they sum to the energy.</summary>
    /// <param name="state">The ground state.</param>
    /// <returns>Eh.</returns>
    /// <exception cref="ArgumentException">The state has no density.</exception>
    public static ImmutableArray<Contribution> Of(GroundState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var scf = state.Scf;
        if (scf.Outcome.Status is ScfStatus.LinearDependence or ScfStatus.NonFinite)
            throw new ArgumentException($"A ground state with a density was expected, but its field ended as {scf.Outcome.Status}.", nameof(state));
        var n = scf.Problem.Basis.OrbitalCount;
        var S = new double[n * n];
        scf.Problem.Integrals.CopyOverlap(S);
        var sums = new ContributionSums(scf.Problem.Basis.AtomCount);
        var classical = state.ClassicalTerms.ToLookup(term => term.Name);
        var interactions = scf.Problem.Interactions.ToLookup(interaction => interaction.Name);
        foreach (var term in EnergyLedger.Of(state, S))
        {
            if (term.Name == EnergyLedger.BandEnergy)
                scf.Problem.AddBandEnergyOfPairs(scf.Density.Value, sums.Pairs(term.Name, isDirected: false));
            else if (interactions[term.Name].FirstOrDefault() is { IsQuadratic: true } interaction)
                AddQuadratic(scf, interaction, sums);
            else if (classical[term.Name].FirstOrDefault() is { PairEnergies: { } ofPairs })
                AddPairs(state, ofPairs(), sums.Pairs(term.Name, isDirected: false));
            else
                AddAtoms(term, sums.Atoms(term.Name));
        }

        return sums.ToContributions();
    }

    /// <summary>Mulliken charges, and the dipoles that the density has about each nucleus.</summary>
    /// <param name="state">The ground state.</param>
    public static AtomicMoments Moments(GroundState state)
    {
        ArgumentNullException.ThrowIfNull(state);

        // GFN1's field has no multipoles, but its density has.
        var analysis = new PopulationAnalysis(state.Scf.Problem.Integrals, withMultipoles: true);
        var moments = analysis.Rent(new Arena());
        analysis.Contract(state.Scf.Density.Value, moments);
        return AtomicMoments.Of(state.Scf.PopulationView.AtomCharges, moments.AtomDipoles, state.Positions.Value);
    }

    /// <summary>½ xᵀ K x.</summary>
    private static void AddQuadratic(ScfSolution scf, Interaction interaction, ContributionSums sums)
    {
        var memory = new Arena();
        var analysis = scf.Problem.Analysis;
        var x = scf.PopulationView;
        new PairProducts(scf.Problem, interaction).AddTo(sums.Pairs(interaction.Name, isDirected: false), x, x, 0.5, (analysis.Rent(memory), analysis.Rent(memory)));
    }

    private static void AddPairs(GroundState state, double[] energies, Span<double> pairs)
    {
        for (var p = 0; p < energies.Length; p++)
            pairs[(state.Pairs.First[p] * state.Pairs.AtomCount) + state.Pairs.Second[p]] += energies[p];
    }

    private static void AddAtoms(EnergyContribution term, Span<double> atoms)
    {
        var shares = term.AtomicEnergies.Span;
        for (var A = 0; A < shares.Length; A++)
            atoms[A] += shares[A];
    }
}
