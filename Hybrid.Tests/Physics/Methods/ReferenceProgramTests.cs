using FluentAssertions;
using FluentAssertions.Execution;
using Hybrid.Physics.Scf;
using Hybrid.Tests.References;
using Xunit;

namespace Hybrid.Tests.Physics.Methods;

/// <summary>Every reference structure against the numbers of xtb 6.5.1; see References/README.md for the command line.</summary>
public sealed class ReferenceProgramTests
{
    private const int LargestSmallMolecule = 30;

    /// <summary>The reference has 12 decimals and was converged to about 10⁻⁹ Eh.</summary>
    private const double SmallMoleculeEnergy = 2e-8;

    /// <summary>The reference program leaves out dispersion beyond its cutoffs.</summary>
    private const double EnergyPerAtom = 1e-6;

    /// <summary>As good as the charges of the reference program's last iteration.</summary>
    private const double Gradient = 2e-6;

    /// <summary>The reference program stores the charges that its mixer left, good to about 10⁻⁷ e.</summary>
    private const double Charge = 2e-6;

    private const double Dipole = 2e-5;

    private const double OrbitalEnergy = 2e-6;

    private static readonly ScfSettings Settings = new() { Accuracy = 1e-3 };

    public static TheoryData<string, string> SmallMolecules => Cases(c => c.Structure.AtomCount <= LargestSmallMolecule);

    public static TheoryData<string, string> LargeMolecules => Cases(c => c.Structure.AtomCount is > LargestSmallMolecule and < 300);

    [Theory]
    [MemberData(nameof(SmallMolecules))]
    public void A_small_molecule_has_the_energy_gradient_charges_and_levels_of_the_reference(string method, string name)
    {
        var reference = ReferenceSet.Of(method)[name];
        var state = Solver.Solve(Solver.Parameters(method), reference.Structure, isRecording: true, Settings);
        using var scope = new AssertionScope(name);
        state.Scf.Outcome.IsConverged.Should().BeTrue();
        state.Energy.Scalar.Should().BeApproximately(reference.Energy, SmallMoleculeEnergy);
        ShouldBeClose(state.Positions.Adjoint, reference.Gradient.AsSpan(), Gradient, "gradient");
        ShouldBeClose(state.AtomCharges(), reference.Charges.AsSpan(), Charge, "charge");
        ShouldBeClose(state.Scf.Populations.Value[..reference.ShellCharges.Length], reference.ShellCharges.AsSpan(), Charge, "shell charge");
        ShouldBeClose(state.Moments.Value[..3], reference.Dipole.AsSpan(), Dipole, "dipole");
        ShouldBeClose(state.Scf.OrbitalEnergies.Value[..reference.Occupations.Length], reference.OrbitalEnergies.AsSpan()[..reference.Occupations.Length], OrbitalEnergy, "orbital energy");
        if (!reference.AtomicDipoles.IsEmpty)
        {
            ShouldBeClose(state.Scf.PopulationView.AtomDipoles, reference.AtomicDipoles.AsSpan(), Dipole, "atomic dipole");
            ShouldBeClose(state.Scf.PopulationView.AtomQuadrupoles, reference.AtomicQuadrupoles.AsSpan(), Dipole, "atomic quadrupole");
        }
    }

    [Theory]
    [MemberData(nameof(LargeMolecules))]
    public void A_large_molecule_has_the_energy_and_gradient_of_the_reference_but_for_its_cutoffs(string method, string name)
    {
        var reference = ReferenceSet.Of(method)[name];
        var state = Solver.Solve(Solver.Parameters(method), reference.Structure, isRecording: true, Settings);
        using var scope = new AssertionScope(name);
        state.Scf.Outcome.IsConverged.Should().BeTrue();
        state.Energy.Scalar.Should().BeApproximately(reference.Energy, EnergyPerAtom * reference.Structure.AtomCount);
        ShouldBeClose(state.Positions.Adjoint, reference.Gradient.AsSpan(), 5.0 * Gradient, "gradient");
        ShouldBeClose(state.AtomCharges(), reference.Charges.AsSpan(), Charge, "charge");
    }

    [Fact]
    public void An_alkane_of_398_atoms_has_the_energy_of_the_reference_but_for_its_cutoffs()
    {
        var reference = ReferenceSet.Gfn2["c132h266"];
        var state = Solver.Solve(Solver.Parameters("gfn2-xtb"), reference.Structure, settings: new ScfSettings { Accuracy = 0.1 });
        state.Energy.Scalar.Should().BeApproximately(reference.Energy, EnergyPerAtom * reference.Structure.AtomCount);
    }

    private static TheoryData<string, string> Cases(Func<ReferenceCase, bool> isWanted)
    {
        var data = new TheoryData<string, string>();
        foreach (var method in new[] { "gfn1-xtb", "gfn2-xtb" })
        {
            foreach (var reference in ReferenceSet.Of(method).Cases.Where(isWanted))
                data.Add(method, reference.Name);
        }

        return data;
    }

    private static void ShouldBeClose(ReadOnlySpan<double> actual, ReadOnlySpan<double> expected, double tolerance, string what)
    {
        actual.Length.Should().Be(expected.Length, what);
        var largest = 0.0;
        for (var i = 0; i < expected.Length; i++)
            largest = Math.Max(largest, Math.Abs(actual[i] - expected[i]));
        largest.Should().BeLessThan(tolerance, "that is how exact every {0} of the reference is", what);
    }
}
