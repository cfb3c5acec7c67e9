using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Learn.Comparison;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Models;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Benchmarks.Series;

/// <summary>Learning alone: the states that it was trained for, without orbitals and directions.</summary>
internal sealed class NetworkSeries(LearnedModel model) : ISeriesModel
{
    private readonly StatePredictor predictor = StatePredictor.Of(model);

    public string Name => model.Name;

    public string Origin => $"Learning alone, trained for {model.Description.Level}; it has the states that it was trained for and no others.";

    public IReadOnlyList<SeriesState> Singlets(Structure structure, CancellationToken cancellation)
    {
        try
        {
            return
            [
                .. predictor.Of(structure, Multiplicity.Singlet, StateRule.States, withCharacter: false, cancellation)
                    .Select(level => new SeriesState(level.Energy * Constants.ElectronvoltPerHartree, level.Strength ?? 0.0, null, null)),
            ];
        }
        catch (PredictionException error)
        {
            throw new InvalidDataException(error.Message, error);
        }
    }
}
