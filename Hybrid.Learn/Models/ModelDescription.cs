using System.Text.Json;
using System.Text.Json.Serialization;
using Hybrid.Learn.Data;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Models;

/// <summary>What <c>model.json</c> says: what a trained model is made of, what it predicts and where its weights are.</summary>
/// <param name="Format">"hybrid-model".</param>
/// <param name="Version">Of the format; this library writes and reads <see cref="ModelFolder.Version"/>.</param>
/// <param name="Name">What results call the model.</param>
/// <param name="Kind">"hybrid" (physics with learned parameters and corrections) or "direct" (learning alone).</param>
/// <param name="Physics">The physics beneath; null for learning alone.</param>
/// <param name="Settings">What is learned: <see cref="HybridSettings"/> for the kind "hybrid", <see cref="DirectSettings"/> for "direct".</param>
/// <param name="Representation">The network; null for physics whose parameters alone are learned.</param>
/// <param name="Level">The level of theory that predictions are at.</param>
/// <param name="OtherLevels">Levels of training data that had offsets of their own.</param>
/// <param name="Targets">What was trained on.</param>
/// <param name="Elements">Symbols of the elements that the model is for.</param>
/// <param name="Training">How it was trained; null when not known.</param>
/// <param name="Weights">The file of weights.</param>
/// <param name="Library">The version of the library that wrote the folder.</param>
/// <param name="Sha256">Of kind, physics, settings, representation, levels, weights and reference energies: equal digests, equal predictions.</param>
/// <param name="ReferenceEnergies">Energies of atoms, Eh: with their sum a predicted total energy is one of their level; null where there are none.</param>
/// <param name="OffsetSpins">The spins that the other levels have offsets of; null in older files, for both.</param>
public sealed record ModelDescription(
    string Format, int Version, string Name, string Kind, PhysicsDescription? Physics, JsonElement Settings, RepresentationDescription? Representation,
    string Level, IReadOnlyList<string> OtherLevels, IReadOnlyList<string> Targets, IReadOnlyList<string> Elements, TrainingDescription? Training,
    WeightsDescription Weights, string Library, string Sha256,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ReferenceEnergies>? ReferenceEnergies = null,
    IReadOnlyList<Multiplicity>? OffsetSpins = null)
{
    /// <summary>The reference energies of <see cref="Level"/>; null where predicted energies have no other zero.</summary>
    [JsonIgnore]
    public ReferenceEnergies? Zero => ReferenceEnergies?.FirstOrDefault(reference => reference.Level == Level);
}
