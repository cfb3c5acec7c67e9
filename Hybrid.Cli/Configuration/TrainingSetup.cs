using Hybrid.Learn.Data;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Models;
using Hybrid.Learn.Representations;
using Hybrid.Learn.Training;
using Hybrid.Physics.Models;

namespace Hybrid.Cli.Configuration;

/// <summary>Everything that a trainer takes, put together from a configuration.</summary>
internal sealed record TrainingSetup(
    ITrainable Model, LevelOffsets Offsets, IReadOnlyList<LossTerm> Terms, IReadOnlyList<Sample> Train, IReadOnlyList<Sample> Valid,
    IReadOnlyList<DataDescription> TrainSets, IReadOnlyList<DataDescription> ValidSets) : IDisposable
{
    /// <summary>What the model takes from a file; null for nothing.</summary>
    private GeometryCache? Geometries => (Model as HybridModel)?.Geometries;

    /// <summary>Gives the file back.</summary>
    public void Dispose() => Geometries?.Dispose();

    /// <param name="configuration">The configuration.</param>
    /// <param name="kind">"hybrid", "physics" or "direct" in place of the configuration's; null for that.</param>
    /// <param name="size">Of the first training set in place of the configuration's; null for that.</param>
    /// <exception cref="ConfigurationException">Settings or data make no training.</exception>
    public static TrainingSetup Of(TrainingConfiguration configuration, string? kind = null, int? size = null)
    {
        var reader = new SampleReader(configuration.Model.Settings.Elements, configuration.Settings.Seed);
        var (train, trainSets) = reader.Read(configuration.Train, size);
        var (valid, validSets) = reader.Read(configuration.Valid);
        var section = configuration.Model.Section;
        var model = ModelOf(configuration, kind ?? configuration.Model.Kind, train);
        var offsets = section.Checked("level", () => LevelOffsets.Of(configuration.Model.Level, [.. train, .. valid]));
        offsets.Declare(model.Layout);
        return new TrainingSetup(model, offsets, [.. configuration.Targets.Select(target => target.Term(offsets))], train, valid, trainSets, validSets);
    }

    /// <summary>Complaints get the line of the section that they are about.</summary>
    private static ITrainable ModelOf(TrainingConfiguration configuration, string kind, IReadOnlyList<Sample> train)
    {
        var model = configuration.Model;
        var representation = kind == "physics" ? null : model.Section.Checked("representation", () => RepresentationOf(model));
        return kind == "direct"
            ? model.Section.Checked("level", () => new DirectModel(representation!, DirectStart.Of([.. train.Where(sample => sample.Level == model.Level)])))
            : model.Section.Checked("corrections", () => new HybridModel(model.Settings, representation)
            {
                Tolerance = model.Tolerance,
                Geometries = configuration.Cache is { } cache ? GeometryCache.Open(cache, ExcitationModel.Load(model.Settings.Base)) : null,
            });
    }

    private static Representation RepresentationOf(ModelConfiguration model) =>
        model.Transformer is { } transformer ? new GraphTransformer(transformer) : new EquivariantNetwork(model.Equivariant!);
}
