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

    [Theory]
    [InlineData("gfn1-xtb")]
    [InlineData("gfn2-xtb")]
    public void Energies_gradients_and_charges_are_those_of_xtb(string method)
    {
        var model = Model.Load(method);
        var cases = ReferenceSet.Load(method).Cases.Where(c => c.Structure.AtomCount <= LargestStructure).ToArray();
        var tight = new PredictionOptions { Scf = new ScfSettings { Accuracy = 1e-3 } };
        cases.Length.Should().BeGreaterThan(250);

        foreach (var result in model.PredictMany(cases, c => c.Structure, Properties.Forces | Properties.Charges, tight))
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
