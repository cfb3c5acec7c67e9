using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Physics.Models;

namespace Hybrid.Benchmarks.Series;

/// <summary>A model with a Hamiltonian, trained or not.</summary>
internal sealed class HamiltonianSeries(string name, string origin, ExcitationModel model, PredictionOptions settings) : ISeriesModel
{
    private static readonly ExcitationOptions options = new() { States = StateRule.States, WithVelocity = false, WithAnalysis = false };

    public string Name => name;

    public string Origin => origin;

    public IReadOnlyList<SeriesState> Singlets(Structure structure, CancellationToken cancellation)
    {
        var excitations = model.Predict(structure, options, settings, cancellation);
        if (excitations.Failure is { } failure)
            throw new InvalidDataException(failure);
        return
        [
            .. excitations.States.Select(state => new SeriesState(
                state.Energy * Constants.ElectronvoltPerHartree, state.OscillatorStrength, state.TransitionDipole,
                state.Configurations.FirstOrDefault(configuration => configuration is { BelowHomo: 0, AboveLumo: 0 })?.Weight ?? 0.0)),
        ];
    }
}
