using Hybrid.Core.Autodiff;
using Hybrid.Learn.Losses;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Tests.Learn.Losses;

/// <summary>A prediction whose numbers a test states: leaves of a tape.</summary>
internal sealed class StatedPrediction : TapePrediction
{
    private readonly Dictionary<Multiplicity, PredictedStates> states = [];

    public override Tape Tape { get; } = new(new Arena());

    public override PredictedStates States(Multiplicity multiplicity, int count) => states[multiplicity];

    public override Variable Charges => ChargeLeaf!;

    public Variable? ChargeLeaf { get; set; }

    public Variable AddStates(Multiplicity multiplicity, params double[] energies)
    {
        var leaf = Tape.Leaf(energies, energies.Length);
        states[multiplicity] = new PredictedStates(leaf, null, null);
        return leaf;
    }
}
