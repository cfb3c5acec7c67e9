using FluentAssertions;
using Hybrid.Core.Structures;
using Hybrid.Physics.Models;
using Hybrid.Physics.Scf;
using Xunit;

namespace Hybrid.Tests.Physics.Models;

public sealed class FiniteNumbersTests
{
    private static readonly Model Gfn2 = Model.Load("gfn2-xtb");

    private static readonly Structure Water = Structure.FromAngstrom([8, 1, 1], [0, 0, 0.12, 0, 0.76, -0.48, 0, -0.76, -0.48]);

    [Fact]
    public void A_sound_prediction_is_finite_in_everything()
    {
        var everything = Enum.GetValues<Properties>().Aggregate((all, next) => all | next);
        FiniteNumbers.FirstUndefined(Gfn2.Predict(Water, everything)).Should().BeNull();
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_undefined_is_named(double value)
    {
        Undefined(sound => new Prediction(Water, Properties.Energy, sound.Certificate, sound.Provenance) { Energy = value }).Should().Be("energy");
        Undefined(sound => new Prediction(Water, Properties.Forces, sound.Certificate, sound.Provenance) { Energy = -5, GradientValues = [0, value, 0] }).Should().Be("gradient");
        Undefined(sound => new Prediction(Water, Properties.Dipole, sound.Certificate, sound.Provenance) { Energy = -5, DipoleValues = [0, 0, value] }).Should().Be("dipole");
        Undefined(sound => new Prediction(Water, Properties.ParameterGradient, sound.Certificate, sound.Provenance)
        {
            Energy = -5,
            ParameterGradientValues = new Dictionary<string, ReadOnlyMemory<double>> { ["hubbard"] = new[] { 1.0, value } },
        }).Should().Be("gradient of the parameter hubbard");

        static string? Undefined(Func<Prediction, Prediction> broken) => FiniteNumbers.FirstUndefined(broken(Gfn2.Predict(Water)));
    }

    [Theory]
    [InlineData("d_weighting", 1e308, Properties.Forces, "The gradient of")]
    [InlineData("hubbard", 1e-300, Properties.ParameterGradient, "The gradient of the parameter coulomb_exponent of")]
    public void A_model_whose_derivatives_overflow_fails_although_its_energy_is_finite(string table, double value, Properties asked, string beginning)
    {
        var parameters = Gfn2.Parameters[table];
        var model = Model.Of(Gfn2.Parameters.With(parameters.WithValues(Array.ConvertAll(parameters.Values.ToArray(), _ => value))));

        double.IsFinite(model.Predict(Water).EnsureConverged().Energy).Should().BeTrue();
        var prediction = model.Predict(Water, asked);

        prediction.Certificate.IsConverged.Should().BeFalse();
        prediction.Certificate.ToString().Should().StartWith(beginning);
        double.IsNaN(prediction.Energy).Should().BeTrue("a failure has no numbers");
    }

    [Fact]
    public void A_certificate_of_undefined_numbers_has_not_converged_and_names_them()
    {
        var certificate = new Certificate(new ScfOutcome(ScfStatus.NonFinite, 7, 1e-8), null, false, false, false, [], []) { Undefined = "gradient" };

        certificate.IsConverged.Should().BeFalse();
        certificate.Invoking(c => c.EnsureConverged()).Should().Throw<NotConvergedException>().WithMessage("The gradient of the converged field has infinite or undefined numbers*");
    }
}
