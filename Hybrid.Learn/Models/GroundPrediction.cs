using Hybrid.Core.Autodiff;
using Hybrid.Core.Sampling;
using Hybrid.Core.Structures;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Networks;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Physics.Scf;

namespace Hybrid.Learn.Models;

/// <summary>What a hybrid model with a ground state predicts for one structure: the field is solved at once, everything else when a loss asks.</summary>
internal sealed class GroundPrediction : TapePrediction
{
    private readonly HybridModel model;
    private readonly Model ground;
    private readonly ExcitationModel physics;
    private readonly Structure structure;
    private readonly CounterRandom? random;
    private readonly GroundState state;
    private readonly Lazy<Variable> charges;
    private readonly Lazy<Variable> quadrupole;
    private readonly Lazy<HybridPrediction> excitations;

    /// <exception cref="PredictionException">The field does not converge.</exception>
    public GroundPrediction(
        HybridModel model, Model ground, ExcitationModel physics, Tape tape, WeightBinding weights, Structure structure, CounterRandom? random, Guess? guess = null)
    {
        (this.model, this.ground, this.physics, this.structure, this.random) = (model, ground, physics, structure, random);
        var options = new PredictionOptions { Scf = ScfSettings.Default with { Accuracy = model.Accuracy }, LinearAlgebra = tape.LinearAlgebra };
        state = ground.Record(tape, structure, options, guess: guess, correct: seams => model.Corrections(seams, weights, random).ApplyTo(seams));
        if (!state.Scf.Outcome.IsConverged)
            throw new PredictionException(FormattableString.Invariant($"The self-consistent field did not converge: {state.Scf.Outcome.Status} after {state.Scf.Outcome.Iterations} iterations, residual {state.Scf.Outcome.Residual:g2} e."));
        charges = new Lazy<Variable>(ChargesOfAtoms);
        quadrupole = new Lazy<Variable>(() => Traceless(state.Moments.Slice(3, 6)));
        excitations = new Lazy<HybridPrediction>(() => new HybridPrediction(physics.Of(state, structure), model.Tolerance, other => physics.Record(other, structure, options)));
    }

    public override Tape Tape => state.Positions.Tape;

    public override Variable Positions => state.Positions;

    public override Variable Energy => state.Energy;

    public override Variable Charges => charges.Value;

    public override Variable Dipole => state.Moments.Slice(0, 3);

    public override Variable Quadrupole => quadrupole.Value;

    public override Variable OrbitalEnergies => state.Scf.OrbitalEnergies;

    public override int OccupiedCount => (int)Math.Round(state.Scf.Problem.Electrons.Alpha);

    public override string? GradientFailure => state.Scf.AdjointOutcome is { IsConverged: false } outcome
        ? FormattableString.Invariant($"The linear equations for derivatives of the density did not converge: {outcome.Status}, residual {outcome.Residual:g2}.")
        : excitations.IsValueCreated ? excitations.Value.GradientFailure : null;

    public override double? AdjointResidual =>
        new[] { state.Scf.AdjointOutcome?.Residual, excitations.IsValueCreated ? excitations.Value.AdjointResidual : null }.Max();

    protected override string ModelName => $"A hybrid model on {model.Published.Name}";

    public override PredictedStates States(Multiplicity multiplicity, int count) => excitations.Value.States(multiplicity, count);

    public override TapePrediction At(Tape tape, WeightBinding weights, ReadOnlySpan<double> positions) => new GroundPrediction(
        model, ground, physics, tape, weights, structure.WithPositions(positions), random, Guess.Of(ground, structure, state));

    private Variable ChargesOfAtoms()
    {
        var basis = state.Scf.Problem.Basis;
        return state.Scf.Populations.Slice(0, basis.ShellCount).ScatterAdd(basis.ShellAtom.ToArray(), basis.AtomCount);
    }

    /// <summary>Θ = ³⁄₂ θ − ½ Tr θ, for xx, xy, yy, xz, yz, zz.</summary>
    private static Variable Traceless(Variable θ)
    {
        double[] trace = [1, 0, 1, 0, 0, 1];
        var half = new double[36];
        for (var k = 0; k < 36; k++)
            half[k] = (k % 7 == 0 ? 1.5 : 0.0) - (0.5 * trace[k / 6] * trace[k % 6]);
        return θ.Reshape(1, 6).Linear(θ.Tape.Constant(half, 6, 6)).Reshape(6);
    }
}
