using FluentAssertions;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response;
using Hybrid.Physics.Scf;
using Hybrid.Tests.References;
using Xunit;

namespace Hybrid.Tests.Physics.Models;

public sealed class ResponsePredictionTests
{
    private const Properties Responses = Properties.Hessian | Properties.Vibrations | Properties.Polarizability;

    private static readonly Model Gfn2 = Model.Load("gfn2-xtb");

    private static Structure Ammonia => ReferenceSet.Gfn2["nh3"].Structure;

    [Fact]
    public void A_prediction_holds_what_was_asked_for()
    {
        var prediction = Gfn2.Predict(Ammonia, Responses, new PredictionOptions { Thermochemistry = new() { SymmetryNumber = 3 } });

        prediction.Hessian.Values.Length.Should().Be(144);
        prediction.Vibrations.Count.Should().Be(6);
        prediction.Thermochemistry.Conditions.SymmetryNumber.Should().Be(3);
        prediction.Thermochemistry.ZeroPointEnergy.Should().BeInRange(0.03, 0.04);
        prediction.DipoleResponse.MeanPolarizability.Should().BeInRange(2.0, 8.0);
        prediction.Polarizability.ToArray().Should().Equal(prediction.DipoleResponse.Polarizability.ToArray());
        prediction.Vibrations.DipoleStrengths.Length.Should().Be(6);
    }

    [Fact]
    public void What_was_not_asked_for_is_not_there()
    {
        var prediction = Gfn2.Predict(Ammonia);
        FluentActions.Invoking(() => prediction.Hessian).Should().Throw<InvalidOperationException>().WithMessage("*Properties.Hessian*");
        FluentActions.Invoking(() => prediction.Vibrations).Should().Throw<InvalidOperationException>().WithMessage("*Properties.Vibrations*");
        FluentActions.Invoking(() => prediction.DipoleResponse).Should().Throw<InvalidOperationException>().WithMessage("*Properties.Polarizability*");
    }

    [Fact]
    public void A_structure_off_its_minimum_is_told()
    {
        var warnings = Gfn2.Predict(Ammonia, Properties.Vibrations).Certificate.Warnings;
        warnings.Should().ContainSingle(warning => warning.Contains("not a stationary point"));
        Gfn2.Predict(Ammonia, Properties.Hessian).Certificate.Warnings.Should().BeEmpty();
    }

    [Fact]
    public void A_batch_gives_the_same_to_the_last_bit()
    {
        var alone = Gfn2.Predict(Ammonia, Responses);
        foreach (var result in Gfn2.PredictMany([Ammonia, Ammonia, Ammonia], Responses, threads: 2))
        {
            result.Prediction!.Hessian.Values.ToArray().Should().Equal(alone.Hessian.Values.ToArray());
            result.Prediction.Vibrations.Frequencies.ToArray().Should().Equal(alone.Vibrations.Frequencies.ToArray());
            result.Prediction.Polarizability.ToArray().Should().Equal(alone.Polarizability.ToArray());
        }
    }

    [Fact]
    public void A_field_that_does_not_converge_has_no_vibrations()
    {
        var prediction = Gfn2.Predict(Ammonia, Responses, new PredictionOptions { Scf = new ScfSettings { MaxIterations = 2 } });
        prediction.Certificate.IsConverged.Should().BeFalse();
        FluentActions.Invoking(() => prediction.Vibrations).Should().Throw<InvalidOperationException>().WithMessage("*did not converge*");
    }

    [Fact]
    public void An_electric_field_lowers_the_energy_along_the_dipole_and_is_a_term_of_it()
    {
        const double Strength = 1e-4;
        var free = Gfn2.Predict(Ammonia, Properties.Dipole | Properties.Polarizability);
        var length = Math.Sqrt(free.Dipole.ToArray().Sum(x => x * x));
        var along = free.Dipole.ToArray().Select(x => Strength * x / length).ToArray();
        var inField = Gfn2.Predict(Ammonia, Properties.Polarizability, new PredictionOptions { ElectricField = [.. along] });

        // The next order is −½ E·α·E = −2e-8 Eh.
        inField.Energy.Should().BeApproximately(free.Energy - (Strength * length), 1e-7);
        inField.Energy.Should().BeLessThan(free.Energy - (Strength * length));
        inField.EnergyTerms.Sum(term => term.Total).Should().BeApproximately(inField.Energy, 1e-12);
        inField.Polarizability[0].Should().NotBe(free.Polarizability[0]);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        FluentActions.Invoking(() => Gfn2.Predict(Ammonia, options: new PredictionOptions { ElectricField = [1.0] }))
            .Should().Throw<ArgumentException>().WithMessage("A field of three finite components was expected*");
        FluentActions.Invoking(() => Gfn2.Predict(Ammonia, options: new PredictionOptions { ElectricField = [0, 0, double.NaN] }))
            .Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Gfn2.PredictMany([Ammonia], options: new PredictionOptions { Displacement = new DisplacementSettings { Threads = 0 } }))
            .Should().Throw<ArgumentException>().WithMessage("At least one thread*");
    }

    [Fact]
    public void Managed_and_native_linear_algebra_agree()
    {
        // Eh/a0²: rounding of a gradient, 1e-12, over a step of 5e-4; polarizabilities are analytic.
        const double Tolerance = 1e-6;
        var native = Gfn2.Predict(Ammonia, Responses);
        var managed = Gfn2.Predict(Ammonia, Responses, new PredictionOptions { LinearAlgebra = new ManagedLinearAlgebra() });
        for (var k = 0; k < native.Hessian.Values.Length; k++)
            managed.Hessian.Values[k].Should().BeApproximately(native.Hessian.Values[k], Tolerance);
        for (var k = 0; k < 9; k++)
            managed.Polarizability[k].Should().BeApproximately(native.Polarizability[k], Tolerance);
    }
}
