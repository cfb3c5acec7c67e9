using Hybrid.Core.Autodiff;
using Hybrid.Core.Structures;
using Hybrid.Physics.Models;
using Hybrid.Physics.Parameters;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Tests.Physics.Response.Excitations;

/// <summary>Excited states of sTDA-xTB with the simplified kernel, tightly converged.</summary>
internal static class Stda
{
    public static ParameterSet Parameters { get; } = ParameterSet.Embedded("stda-xtb");

    public static ExcitationSettings Settings(int states, bool isFullResponse = false) =>
        new() { States = states, IsFullResponse = isFullResponse, Tolerance = 1e-9 };

    /// <summary>The states of one spin and the problem that they solve, on one tape.</summary>
    public static (ExcitationProblem Problem, ExcitationSolution Excitations) Solve(
        ParameterSet parameters, Structure structure, Multiplicity multiplicity, ExcitationSettings settings, bool isRecording = false,
        Func<ParameterTable, bool>? isDifferentiated = null)
    {
        var tape = new Tape(new Arena(), isRecording);
        var problem = ExcitationModel.Of(parameters).Record(tape, structure, isDifferentiated: isDifferentiated);
        return (problem, LinearResponse.Solve(problem.Reference!, problem.Kernel(KernelKind.Simplified, multiplicity), settings));
    }

    public static MolecularExcitations Predict(Structure structure, ExcitationOptions options) => ExcitationModel.Of(Parameters).Predict(structure, options);
}
