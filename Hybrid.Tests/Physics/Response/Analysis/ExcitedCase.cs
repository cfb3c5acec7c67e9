using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Physics.Response.Analysis;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Physics.Response.Kernels;
using Hybrid.Tests.Physics.Methods;

namespace Hybrid.Tests.Physics.Response.Analysis;

/// <summary>The lowest singlets of a molecule with GFN2-xTB and its own kernel, and all that they are judged by.</summary>
internal sealed class ExcitedCase
{
    private static readonly ExcitationSettings Settings = ExcitationSettings.Default with { Tolerance = 1e-9 };

    private ExcitedCase(Structure structure, int states)
    {
        Structure = structure;
        var state = Solver.Solve(Solver.Parameters("gfn2-xtb"), structure);
        var tape = new Tape(new Arena(), isRecording: false);
        Reference = ExcitationReference.Of(tape, state)!;
        Solution = LinearResponse.Solve(Reference, SelfConsistentKernel.OfSinglets(tape, state.Scf), Settings with { States = states });
        Operators = TransitionOperators.Of(Reference);
        States = ExcitedStates.Of(Reference, Operators, Solution.States);
    }

    public Structure Structure { get; }

    public ExcitationReference Reference { get; }

    public ExcitationSolution Solution { get; }

    public TransitionOperators Operators { get; }

    public IReadOnlyList<ExcitedState> States { get; }

    public ExcitationAnalysis Analysis => new(Reference, Structure, Operators);

    public static ExcitedCase Of(string name, int states = 6) => Of(Solver.Structure(name), states);

    public static ExcitedCase Of(Structure structure, int states = 6) => new(structure, states);

    /// <summary>The amplitudes of one configuration.</summary>
    public TransitionAmplitudes Single(int occupied, int aboveLumo, Multiplicity multiplicity = Multiplicity.Singlet)
    {
        var X = new double[Reference.Orbitals.ConfigurationCount];
        X[(occupied * Reference.Orbitals.VirtualCount) + aboveLumo] = 1.0;
        return new TransitionAmplitudes(multiplicity, 0.25, X);
    }

    public double[] Overlap()
    {
        var n = Reference.Orbitals.Count;
        var S = new double[n * n];
        var inverse = new double[n * n];
        // C S Cᵀ = 1, so that S⁻¹ = Cᵀ C.
        DenseLinearAlgebra.Default.SymmetricRankK(n, n, 1.0, Reference.Orbitals.Coefficients, 0.0, inverse);
        for (var μ = 0; μ < n; μ++)
            S[(μ * n) + μ] = 1.0;
        DenseLinearAlgebra.Default.Solve(n, n, inverse, S);
        return S;
    }
}
