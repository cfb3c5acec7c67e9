using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Parameters;
using Hybrid.Physics.Scf;
using Hybrid.Tests.References;
using Xunit;

namespace Hybrid.Tests.Physics.Scf;

public sealed class ImplicitAdjointTests
{
    /// <summary>Relative to the largest element: both are exact up to the convergence of the field (10⁻¹²).</summary>
    private const double Tolerance = 1e-9;

    [Theory]
    [InlineData("gfn1-xtb", "formaldehyde", 300.0)]
    [InlineData("gfn2-xtb", "formaldehyde", 300.0)]
    [InlineData("gfn2-xtb", "no_radical", 3000.0)]
    [InlineData("gfn1-xtb", "ch3br_ph3", 300.0)]
    public void Implicit_adjoint_equals_the_unrolled_field(string method, string molecule, double temperature)
    {
        var set = method == "gfn1-xtb" ? ReferenceSet.Gfn1 : ReferenceSet.Gfn2;
        var settings = new ScfSettings { Accuracy = 1e-6, ElectronicTemperature = temperature };
        var physics = TightBindingMethod.Of(ParameterSet.Embedded(method));
        var structure = set[molecule].Structure;

        var tape = new Tape(new Arena());
        var implicitState = physics.Solve(tape, structure, settings, DenseLinearAlgebra.Default, _ => true);
        implicitState.Scf.Outcome.IsConverged.Should().BeTrue();
        var seed = Enumerable.Range(0, implicitState.Scf.Populations.Length).Select(k => Math.Cos(1.7 * k)).ToArray();
        tape.Backward(implicitState.Scf.Populations, seed);

        var other = new Tape(new Arena());
        var unrolledState = physics.Solve(other, structure, settings, DenseLinearAlgebra.Default, _ => true);
        var unrolled = new UnrolledField(other, unrolledState.Scf.Problem, count: 160, damping: 0.3);
        Largest(unrolled.Populations, implicitState.Scf.Populations.Value).Should().BeLessThan(1e-10, "both solve the same field");
        other.ForgetAdjoints();
        unrolled.Propagate(seed);
        other.PropagateSeeds();

        Compare(implicitState.Positions, unrolledState.Positions, "positions");
        foreach (var name in new[] { "level", "hubbard", "slater_exponent", "polynomial", "hubbard_derivative", "k_ss" })
            Compare(implicitState.Parameters.Tables[name], unrolledState.Parameters.Tables[name], name);
    }

    private static void Compare(Variable a, Variable b, string name)
    {
        var scale = 0.0;
        foreach (var value in a.Adjoint)
            scale = Math.Max(scale, Math.Abs(value));
        scale.Should().BeGreaterThan(1e-6, $"{name} matters");
        Largest(a.Adjoint, b.Adjoint).Should().BeLessThan(Tolerance * Math.Max(scale, 1.0), name);
    }

    private static double Largest(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var largest = 0.0;
        for (var k = 0; k < a.Length; k++)
            largest = Math.Max(largest, Math.Abs(a[k] - b[k]));
        return largest;
    }
}
