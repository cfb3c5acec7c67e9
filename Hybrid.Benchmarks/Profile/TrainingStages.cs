using Hybrid.Benchmarks.Subjects;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Solvers;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Networks;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Physics.Response.Kernels;
using Sample = Hybrid.Learn.Data.Sample;

namespace Hybrid.Benchmarks.Profile;

/// <summary>Where the time of a training step goes, summed over all samples, by the CPU time of one thread.</summary>
internal sealed class TrainingStages
{
    private readonly Arena arena = new();
    private readonly TrainingRun run;
    private readonly ILinearAlgebra algebra;
    private readonly StdaXtb method;

    public TrainingStages(TrainingRun run, ILinearAlgebra algebra)
    {
        this.run = run;
        this.algebra = algebra;
        method = StdaXtb.Of(run.Model.Published);
        // Once to warm up.
        Measure();
        foreach (var ledger in (Ledger[])[Forward, Physics, Backward, Dense])
            ledger.Clear();
        Failures = 0;
        Measure();
    }

    /// <summary>From the structure to the losses, as a training does it.</summary>
    public Ledger Forward { get; } = new();

    /// <summary>The same in finer steps for the published parameters.</summary>
    public Ledger Physics { get; } = new();

    /// <summary>The walk backwards, by the layer that a node belongs to.</summary>
    public Ledger Backward { get; } = new();

    /// <summary>Dense linear algebra of <see cref="Physics"/>.</summary>
    public Ledger Dense { get; } = new();

    /// <summary>Samples without a prediction.</summary>
    public int Failures { get; private set; }

    private void Measure()
    {
        foreach (var sample in run.Samples)
        {
            arena.Reset();
            try
            {
                Step(sample, new Tape(arena, isRecording: true, algebra) { Walker = Walk });
            }
            catch (PredictionException)
            {
                Failures++;
            }

            arena.Reset();
            Finer(sample, new Tape(arena, isRecording: false, algebra), new TimedLinearAlgebra(algebra, Dense));
        }
    }

    private void Step(Sample sample, Tape tape)
    {
        var weights = new WeightBinding(tape, run.Model.Layout, run.Weights);
        var start = Ledger.Now;
        var prediction = run.Model.Record(tape, weights, sample.Structure);
        Forward.Add("network, Hamiltonian, orbitals", start);
        start = Ledger.Now;
        _ = prediction.States(Multiplicity.Singlet, sample.States.Length);
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

    private void Finer(Sample sample, Tape tape, TimedLinearAlgebra timed)
    {
        var start = Ledger.Now;
        var prepared = method.Prepare(tape, sample.Structure, timed);
        Finished("what a cache keeps: charges, integrals, S^-1/2");
        var hamiltonian = method.Record(tape, sample.Structure, timed, withPositions: false, prepared: prepared);
        Finished("H from these");
        var problem = ExcitationProblem.Of(tape, hamiltonian, timed);
        Finished("orbitals and dipoles from H and S^-1/2");
        if (problem.Reference is not { } reference)
            return;
        var kernel = problem.Kernel(KernelKind.Simplified, Multiplicity.Singlet);
        Finished("kernel");
        var response = new ResponseOperator(arena, timed, kernel, reference.Orbitals.OccupiedCount, reference.Rotations, reference.Orbitals.EnergyMemory);
        var known = response.Primary(PrimaryCount);
        Finished("matrix of the lowest configurations");
        _ = new Davidson(timed) { Tolerance = run.Model.Tolerance, BufferRoots = 1 }.Solve(response.Of(Coupling.Excitations), known, Math.Min(2, response.Count));
        Finished("Davidson");
        _ = new TransitionMoments(reference);
        Finished("transition dipoles between orbitals");

        void Finished(string name)
        {
            Physics.Add(name, start);
            start = Ledger.Now;
        }
    }

    private void Walk(Action propagate)
    {
        var start = Ledger.Now;
        propagate();
        Backward.Add(LayerOf(propagate), start);
    }

    /// <summary>The class that recorded a node: the outermost one around its closure.</summary>
    private static string LayerOf(Action propagate)
    {
        var type = propagate.Method.DeclaringType;
        while (type?.DeclaringType is { } outer)
            type = outer;
        return type?.Name ?? "unknown";
    }

    private static readonly int PrimaryCount = LinearResponse.PrimaryCount(2);
}
