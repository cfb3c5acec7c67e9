using Hybrid.Core.Autodiff;
using Hybrid.Learn.Losses;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Models;

/// <summary>What a hybrid model predicts for one structure: states are solved for when a loss asks.</summary>
internal sealed class HybridPrediction(ExcitationProblem problem, double tolerance, Func<Tape, ExcitationProblem> published) : TapePrediction
{
    private readonly Dictionary<Multiplicity, (int Asked, PredictedStates States)> solved = [];
    private readonly Dictionary<Multiplicity, double[]> publishedEnergies = [];
    private readonly List<ExcitationSolution> solutions = [];

    public override Tape Tape => problem.Positions.Tape;

    public override Variable Positions => problem.Positions;

    public override ExcitationReference ResponseOrbitals => problem.Reference ?? throw new PredictionException(problem.Failure!);

    public override string? GradientFailure
    {
        get
        {
            foreach (var solution in solutions)
            {
                if (solution.AdjointOutcome is { IsConverged: false } outcome)
                    return FormattableString.Invariant($"The linear equations for derivatives of transition dipoles did not converge: {outcome.Status}, residual {outcome.Residual:g2} Eh.");
            }

            return null;
        }
    }

    public override double? AdjointResidual => solutions.Max(solution => solution.AdjointOutcome?.Residual);

    protected override string ModelName => "A hybrid model of excitations";

    public override PredictedStates States(Multiplicity multiplicity, int count)
    {
        // A small molecule may have fewer states than were asked for.
        if (solved.TryGetValue(multiplicity, out var known) && known.Asked >= count)
            return known.States;
        var solution = Solved(problem, multiplicity, count);
        var (energies, dipoles) = solution.Resolved();
        var states = new PredictedStates(energies, multiplicity == Multiplicity.Singlet ? new Lazy<Variable>(() => Strengths(energies, dipoles)) : null, solution);
        solutions.Add(solution);
        solved[multiplicity] = (Math.Max(count, states.Count), states);
        return states;
    }

    public override ReadOnlyMemory<double> PublishedEnergies(Multiplicity multiplicity, int count)
    {
        if (!publishedEnergies.TryGetValue(multiplicity, out var energies) || energies.Length < count)
        {
            var tape = new Tape(new Arena(), isRecording: false, Tape.LinearAlgebra);
            publishedEnergies[multiplicity] = energies = [.. Solved(published(tape), multiplicity, count).States.Select(state => state.Energy)];
        }

        return energies;
    }

    private ExcitationSolution Solved(ExcitationProblem of, Multiplicity multiplicity, int count)
    {
        var reference = of.Reference ?? throw new PredictionException(of.Failure!);
        var solution = LinearResponse.Solve(reference, of.Kernel(KernelKind.Simplified, multiplicity),
            new ExcitationSettings { States = count, Tolerance = tolerance, AdjointTolerance = tolerance / TypicalGap });
        return solution.Outcome.IsConverged
            ? solution
            : throw new PredictionException(FormattableString.Invariant($"The {multiplicity.ToString().ToLowerInvariant()} states did not converge: {solution.Outcome.Status}, residual {solution.Outcome.Residual:g2} Eh."));
    }

    /// <summary>
    /// Eh, between states: amplitudes with a residual are off by the residual over it, and derivatives need not be better than what is differentiated.
    /// </summary>
    private const double TypicalGap = 0.1;

    /// <summary>f = ⅔ ω |μ|².</summary>
    private static Variable Strengths(Variable energies, Variable dipoles) => energies.Multiply(dipoles.Square().SumWithinRows()).Scale(2.0 / 3.0);
}
