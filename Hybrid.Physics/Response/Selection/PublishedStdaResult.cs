using Hybrid.Core.Solvers;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Physics.Response.Selection;

/// <summary>The states that <see cref="PublishedStda"/> found inside its window. Owns its memory.</summary>
public sealed class PublishedStdaResult
{
    private readonly double[] oscillatorStrengths;

    internal PublishedStdaResult(SolverOutcome outcome, IReadOnlyList<TransitionAmplitudes> states, double[] oscillatorStrengths, int primaryCount, int configurationCount)
    {
        Outcome = outcome;
        States = states;
        this.oscillatorStrengths = oscillatorStrengths;
        PrimaryCount = primaryCount;
        ConfigurationCount = configurationCount;
    }

    /// <summary>How the diagonalisation ended.</summary>
    public SolverOutcome Outcome { get; }

    /// <summary>The states in ascending order; amplitudes over all orbitals.</summary>
    public IReadOnlyList<TransitionAmplitudes> States { get; }

    /// <summary>f = ⅔ ω |μ|² in the length form; zero for triplets.</summary>
    public ReadOnlySpan<double> OscillatorStrengths => oscillatorStrengths;

    /// <summary>The number of configurations inside the energy window.</summary>
    public int PrimaryCount { get; }

    /// <summary>The number of configurations in the matrix: primary and selected ones.</summary>
    public int ConfigurationCount { get; }

    internal static PublishedStdaResult None { get; } = new(new SolverOutcome(SolverStatus.Converged, 0, 0), [], [], 0, 0);
}
