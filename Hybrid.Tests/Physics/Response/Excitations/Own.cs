using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Parameters;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Physics.Response.Kernels;
using Hybrid.Tests.Physics.Methods;

namespace Hybrid.Tests.Physics.Response.Excitations;

/// <summary>Excited states of self-consistent methods with their own kernels, tightly converged.</summary>
internal static class Own
{
    public static ExcitationSettings Settings(int states, bool isFullResponse = false) =>
        new() { States = states, IsFullResponse = isFullResponse, Tolerance = 1e-10 };

    /// <summary>The ground state and its singlets on one tape.</summary>
    public static (GroundState Ground, ExcitationSolution Excitations) Solve(
        ParameterSet parameters, Structure structure, ExcitationSettings settings, bool isRecording = false,
        Func<ParameterTable, bool>? isDifferentiated = null, ReadOnlySpan<double> guess = default)
    {
        var tape = new Tape(new Arena(), isRecording);
        var ground = TightBindingMethod.Of(parameters).Solve(tape, structure, Solver.Tight, DenseLinearAlgebra.Default, isDifferentiated, guess);
        var reference = ExcitationReference.Of(tape, ground)!;
        return (ground, LinearResponse.Solve(reference, SelfConsistentKernel.OfSinglets(tape, ground.Scf), settings));
    }

    /// <summary>|μ|² of one state.</summary>
    public static double SquaredDipole(ReadOnlySpan<double> dipoles, int state)
    {
        var μ = dipoles.Slice(3 * state, 3);
        return (μ[0] * μ[0]) + (μ[1] * μ[1]) + (μ[2] * μ[2]);
    }
}
