using Hybrid.Benchmarks.Measurement;
using Hybrid.Benchmarks.Subjects;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Scf;

namespace Hybrid.Benchmarks.Profile;

/// <summary>Where the time of an energy and its gradient goes. All times are means of repeated calculations, in seconds.</summary>
internal sealed class StageProfile
{
    private readonly Arena arena = new();
    private readonly TestStructure structure;
    private readonly TightBindingMethod method;
    private readonly ILinearAlgebra algebra;
    private readonly bool ofParameters;
    private readonly int runs;

    public StageProfile(TestStructure structure, TightBindingMethod method, ILinearAlgebra algebra, bool ofParameters, int runs)
    {
        this.structure = structure;
        this.method = method;
        this.algebra = algebra;
        this.ofParameters = ofParameters;
        this.runs = runs;
        Measure();
    }

    /// <summary>Making the layers.</summary>
    public Ledger Setup { get; } = new();

    /// <summary>Dense linear algebra of the field.</summary>
    public Ledger Dense { get; } = new();

    /// <summary>The other work of an iteration.</summary>
    public Ledger Field { get; } = new();

    /// <summary>The walk backwards, by the layer that a node belongs to, dense linear algebra included.</summary>
    public Ledger Gradient { get; } = new();

    /// <summary>Setup and field.</summary>
    public double EnergySeconds { get; private set; }

    /// <summary>The walk backwards.</summary>
    public double GradientSeconds { get; private set; }

    public int Iterations { get; private set; }

    public int OrbitalCount { get; private set; }

    private void Measure()
    {
        Stopclock.WarmUp(Once);
        foreach (var ledger in (Ledger[])[Setup, Dense, Field, Gradient])
            ledger.Clear();
        EnergySeconds = GradientSeconds = 0.0;
        for (var run = 0; run < runs; run++)
            Once();
        EnergySeconds /= runs;
        GradientSeconds /= runs;
    }

    private void Once()
    {
        arena.Reset();
        SetupStages.Run(new Tape(arena, isRecording: true, algebra), structure.Atoms, method.Parameters, Setup);

        arena.Reset();
        var timed = new TimedLinearAlgebra(algebra, Dense);
        var tape = new Tape(arena, isRecording: true, algebra) { Walker = Walk };
        var start = Ledger.Now;
        var ground = method.Solve(tape, structure.Atoms, ScfSettings.Default, timed, ofParameters ? static _ => true : null);
        EnergySeconds += Ledger.Now - start;
        timed.IsListening = false;
        Iterations = ground.Scf.Outcome.Iterations;
        OrbitalCount = ground.Scf.Problem.Basis.OrbitalCount;

        start = Ledger.Now;
        tape.Backward(ground.Energy);
        GradientSeconds += Ledger.Now - start;
        FieldStages.Run(arena, ground.Scf, Field);
    }

    private void Walk(Action propagate)
    {
        var start = Ledger.Now;
        propagate();
        Gradient.Add(LayerOf(propagate), start);
    }

    /// <summary>The class that recorded a node: the outermost one around its closure.</summary>
    private static string LayerOf(Action propagate)
    {
        var type = propagate.Method.DeclaringType;
        while (type?.DeclaringType is { } outer)
            type = outer;
        return type?.Name ?? "unknown";
    }
}
