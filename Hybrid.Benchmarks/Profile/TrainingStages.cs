using Hybrid.Benchmarks.Measurement;
using Hybrid.Benchmarks.Subjects;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Networks;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Excitations;

using Sample = Hybrid.Learn.Data.Sample;

namespace Hybrid.Benchmarks.Profile;

/// <summary>Where the time of a training step goes, per molecule, by the CPU time of one thread.</summary>
internal sealed class TrainingStages
{
    private readonly Arena arena = new();
    private readonly TrainingRun run;
    private readonly ILinearAlgebra plain;
    private readonly TimedLinearAlgebra timed;

    public TrainingStages(TrainingRun run, ILinearAlgebra algebra)
    {
        this.run = run;
        plain = algebra;
        timed = new TimedLinearAlgebra(algebra, Dense);
        foreach (var sample in run.Samples)
            Once(sample);
        foreach (var sample in run.Samples)
            Finer(sample);
        foreach (var ledger in (Ledger[])[Forward, Backward, Dense, Fine])
            ledger.Clear();
        Iterations = Functions = Configurations = 0;
        foreach (var sample in run.Samples)
            Once(sample);
        Dense.Clear();
        foreach (var sample in run.Samples)
            Finer(sample);
    }

    /// <summary>From the structure to the losses.</summary>
    public Ledger Forward { get; } = new();

    /// <summary>The walk backwards, by the layer that a node belongs to.</summary>
    public Ledger Backward { get; } = new();

    /// <summary>Dense linear algebra in both.</summary>
    public Ledger Dense { get; } = new();

    private void Once(Sample sample)
    {
        arena.Reset();
        var tape = new Tape(arena, isRecording: true, timed) { Walker = Walk };
        var weights = new WeightBinding(tape, run.Model.Layout, run.Weights);
        try
        {
            var start = Ledger.Now;
            var prediction = run.Model.Record(tape, weights, sample.Structure);
            Forward.Add("Hamiltonian with corrections, orbitals", start);
            start = Ledger.Now;
            var states = prediction.States(Multiplicity.Singlet, 2);
            Forward.Add("kernel, states", start);
            start = Ledger.Now;
            foreach (var term in run.Terms)
            {
                if (term.Of(prediction, sample, weights) is { Loss.NeedsAdjoint: true } value)
                    tape.Seed(value.Loss, [1.0]);
            }

            Forward.Add("losses", start);
            tape.PropagateSeeds();
        }
        catch (PredictionException)
        {
        }
    }

    /// <summary>The forward pass of a given model once more, in finer steps.</summary>
    private void Finer(Sample sample)
    {
        arena.Reset();
        var tape = new Tape(arena, isRecording: false, plain);
        var fine = timed;
        var settings = PredictionOptions.Default with { LinearAlgebra = fine };
        var start = Ledger.Now;
        var method = StdaXtb.Of(run.Model.Published);
        var hamiltonian = method.Record(tape, sample.Structure, fine, withPositions: false);
        Fine.Add("Hamiltonian", start);
        start = Ledger.Now;
        ExcitationProblem.Of(tape, hamiltonian, fine);
        Fine.Add("orbitals", start);
        arena.Reset();
        tape = new Tape(arena, isRecording: false, plain);
        start = Ledger.Now;
        var problem = run.Model.Predictor("x", "x", run.Weights).Record(tape, sample.Structure, settings, correct: _ => Fine.Add("network", start), withPositions: false);
        start = Ledger.Now;
        var kernel = problem.Kernel(KernelKind.Simplified, Multiplicity.Singlet);
        Fine.Add("kernel", start);
        start = Ledger.Now;
        var reference = problem.Reference!;
        var response = new ResponseOperator(arena, fine, kernel, reference.Orbitals.OccupiedCount, reference.Rotations, reference.Orbitals.EnergyMemory);
        Fine.Add("response operator", start);
        start = Ledger.Now;
        var known = response.Primary(48);
        Fine.Add("primary", start);
        start = Ledger.Now;
        var result = new Core.Solvers.Davidson(fine) { Tolerance = 1e-5, BufferRoots = 1 }.Solve(response.Of(Hybrid.Physics.Response.Kernels.Coupling.Excitations), known, 2);
        Fine.Add("davidson", start);
        Iterations += result.Outcome.Iterations;
        start = Ledger.Now;
        var x = new double[response.Count]; var y = new double[response.Count];
        for (var k = 0; k < 10; k++) response.Apply(Hybrid.Physics.Response.Kernels.Coupling.Excitations, x, y);
        Fine.Add("10 products", start);
        start = Ledger.Now;
        _ = new TransitionMoments(reference);
        Fine.Add("moments", start);
        start = Ledger.Now;
        var valence = new Hybrid.Physics.Basis.OrbitalBasis(run.Model.Published, sample.Structure.AtomicNumbers, "valence");
        Fine.Add("basis", start);
        start = Ledger.Now;
        Hybrid.Physics.Basis.MultipoleIntegrals.Create(tape, hamiltonian.Integrals.Basis, hamiltonian.Pairs, hamiltonian.Integrals.SlaterExponents, 1, withKinetic: true);
        Fine.Add("integrals", start);
        Functions += reference.Orbitals.Count;
        Configurations += response.Count;
    }

    public Ledger Fine { get; } = new();
    public long Iterations, Functions, Configurations;

    private void Walk(Action propagate)
    {
        var start = Ledger.Now;
        propagate();
        Backward.Add(LayerOf(propagate), start);
    }

    private static string LayerOf(Action propagate)
    {
        var type = propagate.Method.DeclaringType;
        while (type?.DeclaringType is { } outer)
            type = outer;
        return type?.Name ?? "unknown";
    }
}
