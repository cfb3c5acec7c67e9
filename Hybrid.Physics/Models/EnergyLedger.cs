using Hybrid.Physics.Methods;
using Hybrid.Physics.Scf;

namespace Hybrid.Physics.Models;

/// <summary>Takes an energy apart into its terms and their atomic shares.</summary>
internal static class EnergyLedger
{
    /// <summary>The name of Tr(P·H0).</summary>
    public const string BandEnergy = "zeroth-order Hamiltonian";

    public static EnergyContribution[] Of(GroundState state, ReadOnlySpan<double> S) =>
    [
        ZerothOrder(state.Scf),
        .. state.Scf.Problem.Interactions.Select(interaction => OfInteraction(interaction, state.Scf)),
        .. state.ClassicalTerms.Select(term => Contribution(term.Name, term.AtomicEnergies.Value.ToArray())),
        Contribution("electronic entropy", EntropyShares(state.Scf, S)),
    ];

    private static EnergyContribution ZerothOrder(ScfSolution scf)
    {
        var shares = new double[scf.Problem.Basis.AtomCount];
        scf.Problem.AddBandEnergies(scf.Density.Value, shares);
        return Contribution(BandEnergy, shares);
    }

    private static EnergyContribution OfInteraction(Interaction interaction, ScfSolution scf)
    {
        var shares = new double[scf.Problem.Basis.AtomCount];
        interaction.AddAtomicEnergies(scf.PopulationView, shares);
        return Contribution(interaction.Name, shares);
    }

    private static EnergyContribution Contribution(string name, double[] shares)
    {
        var total = 0.0;
        foreach (var share in shares)
            total += share;
        return new EnergyContribution(name, total, shares);
    }

    /// <summary>kT Σ_i [f ln f + (1−f) ln(1−f)] of each orbital, shared by its Mulliken populations c_μ (S c)_μ.</summary>
    private static double[] EntropyShares(ScfSolution scf, ReadOnlySpan<double> S)
    {
        var basis = scf.Problem.Basis;
        var n = basis.OrbitalCount;
        var shares = new double[basis.AtomCount];
        var Sc = new double[n];
        for (var i = 0; i < n; i++)
        {
            var energy = scf.Problem.ThermalEnergy * (Entropy(scf.AlphaOccupations[i]) + Entropy(scf.BetaOccupations[i]));
            if (energy == 0.0)
                continue;
            var c = scf.Coefficients.Slice(i * n, n);
            scf.Problem.LinearAlgebra.MultiplyVector(false, n, n, 1.0, S, c, 0.0, Sc);
            for (var A = 0; A < shares.Length; A++)
            {
                for (var μ = basis.FirstOrbitalOfAtom(A); μ < basis.FirstOrbitalOfAtom(A + 1); μ++)
                    shares[A] += energy * c[μ] * Sc[μ];
            }
        }

        return shares;
    }

    private static double Entropy(double f) => f is > 0.0 and < 1.0 ? (f * Math.Log(f)) + ((1.0 - f) * Math.Log(1.0 - f)) : 0.0;
}
