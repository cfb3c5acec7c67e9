using Hybrid.Core.Structures;
using Hybrid.Learn.Losses;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Analysis;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Comparison;

/// <summary>States of a Hamiltonian, with or without a correction.</summary>
internal sealed class HamiltonianPredictor(ExcitationModel model, string name, string digest) : StatePredictor
{
    public override string Name => name;

    public override string Digest => digest;

    public override IReadOnlyList<PredictedLevel> Of(
        Structure structure, Multiplicity multiplicity, int count, bool withCharacter, CancellationToken cancellation = default)
    {
        var options = new ExcitationOptions { States = count, Multiplicities = [multiplicity], WithVelocity = false, WithAnalysis = withCharacter };
        var excitations = model.Predict(structure, options, cancellation: cancellation);
        if (excitations.Failure is { } failure)
            throw new PredictionException(failure);
        var levels = new List<PredictedLevel>();
        for (var k = 0; k < excitations.States.Length; k++)
        {
            var state = excitations.States[k];
            if (!double.IsFinite(state.Energy))
                throw new PredictionException("An excitation energy is not a finite number.");
            levels.Add(new PredictedLevel(
                state.Energy, multiplicity == Multiplicity.Singlet ? state.OscillatorStrength : null,
                withCharacter ? excitations.Analyses[k].Character.Particle == OrbitalKind.Rydberg : null));
        }

        return levels;
    }
}
