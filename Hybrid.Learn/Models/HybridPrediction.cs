using Hybrid.Core.Autodiff;
using Hybrid.Learn.Losses;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Models;

/// <summary>What a hybrid model predicts for one structure: states are solved for when a loss asks.</summary>
internal sealed class HybridPrediction(ExcitationProblem problem, double tolerance) : TapePrediction
{
    private readonly Dictionary<Multiplicity, PredictedStates> solved = [];

    public override Tape Tape => problem.Positions.Tape;

    public override Variable Positions => problem.Positions;

    public override PredictedStates States(Multiplicity multiplicity, int count)
    {
        if (solved.TryGetValue(multiplicity, out var known) && known.Count >= count)
            return known;
        var reference = problem.Reference ?? throw new PredictionException(problem.Failure!);
        var solution = LinearResponse.Solve(reference, problem.Kernel(KernelKind.Simplified, multiplicity), new ExcitationSettings { States = count, Tolerance = tolerance, AdjointTolerance = tolerance });
        if (!solution.Outcome.IsConverged)
            throw new PredictionException(FormattableString.Invariant($"The {multiplicity.ToString().ToLowerInvariant()} states did not converge: {solution.Outcome.Status}, residual {solution.Outcome.Residual:g2} Eh."));
        var (energies, dipoles) = solution.Resolved();
        return solved[multiplicity] = new PredictedStates(
            energies, multiplicity == Multiplicity.Singlet ? new Lazy<Variable>(() => Strengths(energies, dipoles)) : null, solution);
    }

    /// <summary>f = ⅔ ω |μ|².</summary>
    private static Variable Strengths(Variable energies, Variable dipoles) => energies.Multiply(dipoles.Square().SumWithinRows()).Scale(2.0 / 3.0);
}
