using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Physics.Models;
using Hybrid.Physics.Parameters;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Tests.Physics.Methods;
using Hybrid.Tests.Physics.Response.Excitations;
using Xunit;

namespace Hybrid.Tests.Physics.Response.Kernels;

/// <summary>The spin term of triplets, in both kernels.</summary>
public sealed class SpinAttractionTests
{
    [Theory]
    [InlineData("gfn1-xtb", KernelKind.Own)]
    [InlineData("gfn2-xtb", KernelKind.Own)]
    [InlineData("gfn2-xtb", KernelKind.Simplified)]
    [InlineData("stda-xtb", KernelKind.Simplified)]
    public void It_lowers_triplets_and_its_derivatives_are_exact(string hamiltonian, KernelKind kernel)
    {
        var structure = Solver.Structure("formaldehyde");
        var (problem, excitations) = Solve(1.0, isRecording: true);
        excitations.Reference.Tape.Backward(excitations.Resolved().Energies, [1.0, .. new double[excitations.States.Count - 1]]);
        problem.KernelParameters.Tables["spin_attraction_pp"].Adjoint[5].Should().BeNegative("an attraction lowers triplets of carbon");
        var slope = problem.KernelParameters.Tables.Where(table => table.Key.StartsWith("spin_attraction", StringComparison.Ordinal) && table.Value.HasAdjoint)
            .Sum(table => System.Numerics.Tensors.TensorPrimitives.Dot<double>(table.Value.Value, table.Value.Adjoint));
        var expected = Differences.FivePoint(h => Solve(1.0 + h, isRecording: false).Excitations.States[0].Energy, 1e-3);
        slope.Should().BeApproximately(expected, 1e-8);
        expected.Should().BeLessThan(-1e-5, "an n → π* state has little overlap of hole and electron, but some");
        excitations.States[0].Energy.Should().BeLessThan(Solve(0.5, isRecording: false).Excitations.States[0].Energy);

        // The scale is applied where a learned correction would be.
        (ExcitationProblem Problem, ExcitationSolution Excitations) Solve(double scale, bool isRecording)
        {
            var parameters = ParameterSet.Embedded("stda-xtb");
            if (scale != 1.0)
                parameters = Scaled(parameters, scale);
            var tape = new Tape(new Arena(), isRecording);
            var problem = (hamiltonian == "stda-xtb" ? ExcitationModel.Of(parameters) : ExcitationModel.Of(ParameterSet.Embedded(hamiltonian), parameters))
                .Record(tape, structure, PredictionOptions.Default with { Scf = Solver.Tight }, static table => table.PriorWidth > 0.0);
            return (problem, LinearResponse.Solve(problem.Reference!, problem.Kernel(kernel, Multiplicity.Triplet), Stda.Settings(2)));
        }
    }

    [Fact]
    public void Triplets_lie_below_their_singlets()
    {
        foreach (var molecule in new[] { "c6h6", "formaldehyde", "c2h4", "naphthalene" })
        {
            var states = Stda.Predict(Solver.Structure(molecule), new ExcitationOptions { States = 1, Multiplicities = [Multiplicity.Singlet, Multiplicity.Triplet] }).States;
            states[0].Multiplicity.Should().Be(Multiplicity.Triplet, "{0} has Hund's order", molecule);
        }
    }

    private static ParameterSet Scaled(ParameterSet parameters, double scale)
    {
        foreach (var table in parameters.Tables.Where(table => table.Name.StartsWith("spin_attraction", StringComparison.Ordinal)).ToArray())
            parameters = parameters.With(table.WithValues(table.Values.ToArray().Select(value => scale * value).ToArray()));
        return parameters;
    }
}
