using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Scf;

namespace Hybrid.Benchmarks.Subjects;

/// <summary>One structure with one method, calculated again and again in the same memory.</summary>
internal sealed class Calculation(TightBindingMethod method, Structure structure, ILinearAlgebra algebra)
{
    private readonly Arena arena = new();

    /// <summary>The energy without a tape for derivatives.</summary>
    public GroundState Energy(ScfSettings settings) => Solve(new Tape(Emptied(), isRecording: false, algebra), settings, ofParameters: false);

    /// <summary>The energy and its gradient by the positions.</summary>
    public GroundState Gradient(ScfSettings settings) => Differentiated(settings, ofParameters: false);

    /// <summary>The energy and its gradient by the positions and every parameter.</summary>
    public GroundState FullGradient(ScfSettings settings) => Differentiated(settings, ofParameters: true);

    private GroundState Differentiated(ScfSettings settings, bool ofParameters)
    {
        var tape = new Tape(Emptied(), isRecording: true, algebra);
        var ground = Solve(tape, settings, ofParameters);
        tape.Backward(ground.Energy);
        return ground;
    }

    private GroundState Solve(Tape tape, ScfSettings settings, bool ofParameters) =>
        method.Solve(tape, structure, settings, algebra, ofParameters ? static _ => true : null);

    private Arena Emptied()
    {
        arena.Reset();
        return arena;
    }
}
