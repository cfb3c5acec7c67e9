using System.Collections.Immutable;
using System.Text.Json;
using Hybrid.Core.Elements;
using Hybrid.Learn.Representations;
using Hybrid.Learn.Training;

namespace Hybrid.Learn.Models;

/// <summary>What a model is made of, between objects and <c>model.json</c>.</summary>
internal sealed record ModelComposition(
    string Kind, PhysicsDescription? Physics, JsonElement Settings, RepresentationDescription? Representation, IReadOnlyList<string> Elements)
{
    public const string Hybrid = "hybrid";

    public const string Direct = "direct";

    /// <exception cref="NotSupportedException">Model folders don't hold models of this kind.</exception>
    public static ModelComposition Of(ITrainable model) => model switch
    {
        HybridModel hybrid => new ModelComposition(
            Hybrid, new PhysicsDescription(hybrid.Settings.Base, hybrid.Published.LearningDigest),
            JsonSerializer.SerializeToElement(hybrid.Settings, ModelJson.Default.HybridSettings),
            hybrid.Representation is { } network ? RepresentationDescription.Of(network) : null, Symbols(hybrid.Settings.Elements)),
        DirectModel direct => new ModelComposition(
            Direct, null, JsonSerializer.SerializeToElement(direct.Settings, ModelJson.Default.DirectSettings),
            RepresentationDescription.Of(direct.Representation), Symbols(ElementsOf(direct.Representation))),
        _ => throw new NotSupportedException($"A model of a kind that model folders hold was expected, but {model.GetType().Name} came."),
    };

    /// <summary>As a JSON object, with what else a prediction on a tape depends on.</summary>
    public string Text(double? tolerance = null, double? accuracy = null)
    {
        var text = JsonSerializer.SerializeToNode(this, ModelJson.Default.ModelComposition)!.AsObject();
        if (tolerance is { } residual)
            text["tolerance"] = residual;
        if (accuracy is { } scf)
            text["accuracy"] = scf;
        return text.ToJsonString();
    }

    /// <exception cref="InvalidDataException">The description makes no model; without the file's name.</exception>
    public static ITrainable Made(ModelDescription description)
    {
        try
        {
            return description.Kind switch
            {
                Hybrid => MadeHybrid(description),
                Direct => MadeDirect(description),
                _ => throw new InvalidDataException($"the kind {Hybrid} or {Direct} was expected, but it is \"{description.Kind}\", which this version doesn't know"),
            };
        }
        catch (Exception error) when (error is ArgumentException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"settings that make a model were expected, but: {error.Message.TrimEnd('.')}", error);
        }
    }

    private static HybridModel MadeHybrid(ModelDescription description)
    {
        var settings = SettingsText.Read(description.Settings, ModelJson.Default.HybridSettings, new HybridSettings(), "settings");
        var model = new HybridModel(settings, description.Representation?.Made());
        if (description.Physics is not { } physics)
            throw new InvalidDataException("physics was expected for the kind hybrid, but there is none");
        return model.Published.LearningDigest == physics.Sha256
            ? model
            : throw new InvalidDataException($"the parameters {physics.Parameters} with SHA-256 {physics.Sha256} were expected beneath the model, but this version has {model.Published.LearningDigest}");
    }

    private static DirectModel MadeDirect(ModelDescription description)
    {
        var settings = SettingsText.Read(description.Settings, ModelJson.Default.DirectSettings, new DirectSettings(), "settings");
        return new DirectModel(description.Representation?.Made() ?? throw new InvalidDataException("a representation was expected for the kind direct, but there is none"), settings);
    }

    private static ImmutableArray<int> ElementsOf(Representation representation) => representation switch
    {
        EquivariantNetwork network => network.Settings.Elements,
        GraphTransformer network => network.Settings.Elements,
        _ => throw new NotSupportedException($"A representation with elements was expected, but {representation.GetType().Name} came."),
    };

    private static string[] Symbols(IEnumerable<int> elements) => [.. elements.Select(Element.Symbol)];
}
