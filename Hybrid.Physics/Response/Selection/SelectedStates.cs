using Hybrid.Core.Solvers;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Physics.Response.Selection;

/// <summary>The states that <see cref="SelectedConfigurations"/> found, each with its estimated error. Owns its memory.</summary>
public sealed class SelectedStates
{
    private readonly double[] errors;

    internal SelectedStates(SolverOutcome outcome, IReadOnlyList<TransitionAmplitudes> states, double[] errors, int primaryCount, int productCount)
    {
        Outcome = outcome;
        States = states;
        this.errors = errors;
        PrimaryCount = primaryCount;
        ProductCount = productCount;
    }

    /// <summary>How the search ended.</summary>
    public SolverOutcome Outcome { get; }

    /// <summary>The states in ascending order: those asked for, and the rest of a multiplet at the end.</summary>
    public IReadOnlyList<TransitionAmplitudes> States { get; }

    /// <summary>By how much each energy may differ from that of the full space, estimated to second order, Eh.</summary>
    public ReadOnlySpan<double> Errors => errors;

    /// <summary>The number of configurations that started the search.</summary>
    public int PrimaryCount { get; }

    /// <summary>The number of vectors that were multiplied in the full space.</summary>
    public int ProductCount { get; }
}
