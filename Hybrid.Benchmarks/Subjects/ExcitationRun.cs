using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Analysis;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Physics.Response.Kernels;
using Hybrid.Physics.Response.Selection;

namespace Hybrid.Benchmarks.Subjects;

/// <summary>The ten lowest singlets of one structure with sTDA-xTB, calculated again and again in the same memory.</summary>
internal sealed class ExcitationRun
{
    private static readonly ExcitationModel Model = ExcitationModel.Load(ExcitationModel.DefaultName);
    private static readonly StdaXtb Method = StdaXtb.Of(Model.Parameters);

    private readonly Structure structure;
    private readonly ILinearAlgebra algebra;
    private readonly PredictionOptions settings;
    private readonly Arena arena = new();

    public ExcitationRun(Structure structure, ILinearAlgebra algebra)
    {
        this.structure = structure;
        this.algebra = algebra;
        settings = PredictionOptions.Default with { LinearAlgebra = algebra };
    }

    /// <summary>Energies and strengths, with configurations selected to a reported error of 5 meV.</summary>
    public static ExcitationOptions Selected { get; } = new()
    {
        SelectionError = 5e-3 / Constants.ElectronvoltPerHartree,
        WithVelocity = false,
        WithAnalysis = false,
    };

    /// <summary>The same over all configurations.</summary>
    public static ExcitationOptions Full { get; } = Selected with { SelectionError = null };

    /// <summary>From the structure to states with strengths.</summary>
    public MolecularExcitations States(ExcitationOptions options) => Model.Predict(structure, options, settings);

    /// <summary>The lowest states of the full space on a tape.</summary>
    /// <param name="states">How many.</param>
    /// <param name="withGradient">Also the gradient of the lowest one by the positions.</param>
    public ExcitationSolution Lowest(int states, bool withGradient)
    {
        arena.Reset();
        var tape = new Tape(arena, withGradient, algebra);
        var problem = Model.Record(tape, structure, settings);
        var solution = LinearResponse.Solve(
            problem.Reference!, problem.Kernel(KernelKind.Simplified, Multiplicity.Singlet), ExcitationSettings.Default with { States = states, Tolerance = Full.Tolerance });
        if (withGradient)
            tape.Backward(solution.Resolved().Energies.Slice(0, 1).Sum());
        return solution;
    }

    /// <summary>What <see cref="States"/> does with selection, one step after the other, each written down; returns the selection.</summary>
    public SelectedStates Stages(Action<string> finished)
    {
        arena.Reset();
        var tape = new Tape(arena, isRecording: false, algebra);
        var hamiltonian = Method.Record(tape, structure, algebra);
        finished("Hamiltonian: valence step, integrals, H");
        var problem = ExcitationProblem.Of(tape, hamiltonian, algebra);
        finished("orbitals: S, S^-1/2, F', diagonalisation");
        var kernel = (SimplifiedKernel)problem.Kernel(KernelKind.Simplified, Multiplicity.Singlet);
        finished("kernel");
        var reference = problem.Reference!;
        var orbitals = reference.Orbitals;
        var sites = kernel.ToSites();
        var selected = new SelectedConfigurations(algebra) { ErrorTolerance = Selected.SelectionError!.Value }.Solve(
            new SiteOrbitals(orbitals.OccupiedCount, reference.Rotations, orbitals.Energies.ToArray(), sites.SiteOfFunction), sites.Kernel, Multiplicity.Singlet,
            Math.Min(Selected.States, orbitals.ConfigurationCount));
        finished("selection and states");
        _ = ExcitedStates.Of(reference, TransitionOperators.Of(reference, withVelocity: false), selected.States);
        finished("strengths");
        return selected;
    }
}
