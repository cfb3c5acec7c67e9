using System.Collections.Concurrent;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Learn.Models;
using Hybrid.Learn.Networks;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Comparison;

/// <summary>States of learning alone: energies and strengths, nothing to analyse.</summary>
internal sealed class NetworkPredictor(LearnedModel learned) : StatePredictor
{
    private readonly ConcurrentBag<Arena> arenas = [];

    public override string Name => learned.Name;

    public override string Digest => learned.Digest;

    public override bool Predicts(Multiplicity multiplicity) => learned.Model is not DirectModel { Settings: var settings }
        || !(multiplicity == Multiplicity.Singlet ? settings.SingletEnergies : settings.TripletEnergies).IsEmpty;

    public override IReadOnlyList<PredictedLevel> Of(
        Structure structure, Multiplicity multiplicity, int count, bool withCharacter, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!arenas.TryTake(out var arena))
            arena = new Arena();
        arena.Reset();
        try
        {
            var tape = new Tape(arena, isRecording: false, DenseLinearAlgebra.Default);
            var prediction = learned.Model.Record(tape, new WeightBinding(tape, learned.Model.Layout, learned.Weights, isDifferentiated: false), structure);
            var states = prediction.States(multiplicity, count);
            var energies = states.Energies.Value;
            var strengths = multiplicity == Multiplicity.Singlet && states.Strengths is { } f ? f.Value.Value : default;
            var levels = new List<PredictedLevel>();
            for (var k = 0; k < energies.Length; k++)
                levels.Add(new PredictedLevel(energies[k], strengths.IsEmpty ? null : strengths[k], null));
            return levels;
        }
        finally
        {
            arenas.Add(arena);
        }
    }
}
