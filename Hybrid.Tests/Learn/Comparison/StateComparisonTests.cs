using FluentAssertions;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Learn.Comparison;
using Hybrid.Learn.Data;
using Hybrid.Learn.Losses;
using Hybrid.Physics.Response.Excitations;
using Xunit;

namespace Hybrid.Tests.Learn.Comparison;

public sealed class StateComparisonTests
{
    private static readonly Structure Hydrogen = Structure.FromAngstrom([1, 1], [0, 0, 0, 0, 0, 0.74]);

    [Fact]
    public void States_meet_in_order_of_energy()
    {
        var sample = Of(new(Multiplicity.Singlet, 0.3, 0.2), new(Multiplicity.Singlet, 0.2, 0.1, Weight: 0.0), new(Multiplicity.Triplet, 0.1));
        var comparison = StateComparison.ByOrder(new Fixed([(Multiplicity.Singlet, new(0.31, 0.25, null)), (Multiplicity.Singlet, new(0.18, 0.1, null)), (Multiplicity.Triplet, new(0.1, null, null))]), [sample], threads: 2);
        comparison.States.Select(state => (state.Multiplicity, state.Rank, state.ReferenceEnergy, state.PredictedEnergy, state.IsTrusted)).Should().Equal(
            (Multiplicity.Singlet, 1, 0.2, 0.18, false), (Multiplicity.Singlet, 2, 0.3, 0.31, true), (Multiplicity.Triplet, 1, 0.1, 0.1, true));
        var targets = TargetErrors.Of(comparison.States);
        targets.Select(target => target.Target).Should().Equal("singlet 1 energy", "singlet 1 strength", "singlet 2 energy", "singlet 2 strength", "triplet 1 energy");
        targets[0].All.Mean.Should().BeApproximately(-0.02 * Constants.ElectronvoltPerHartree, 1e-12);
        targets[0].Trusted.Count.Should().Be(0);
        targets[3].All.MeanAbsolute.Should().BeApproximately(0.05, 1e-12);
    }

    [Fact]
    public void Failures_are_named_and_labels_without_order_counted()
    {
        Sample[] samples = [Of(new ReferenceState(Multiplicity.Singlet, 0.2)), Of(new ReferenceState(Multiplicity.Singlet, 0.2)) with { StatesAreLowest = false }];
        var comparison = StateComparison.ByOrder(new Fixed(null), samples, threads: 1);
        comparison.States.Should().BeEmpty();
        comparison.Unordered.Should().Be(1);
        comparison.Failures.Should().ContainSingle().Which.Should().Be(new FailedSample(0, "H2", "No states today."));
    }

    [Fact]
    public void The_lowest_valence_state_passes_over_Rydberg_states_on_both_sides()
    {
        var sample = Of(new(Multiplicity.Singlet, 0.2, IsRydberg: true), new(Multiplicity.Singlet, 0.25, IsRydberg: false)) with { StatesAreLowest = false };
        var predictor = new Fixed([(Multiplicity.Singlet, new(0.21, 0.0, true)), (Multiplicity.Singlet, new(0.27, 0.0, false))]);
        StateComparison.OfLowestValenceStates(predictor, [sample], threads: 1).States.Should().ContainSingle()
            .Which.Should().Match<ComparedState>(state => state.ReferenceEnergy == 0.25 && state.PredictedEnergy == 0.27 && state.Rank == 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_spin_without_prediction_leaves_the_other(bool isMadeForTriplets)
    {
        var sample = Of(new(Multiplicity.Singlet, 0.3), new(Multiplicity.Triplet, 0.2));
        var predictor = new Fixed([(Multiplicity.Singlet, new(0.31, 0.25, null))]) { IsMadeForTriplets = isMadeForTriplets };
        foreach (var comparison in new[] { StateComparison.ByOrder(predictor, [sample], threads: 1), StateComparison.OfLowestValenceStates(predictor, [sample], threads: 1) })
        {
            comparison.States.Should().ContainSingle().Which.Multiplicity.Should().Be(Multiplicity.Singlet);
            comparison.Failures.Should().HaveCount(isMadeForTriplets ? 1 : 0);
        }
    }

    [Fact]
    public void Statistics_are_what_their_names_say()
    {
        var errors = ErrorStatistics.Of([1, -2, 3, -4, 5, -6, 7, -8, 9, -10]);
        errors.Should().Be(new ErrorStatistics(10, 5.5, -0.5, Math.Sqrt(38.5), 9, 10));
        ErrorStatistics.Of([]).Count.Should().Be(0);
    }

    private static Sample Of(params ReferenceState[] states) => new() { Name = "H2", Structure = Hydrogen, States = [.. states] };

    private sealed class Fixed(IReadOnlyList<(Multiplicity Spin, PredictedLevel Level)>? levels) : StatePredictor
    {
        public override string Name => "fixed";

        public override string Digest => "none";

        public bool IsMadeForTriplets { get; init; } = true;

        public override bool Predicts(Multiplicity multiplicity) => multiplicity == Multiplicity.Singlet || IsMadeForTriplets;

        public override IReadOnlyList<PredictedLevel> Of(
            Structure structure, Multiplicity multiplicity, int count, bool withCharacter, CancellationToken cancellation = default) =>
            [.. (levels ?? throw new PredictionException("No states today.")).Where(state => state.Spin == multiplicity).Select(state => state.Level).OrderBy(level => level.Energy)];
    }
}
