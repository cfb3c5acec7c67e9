using FluentAssertions;
using Hybrid.Core.Structures;
using Hybrid.Learn.Data;
using Xunit;

namespace Hybrid.Tests.Learn.Data;

public sealed class ReferenceEnergiesTests
{
    [Fact]
    public void Energies_that_are_sums_over_atoms_are_found_again()
    {
        Sample[] samples = [Of(-1.0, 1, 1), Of(-76.4, 8, 1, 1), Of(-40.5, 6, 1, 1, 1, 1), Of(-188.6, 6, 8, 8) with { Level = "other" }, Of(-113.9, 6, 8, 1, 1)];
        var references = ReferenceEnergies.Fit(samples, "dft", sample => sample.Energy!.Value - Atoms(sample.Structure));
        references.PerElement.Select(pair => pair.Key).Should().Equal(1, 6, 8);
        references.Sum(samples[4].Structure).Should().BeApproximately(Atoms(samples[4].Structure), 1e-10);
    }

    [Fact]
    public void One_composition_alone_is_fitted_too()
    {
        var references = ReferenceEnergies.Fit([Of(-76.40, 8, 1, 1), Of(-76.44, 8, 1, 1)], "dft");
        references.Sum(Of(0.0, 8, 1, 1).Structure).Should().BeApproximately(-76.42, 1e-10, "the mean is the best guess");
    }

    [Fact]
    public void A_level_without_energies_and_an_element_without_one_are_refused()
    {
        FluentActions.Invoking(() => ReferenceEnergies.Fit([Of(-1.0, 1, 1)], "mp2")).Should().Throw<ArgumentException>().WithMessage("Samples of the level \"mp2\"*");
        FluentActions.Invoking(() => ReferenceEnergies.Fit([Of(-1.0, 1, 1)], "dft").Sum(Of(0.0, 7).Structure)).Should().Throw<ArgumentException>().WithMessage("*but N came.*");
    }

    private static double Atoms(Structure structure)
    {
        var sum = 0.0;
        foreach (var z in structure.AtomicNumbers)
            sum += z switch { 1 => -0.5, 6 => -37.8, _ => -75.1 };
        return sum;
    }

    private static Sample Of(double energy, params int[] elements) => new()
    {
        Name = "molecule",
        Level = "dft",
        Energy = energy,
        Structure = new Structure(elements, [.. elements.SelectMany((_, k) => new[] { 2.0 * k, 0.0, 0.0 })]),
    };
}
