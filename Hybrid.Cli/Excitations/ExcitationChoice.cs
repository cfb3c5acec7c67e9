using System.Text.Json;
using Hybrid.Cli.Models;
using Hybrid.Cli.Reading;
using Hybrid.Core.Elements;
using Hybrid.Core.Structures;
using Hybrid.Learn.Models;
using Hybrid.Learn.Uncertainty;
using Hybrid.Physics.Models;

namespace Hybrid.Cli.Excitations;

/// <summary>
/// Which model predicts the excited states of a structure: the one that was asked for, or by default <see cref="DefaultName"/> where it is
/// found and covers all elements, and untrained physics elsewhere.
/// </summary>
internal sealed class ExcitationChoice
{
    /// <summary>The trained model that is used where none is named.</summary>
    public const string DefaultName = "organic-excitations";

    private readonly ExcitationSource asked;
    private readonly Lazy<ExcitationModel>? physics;
    private readonly ModelUncertainty? gated;
    private readonly Lazy<(ModelUncertainty? Known, string? Problem)> trainingData;

    /// <param name="asked">Where the states come from.</param>
    /// <param name="physics">What predicts structures that the trained model doesn't cover; null where they are an error.</param>
    /// <param name="gated">How sure the trained model is, where its corrections fade.</param>
    private ExcitationChoice(ExcitationSource asked, Lazy<ExcitationModel>? physics = null, ModelUncertainty? gated = null)
    {
        this.asked = asked;
        this.physics = physics;
        this.gated = gated;
        trainingData = new Lazy<(ModelUncertainty?, string?)>(() => (gated ?? asked.Uncertainty) is { } known ? (known, null) : asked.Learned is { } learned ? TrainedModel.TrainingData(learned) : (null, null));
    }

    /// <summary>What tells that two choices are the same.</summary>
    public string Name => asked.Model.Name;

    /// <summary>Exactly the model of a name or path.</summary>
    /// <exception cref="UsageException">It can't be loaded.</exception>
    public static ExcitationChoice Named(string option, string nameOrPath) => FilesOnDisk.Loaded(option, () => LearnedModelLocation.Find(nameOrPath) is { } learned
        ? new ExcitationChoice(new ExcitationSource(learned.Excitations, learned, null))
        : new ExcitationChoice(new ExcitationSource(ExcitationModel.Load(nameOrPath), null, null)));

    /// <summary>The same with the uncertainty of the trained model.</summary>
    /// <exception cref="UsageException">There is no trained model, or none that says how sure it is.</exception>
    public ExcitationChoice WithUncertainty() => asked.Learned is { } learned
        ? new ExcitationChoice(asked with { Uncertainty = gated ?? TrainedModel.Uncertainty(learned) }, physics, gated)
        : throw new UsageException($"--uncertainty: the excited states of a trained model were expected, but these are of {asked.Model.Name}{(asked.Fallback is { } reason ? $": {reason}" : "")}.");

    /// <summary>The same with the uncertainty of the trained model, where there is one that says how sure it is.</summary>
    /// <exception cref="UsageException">What it says is broken or of other weights.</exception>
    public ExcitationChoice WithUncertaintyIfThere() => asked.Learned is { } learned
        ? new ExcitationChoice(asked with { Uncertainty = gated ?? TrainedModel.UncertaintyIfThere(learned) }, physics, gated)
        : this;

    /// <summary>The same with corrections that fade to the physics outside of the training domain.</summary>
    /// <exception cref="UsageException">There is no trained model, or where its training data end is not known.</exception>
    public ExcitationChoice Gated()
    {
        if (asked.Learned is not { } learned)
            throw new UsageException($"--gate: the excited states of a trained model were expected, but these are of {asked.Model.Name}{(asked.Fallback is { } reason ? $": {reason}" : "")}.");
        var uncertainty = TrainedModel.Gated(learned);
        var published = physics ?? new Lazy<ExcitationModel>(() => ExcitationModel.Of(((HybridModel)learned.Model).Published));
        return new ExcitationChoice(new ExcitationSource(uncertainty.Model.Excitations, uncertainty.Model, null), published, uncertainty);
    }

    /// <summary>Exactly these excitations.</summary>
    public static ExcitationChoice Of(ExcitationModel model) => new(new ExcitationSource(model, null, null));

    /// <summary>The default for some kinds of states.</summary>
    /// <exception cref="UsageException">The default model is there but can't be loaded.</exception>
    public static ExcitationChoice Default(ExcitationOptions options)
    {
        if (options.Kernel != KernelKind.Simplified)
            return Physics($"{DefaultName} has the simplified kernel");
        if (options.IsFullResponse)
            return Physics($"{DefaultName} was trained in the Tamm–Dancoff approximation");
        if (FilesOnDisk.Loaded("--excitations", () => LearnedModelLocation.Find(DefaultName)) is not { } learned)
            return Physics($"there is no model {DefaultName}");
        return new ExcitationChoice(new ExcitationSource(learned.Excitations, learned, null), new Lazy<ExcitationModel>(Untrained));

        static ExcitationChoice Physics(string reason) => new(new ExcitationSource(Untrained(), null, reason));

        static ExcitationModel Untrained() => FilesOnDisk.Loaded("--excitations", () => ExcitationModel.Load(ExcitationModel.DefaultName));
    }

    /// <summary>Where the states of a structure come from.</summary>
    public ExcitationSource For(Structure structure) => physics is not null && asked.Learned!.Uncovered(structure) is { } z
        ? new ExcitationSource(physics.Value, null, $"{(asked.IsGated ? "the gate is closed, " : "")}{asked.Learned.Name} is for {string.Join(", ", asked.Learned.Description.Elements)}, and the structure has {Element.Symbol(z)}") { IsForOtherElement = true }
        : asked with { TrainingData = trainingData.Value.Known, TrainingDataProblem = trainingData.Value.Problem };

    /// <summary>The member excitation_model of a JSON object.</summary>
    public static void Write(Utf8JsonWriter json, ExcitationSource source)
    {
        json.WriteStartObject("excitation_model");
        json.WriteString("name", source.Model.Name);
        if (source.Learned is { Description: var description })
        {
            json.WriteString("sha256", description.Sha256);
            json.WriteString("level", description.Level);
            json.WriteBoolean("gated", source.IsGated);
        }

        if (source.Fallback is { } reason)
            json.WriteString("fallback", $"{reason}.");
        json.WriteEndObject();
    }
}
