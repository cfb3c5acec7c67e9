using Hybrid.Core.Autodiff;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Networks;
using Hybrid.Learn.Representations;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Models;

/// <summary>What a <see cref="DirectModel"/> says of one structure; each read-out runs when it is asked for.</summary>
internal sealed class DirectPrediction : TapePrediction
{
    private readonly Variable positions;
    private readonly Lazy<PredictedStates>? singlets;
    private readonly Lazy<PredictedStates>? triplets;
    private readonly Lazy<Variable>? energy;

    public DirectPrediction(
        Tape tape, Variable positions, Features features, WeightBinding weights, StateReadout? singlets, StateReadout? triplets, Func<Variable>? energy)
    {
        Tape = tape;
        this.positions = positions;
        this.singlets = singlets is null ? null : new Lazy<PredictedStates>(() => singlets.Of(features, weights));
        this.triplets = triplets is null ? null : new Lazy<PredictedStates>(() => triplets.Of(features, weights));
        this.energy = energy is null ? null : new Lazy<Variable>(energy);
    }

    public override Tape Tape { get; }

    protected override string ModelName => "A direct model of these settings";

    public override Variable Energy => energy?.Value ?? base.Energy;

    public override Variable Positions => energy is null ? base.Positions : positions;

    public override PredictedStates States(Multiplicity multiplicity, int count) =>
        (multiplicity == Multiplicity.Singlet ? singlets : triplets)?.Value ?? base.States(multiplicity, count);
}
