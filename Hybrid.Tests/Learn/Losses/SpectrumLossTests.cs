using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Core.IO;
using Hybrid.Core.Structures;
using Hybrid.Learn.Data;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Networks;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Physics.Response.Spectra;
using Xunit;

namespace Hybrid.Tests.Learn.Losses;

public sealed class SpectrumLossTests
{
    private static readonly Structure Formaldehyde = new([6, 8, 1, 1], [0.0, 0.0, 0.0, 0.1, 0.0, 2.28, 0.0, 1.77, -1.11, 0.0, -1.77, -1.10]);

    private static readonly SpectrumLoss Loss = new(
        SpectralAxis.Of(SpectralUnit.Electronvolt, 3.0, 12.0, 61), Broadening.FromElectronvolt(LineShape.Gaussian, 0.6), new HuberLoss(0.1));

    [Fact]
    public void A_model_agrees_with_its_own_spectrum_and_not_with_a_shifted_one()
    {
        var (energies, strengths) = States();
        Value(Formaldehyde.Positions, Sample(energies, strengths, 0.0)).Loss.Should().BeLessThan(1e-20);
        Value(Formaldehyde.Positions, Sample(energies, strengths, 0.02)).Loss.Should().BeGreaterThan(1e-4);
    }

    [Fact]
    public void Gradient_by_positions_equals_differences()
    {
        var (energies, strengths) = States();
        var sample = Sample(energies, strengths, 0.02);
        var gradient = Value(Formaldehyde.Positions, sample).Gradient;
        foreach (var k in new[] { 3, 5, 7 })
        {
            const double step = 1e-4;
            var (up, down) = (Formaldehyde.Positions.ToArray(), Formaldehyde.Positions.ToArray());
            up[k] += step;
            down[k] -= step;
            var difference = (Value(up, sample).Loss - Value(down, sample).Loss) / (2.0 * step);
            Math.Abs(difference).Should().BeGreaterThan(1e-6);
            gradient[k].Should().BeApproximately(difference, 1e-4 * Math.Abs(difference) + 1e-8, "differences of step 10⁻⁴ of a spectrum with narrow bands");
        }
    }

    [Fact]
    public void A_state_without_strength_leaves_the_sample_out() =>
        Loss.Of(new StatedPrediction(), Sample([0.2], [null], 0.0), new WeightBinding(new Tape(new Arena()), new WeightLayout(), ReadOnlyMemory<double>.Empty)).Should().BeNull();

    private static (double[] Energies, double?[] Strengths) States()
    {
        var states = ExcitationModel.Load("stda-xtb").Predict(Formaldehyde, new ExcitationOptions { States = 4, Tolerance = 1e-9 }).States;
        return ([.. states.Select(state => state.Energy)], [.. states.Select(state => (double?)state.OscillatorStrength)]);
    }

    private static Sample Sample(double[] energies, double?[] strengths, double shift) => new()
    {
        Name = "formaldehyde",
        Structure = Formaldehyde,
        States = [.. energies.Zip(strengths, (energy, strength) => new ReferenceState(Multiplicity.Singlet, energy + shift, strength))],
    };

    private static (double Loss, double[] Gradient) Value(ReadOnlySpan<double> positions, Sample sample)
    {
        var prediction = new StatedPrediction();
        var problem = ExcitationModel.Load("stda-xtb").Record(prediction.Tape, Formaldehyde.WithPositions(positions));
        var solution = LinearResponse.Solve(problem.Reference!, problem.Kernel(KernelKind.Simplified, Multiplicity.Singlet), new ExcitationSettings { States = 4, Tolerance = 1e-9 });
        prediction.AddStates(Multiplicity.Singlet, new PredictedStates(solution.Resolved().Energies, null, solution));
        var value = Loss.Of(prediction, sample, new WeightBinding(prediction.Tape, new WeightLayout(), ReadOnlyMemory<double>.Empty))!.Value;
        prediction.Tape.Backward(value.Loss);
        return (value.Loss.Scalar, problem.Positions.Adjoint.ToArray());
    }
}
