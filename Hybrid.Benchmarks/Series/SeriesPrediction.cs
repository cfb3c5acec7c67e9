namespace Hybrid.Benchmarks.Series;

/// <summary>What one model says of every molecule of the file.</summary>
internal sealed class SeriesPrediction
{
    private readonly Dictionary<(string Molecule, string State), SeriesState> chosen = [];

    private SeriesPrediction(ISeriesModel model) => Model = model;

    public ISeriesModel Model { get; }

    /// <summary>Why a molecule has no states.</summary>
    public Dictionary<string, string> Failures { get; } = [];

    /// <summary>The state of a molecule that the rule chooses; null where there is none.</summary>
    public SeriesState? this[SeriesMolecule molecule, string state] => chosen.GetValueOrDefault((molecule.Name, state));

    public static SeriesPrediction Of(ISeriesModel model, IEnumerable<SeriesMolecule> molecules, CancellationToken cancellation)
    {
        var prediction = new SeriesPrediction(model);
        foreach (var molecule in molecules)
        {
            try
            {
                var states = model.Singlets(molecule.Structure, cancellation);
                foreach (var state in molecule.States)
                {
                    if (StateRule.Chosen(molecule, state, states) is { } found)
                        prediction.chosen[(molecule.Name, state)] = found;
                }
            }
            catch (Exception error) when (error is InvalidDataException or ArgumentException or NotSupportedException)
            {
                prediction.Failures[molecule.Name] = error.Message;
            }
        }

        return prediction;
    }
}
