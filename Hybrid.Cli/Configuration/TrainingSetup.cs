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
    IReadOnlyList<DataDescription> TrainSets, IReadOnlyList<DataDescription> ValidSets, IReadOnlyList<ReferenceEnergies> References) : IDisposable
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
        var references = ReferencesOf(configuration, model, train, valid);
        var terms = configuration.Targets.Select(target => target.WithReferences?.Invoke(references) ?? target.Term(offsets));
        return new TrainingSetup(model, offsets, [.. terms], train, valid, trainSets, validSets, references);
    }

    /// <summary>The weights that training begins with.</summary>
    public double[] Initial(TrainingConfiguration configuration) => Initial(configuration, Model);

    /// <summary>Where a model that was trained with this comes from, for its folder.</summary>
    /// <param name="configuration">What was asked for.</param>
    /// <param name="epochs">Turns through the data, or iterations.</param>
    /// <param name="best">The one that the weights are from; null when that isn't known.</param>
    /// <param name="elapsed">What it took.</param>
    /// <param name="valid">The weights' errors on the validation data; null when there are none.</param>
    public ModelOrigin Origin(TrainingConfiguration configuration, int epochs, int? best, TimeSpan elapsed, SetErrors? valid) => new()
    {
        Name = configuration.Card.Name,
        Summary = configuration.Card.Summary,
        Sections = configuration.Card.Sections,
        Targets = [.. Terms.Select(term => term.Name)],
        ReferenceEnergies = References,
        Training = new TrainingDescription(
            configuration.Settings.Seed, epochs, best, elapsed.TotalSeconds, TrainSets, ValidSets,
            [.. (valid?.Terms ?? []).Where(term => term.Count > 0)
                .Select(term => new ErrorDescription(term.Name, term.Unit, term.MeanAbsoluteError, term.RootMeanSquareError, term.Count))]),
    };

    /// <summary>What the labels' energies of atoms differ by from those of the model before training; empty when no target needs it.</summary>
    private static IReadOnlyList<ReferenceEnergies> ReferencesOf(
        TrainingConfiguration configuration, ITrainable model, IReadOnlyList<Sample> train, IReadOnlyList<Sample> valid)
    {
        if (!configuration.Targets.Any(target => target.WithReferences is not null))
            return [];
        var references = configuration.Section.Checked("targets", () => FittedReferences.Of(
            model, Initial(configuration, model), train, configuration.Settings.Threads));
        return valid.FirstOrDefault(sample => sample.Energy is not null && !references.Any(reference => reference.Level == sample.Level)) is { } other
            ? throw configuration.Section.Wrong("targets", $"training data of the level \"{other.Level}\" with total energies were expected, as {other.Name} of the validation has one: its zero of energy is fitted to them.")
            : references;
    }

    /// <summary>Drawn from the seed; parameters of physics at their published values, but for those that begin elsewhere.</summary>
    private static double[] Initial(TrainingConfiguration configuration, ITrainable model)
    {
        var weights = model.Layout.Initial(configuration.Settings.Seed);
        if (model is HybridModel hybrid)
        {
            foreach (var (table, value) in configuration.Model.Starts)
            {
                configuration.Model.Section.Checked("corrections", () =>
                {
                    hybrid.Tables.Begin(hybrid.Layout, weights, table, value);
                    return weights;
                });
            }
        }

        return weights;
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
                Accuracy = model.Accuracy,
                Geometries = configuration.Cache is { } cache ? GeometryCache.Open(cache, ExcitationModel.Load(model.Settings.Base)) : null,
            });
    }

    private static Representation RepresentationOf(ModelConfiguration model) =>
        model.Transformer is { } transformer ? new GraphTransformer(transformer) : new EquivariantNetwork(model.Equivariant!);
}
