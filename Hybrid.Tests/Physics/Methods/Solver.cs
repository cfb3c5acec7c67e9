using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Parameters;
using Hybrid.Physics.Scf;
using Hybrid.Tests.References;

namespace Hybrid.Tests.Physics.Methods;

/// <summary>Ground states as the tests of whole methods want them: tightly converged.</summary>
internal static class Solver
{
    /// <summary>Populations to 10⁻¹¹: energies are then good to rounding, gradients to 10⁻¹⁰ Eh/a0.</summary>
    public static ScfSettings Tight { get; } = new() { Accuracy = 1e-5 };

    public static ParameterSet Parameters(string method) => ParameterSet.Embedded(method);

    public static Structure Structure(string name) => ReferenceSet.Gfn2.Cases.FirstOrDefault(c => c.Name == name)?.Structure ?? ReferenceSet.Gfn1[name].Structure;

    public static GroundState Solve(
        ParameterSet parameters, Structure structure, bool isRecording = false, ScfSettings? settings = null, ILinearAlgebra? algebra = null,
        Func<ParameterTable, bool>? isDifferentiated = null, ReadOnlySpan<double> guess = default)
    {
        var tape = new Tape(new Arena(), isRecording);
        var state = TightBindingMethod.Of(parameters).Solve(tape, structure, settings ?? Tight, algebra ?? DenseLinearAlgebra.Default, isDifferentiated, guess);
        if (isRecording)
            tape.Backward(state.Energy);
        return state;
    }

    /// <summary>The energy of a state that must have converged.</summary>
    public static double Energy(ParameterSet parameters, Structure structure, ReadOnlySpan<double> guess = default)
    {
        var state = Solve(parameters, structure, guess: guess);
        return state.Scf.Outcome.IsConverged
            ? state.Energy.Scalar
            : throw new InvalidOperationException($"A converged field was expected, but it ended with {state.Scf.Outcome}.");
    }

    public static Structure At(this Structure structure, ReadOnlySpan<double> positions, double? charge = null) =>
        new(structure.AtomicNumbers, positions, charge ?? structure.Charge, structure.UnpairedElectrons);

    /// <summary>Charges of the atoms.</summary>
    public static double[] AtomCharges(this GroundState state)
    {
        var basis = state.Scf.Problem.Basis;
        var charges = new double[basis.AtomCount];
        for (var s = 0; s < basis.ShellCount; s++)
            charges[basis.ShellAtom[s]] += state.Scf.Populations.Value[s];
        return charges;
    }
}
