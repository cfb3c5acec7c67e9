using FluentAssertions;
using Hybrid.Physics.Models;
using Hybrid.Physics.Scf;
using Hybrid.Tests.References;
using Xunit;

namespace Hybrid.Tests.Physics.Models;

/// <summary>What a user of the library gets, against xtb 6.5.1 (program and command line: Hybrid.Tests/References/README.md).</summary>
public sealed class ReferenceAgreementTests
{
    /// <summary>Larger structures repeat what these show and take most of the time.</summary>
    private const int LargestStructure = 30;

    /// <summary>The bars of issue 2.</summary>
    private const double EnergyError = 1e-6, GradientError = 1e-5, ChargeError = 1e-5;

    /// <summary>Every seventh structure is about forty of a method: all kinds, in a few seconds.</summary>
    private const int Stride = 7;

    [Theory]
    [InlineData("gfn1-xtb")]
    [InlineData("gfn2-xtb")]
    public void Default_accuracy_keeps_the_same_bars(string method)
    {
        var cases = ReferenceSet.Of(method).Cases.Where(c => c.Structure.AtomCount <= LargestStructure).Where((_, i) => i % Stride == 0).ToArray();
        cases.Length.Should().BeGreaterThan(35);

        ShouldAgree(method, cases, PredictionOptions.Default);
    }

    [Theory]
    [InlineData("gfn1-xtb")]
    [InlineData("gfn2-xtb")]
    public void Energies_gradients_and_charges_are_those_of_xtb(string method)
    {
        var cases = ReferenceSet.Load(method).Cases.Where(c => c.Structure.AtomCount <= LargestStructure).ToArray();
        var tight = new PredictionOptions { Scf = new ScfSettings { Accuracy = 1e-3 } };
        cases.Length.Should().BeGreaterThan(250);

        ShouldAgree(method, cases, tight);
    }

    private static void ShouldAgree(string method, ReferenceCase[] cases, PredictionOptions options)
    {
        foreach (var result in Model.Load(method).PredictMany(cases, c => c.Structure, Properties.Forces | Properties.Charges, options))
        {
            var reference = result.Item;
            var prediction = result.Prediction!.EnsureConverged();
            prediction.Energy.Should().BeApproximately(reference.Energy, EnergyError, reference.Name);
            Largest(prediction.Gradient, reference.Gradient.AsSpan()).Should().BeLessThan(GradientError, reference.Name);
            Largest(prediction.AtomCharges, reference.Charges.AsSpan()).Should().BeLessThan(ChargeError, reference.Name);
        }
    }

    private static double Largest(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var largest = 0.0;
        for (var i = 0; i < x.Length; i++)
            largest = Math.Max(largest, Math.Abs(x[i] - y[i]));
        return largest;
    }
}
