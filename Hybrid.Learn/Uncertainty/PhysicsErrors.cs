using Hybrid.Learn.Comparison;
using Hybrid.Learn.Models;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Uncertainty;

/// <summary>What the published physics of a model is off by where the model was compared with labels: what learning is measured against.</summary>
internal sealed class PhysicsErrors
{
    private readonly Dictionary<(int Sample, Multiplicity Multiplicity, int Rank), ComparedState> states;

    private PhysicsErrors(IEnumerable<ComparedState> states) => this.states = states.ToDictionary(Key);

    /// <summary>Compares the physics with labels; it knows none where the model has no Hamiltonian.</summary>
    /// <param name="model">The model.</param>
    /// <param name="compare">How the model itself was compared.</param>
    public static PhysicsErrors Of(LearnedModel model, Func<StatePredictor, StateComparison> compare) =>
        new(model.Model is HybridModel hybrid ? compare(StatePredictor.Of(ExcitationModel.Of(hybrid.Published))).States : []);

    /// <summary>Predicted minus reference of the physics where the model has a state; null where the physics has none.</summary>
    public double? Of(TargetKind kind, ComparedState state) => states.TryGetValue(Key(state), out var same) ? TargetKinds.Error(kind, same) : null;

    private static (int, Multiplicity, int) Key(ComparedState state) => (state.Sample, state.Multiplicity, state.Rank);
}
