using FluentAssertions;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Learn.Data;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Networks;
using Hybrid.Physics.Response.Excitations;
using Xunit;

namespace Hybrid.Tests.Learn.Losses;

public sealed class StateStrengthLossTests
{
    private const double Electronvolt = 1.0 / Constants.ElectronvoltPerHartree;

    private static readonly StateStrengthLoss Loss = new(new HuberLoss(0.1), degeneracyWidth: 0.05);

    [Fact]
    public void States_that_are_alone_are_compared_one_by_one()
    {
        var value = Of([5.0, 6.0], [0.3, 0.1], Reference((5.1, 0.25), (6.2, 0.4)));
        value.Loss.Should().BeApproximately((0.5 * 0.05 * 0.05 / 0.1) + (0.3 - 0.05), 1e-12);
        value.Errors.Should().BeApproximately(0.35, 1e-12);
    }

    [Fact]
    public void Nothing_changes_when_two_states_cross()
    {
        var reference = Reference((5.0, 0.4), (5.5, 0.0), (7.0, 0.2));
        var before = Of([5.2, 5.2 + 1e-9, 7.0], [0.3, 0.05, 0.1], reference).Loss;
        var after = Of([5.2, 5.2 + 1e-9, 7.0], [0.05, 0.3, 0.1], reference).Loss;
        after.Should().BeApproximately(before, 1e-7, "the slope by the gap is of the order 1/w");
        Of([5.2, 5.7, 7.0], [0.05, 0.3, 0.1], reference).Loss.Should().BeGreaterThan(before + 0.1, "far apart the order matters");
    }

    [Fact]
    public void A_degenerate_pair_of_the_reference_is_compared_as_a_sum() =>
        Of([5.0, 5.4], [0.3, 0.1], Reference((5.0, 0.0), (5.0, 0.4))).Loss.Should().BeApproximately(0.0, 1e-12);

    [Fact]
    public void A_state_near_one_of_unknown_strength_is_left_out()
    {
        var near = Of([5.0, 5.0], [0.3, 0.1], [.. Reference((5.0, 0.0)), new ReferenceState(Multiplicity.Singlet, 5.5 * Electronvolt)]);
        near.Loss.Should().BeApproximately(0.0, 1e-12);
        Of([5.0, 6.0], [0.3, 0.1], [.. Reference((5.0, 0.0)), new ReferenceState(Multiplicity.Singlet, 5.5 * Electronvolt)]).Loss.Should().BeApproximately(0.25, 1e-12);
    }

    [Fact]
    public void Gradient_equals_differences()
    {
        double[] energies = [5.0, 5.03, 5.1, 5.14], strengths = [0.3, 0.12, 0.02, 0.4];
        ReferenceState[] reference = [.. Reference((5.0, 0.1), (5.06, 0.2)), new ReferenceState(Multiplicity.Singlet, 5.2 * Electronvolt)];
        var value = Of(energies, strengths, reference);
        // Differences of step 1e-5 are good to about 1e-9 of a slope of the order 1/w.
        for (var k = 0; k < 4; k++)
        {
            var byStrength = Difference(h => Of(energies, Moved(strengths, k, h), reference).Loss);
            value.ByStrength[k].Should().BeApproximately(byStrength, 1e-7);
            var byEnergy = Difference(h => Of(Moved(energies, k, h), strengths, reference).Loss);
            value.ByEnergy[k].Should().BeApproximately(byEnergy, 1e-6);
            Math.Abs(byEnergy).Should().BeGreaterThan(1e-4);
        }

        value.ByStrength.Take(2).Should().OnlyContain(x => Math.Abs(x) > 1e-3);
    }

    private static double Difference(Func<double, double> function) => (function(1e-5) - function(-1e-5)) / 2e-5;

    private static double[] Moved(double[] values, int k, double by) => [.. values.Select((x, l) => l == k ? x + by : x)];

    private static ReferenceState[] Reference(params (double Energy, double Strength)[] states) =>
        [.. states.Select(state => new ReferenceState(Multiplicity.Singlet, state.Energy * Electronvolt, state.Strength))];

    /// <summary>With derivatives by energies per eV.</summary>
    private static (double Loss, double Errors, double[] ByEnergy, double[] ByStrength) Of(double[] electronvolt, double[] strengths, ReferenceState[] reference)
    {
        var prediction = new StatedPrediction();
        var (ω, f) = prediction.AddBrightStates([.. electronvolt.Select(x => x * Electronvolt)], strengths);
        var sample = new Sample { Name = "helium", Structure = new Structure([2], [0.0, 0.0, 0.0]), States = [.. reference] };
        var value = Loss.Of(prediction, sample, new WeightBinding(prediction.Tape, new WeightLayout(), ReadOnlyMemory<double>.Empty))!.Value;
        prediction.Tape.Backward(value.Loss);
        return (value.Loss.Scalar, value.AbsoluteError, [.. ω.Adjoint.ToArray().Select(x => x * Electronvolt)], f.Adjoint.ToArray());
    }
}
