using Hybrid.Core.Units;
using Hybrid.Learn.Comparison;
using Hybrid.Learn.Data;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Training;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Uncertainty;

/// <summary>The variances of predicted states that were compared with labels.</summary>
public static class UncertainComparison
{
    /// <summary>Finds each compared state again among the lowest of its spin and differentiates it.</summary>
    /// <param name="uncertainty">Of the model that made the comparison.</param>
    /// <param name="samples">The samples that were compared.</param>
    /// <param name="comparison">What came of it.</param>
    /// <param name="threads">How many samples at the same time; the result doesn't depend on it.</param>
    /// <param name="progress">Told how many samples are done, from any thread.</param>
    /// <param name="cancellation">Stops the calculation.</param>
    /// <returns>In the order of <see cref="StateComparison.States"/>.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<UncertainState> Of(
        ModelUncertainty uncertainty, IReadOnlyList<Sample> samples, StateComparison comparison, int threads, IProgress<int>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(uncertainty);
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(comparison);
        var found = new UncertainState[comparison.States.Count];
        var groups = comparison.States.Select((state, k) => (State: state, Place: k)).GroupBy(pair => pair.State.Sample).Select(group => group.ToArray()).ToArray();
        var done = 0;
        Workers.Run(groups.Length, threads, k => Fill(groups[k]), cancellation);
        return found;

        void Fill((ComparedState State, int Place)[] group)
        {
            var sample = samples[group[0].State.Sample];
            var @class = uncertainty.ClassOf(sample.Structure, sample.Level);
            foreach (var (state, place) in group)
                found[place] = new UncertainState(state, null, null) { Class = @class };
            try
            {
                uncertainty.Gradients.OnTape(sample.Structure, states =>
                {
                    foreach (var spin in group.GroupBy(pair => pair.State.Multiplicity))
                    {
                        foreach (var (state, place) in spin)
                            found[place] = Found(states, uncertainty, state, spin.Max(pair => pair.State.Rank)) with { Class = @class };
                    }

                    return true;
                });
            }
            catch (Exception exception) when (SampleLoss.IsOfTheSample(exception))
            {
                // The states keep no variance; who shows them says so.
                foreach (var (state, place) in group)
                    found[place] = new UncertainState(state, null, null) { Class = @class };
            }

            progress?.Report(Interlocked.Increment(ref done));
        }
    }

    private static UncertainState Found(StateGradients.RecordedStates states, ModelUncertainty uncertainty, ComparedState state, int highestRank)
    {
        // A state that another rule chose may lie above the first few: more are asked for until it is there.
        for (var count = Math.Max(highestRank, state.Rank == 0 ? First : 1); ; count *= 2)
        {
            var energy = state.PredictedEnergy * Constants.ElectronvoltPerHartree;
            var energies = states.Of(state.Multiplicity, count, _ => false, _ => false);
            var nearest = state.Rank > 0 ? state.Rank - 1 : Enumerable.Range(0, energies.Count).MinBy(k => Math.Abs(energies[k].Energy - energy));
            if (nearest < energies.Count && (Math.Abs(energies[nearest].Energy - energy) <= Same || energies.Count < count || count >= Most))
            {
                var gradient = states.Of(state.Multiplicity, count, k => k == nearest, k => k == nearest && state.Multiplicity == Multiplicity.Singlet)[nearest];
                return new UncertainState(state, uncertainty.Variance(TargetKinds.EnergyOf(state.Multiplicity), gradient.ByEnergy), gradient.ByStrength is { } byStrength ? uncertainty.Variance(TargetKind.Strength, byStrength) : null);
            }

            if (count >= Most)
                throw new PredictionException("A state that was compared was not found again.");
        }
    }

    /// <summary>States that are asked for first, and at most.</summary>
    private const int First = 6, Most = 24;

    /// <summary>eV: more than two solvers with their tolerances differ by.</summary>
    private const double Same = 1e-3;
}
