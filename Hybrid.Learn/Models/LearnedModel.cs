using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Hybrid.Core.Elements;
using Hybrid.Core.Structures;
using Hybrid.Learn.Domain;
using Hybrid.Learn.Training;
using Hybrid.Physics.Models;

namespace Hybrid.Learn.Models;

/// <summary>A trained model: what it is made of, and its weights. Immutable.</summary>
public sealed class LearnedModel
{
    private readonly ImmutableArray<int> elements;
    private readonly Lazy<ExcitationModel>? predictor;
    private readonly Lazy<Model>? ground;

    internal LearnedModel(ModelDescription description, ITrainable model, ReadOnlyMemory<double> weights)
    {
        Description = description;
        Model = model;
        Weights = weights;
        elements = [.. description.Elements.Select(AtomicNumber)];
        predictor = model is HybridModel hybrid ? new Lazy<ExcitationModel>(() => hybrid.Predictor(Name, Digest, Weights)) : null;
        ground = model is HybridModel { HasEnergy: true } state ? new Lazy<Model>(() => state.GroundPredictor(Name, Digest, Weights)) : null;
    }

    /// <summary>What results call it.</summary>
    public string Name => Description.Name;

    /// <summary>Equal digests, equal predictions.</summary>
    public string Digest => Description.Sha256;

    /// <summary>What it is made of.</summary>
    public ModelDescription Description { get; }

    /// <summary>The folder that it was read from; null for a model that is in memory alone.</summary>
    public string? Folder { get; internal init; }

    /// <summary>What the weights belong to.</summary>
    public ITrainable Model { get; }

    /// <summary>All weights, in the order of the layout.</summary>
    public ReadOnlyMemory<double> Weights { get; }

    /// <summary>The model as a ground state: energies, forces, charges, moments, orbitals.</summary>
    /// <remarks>Energies count from the zero of the physics; <see cref="ModelDescription.Zero"/> turns them into those of the level of theory.</remarks>
    /// <exception cref="NotSupportedException">The model has no ground state.</exception>
    public Model Ground => ground?.Value
        ?? throw new NotSupportedException($"A model with a ground state was expected, but {Name} has {(HasHamiltonian ? "only excited states" : "no Hamiltonian")}.");

    /// <summary>True when the model has a ground state with an energy, so that <see cref="Ground"/> is there.</summary>
    public bool HasEnergy => ground is not null;

    /// <summary>The model for predictions of excited states of every kind.</summary>
    /// <exception cref="NotSupportedException">The model has no Hamiltonian: it is learning alone.</exception>
    public ExcitationModel Excitations => predictor?.Value
        ?? throw new NotSupportedException($"A model with a Hamiltonian was expected, but {Name} is learning alone (kind {Description.Kind}): it can be evaluated, and has no orbitals and characters.");

    /// <summary>True when the model has a Hamiltonian, so that <see cref="Excitations"/> are there.</summary>
    public bool HasHamiltonian => predictor is not null;

    /// <summary>
    /// The same model with corrections that fade to the physics outside of the training domain: another model, with a name and a digest of its own.
    /// </summary>
    /// <param name="gate">By which distances.</param>
    /// <exception cref="NotSupportedException">The model has no Hamiltonian.</exception>
    public LearnedModel Gated(DomainGate gate)
    {
        ArgumentNullException.ThrowIfNull(gate);
        if (Model is not HybridModel hybrid)
            throw new NotSupportedException($"A model with a Hamiltonian was expected for a gate, but {Name} is learning alone: it has no physics to fade to.");
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Digest} {gate.Digest}")));
        return new LearnedModel(Description with { Name = $"{Name} (gated)", Sha256 = digest }, hybrid.Gated(gate), Weights) { Folder = Folder };
    }

    /// <summary>The first element of a structure that the model isn't for; null when there is none.</summary>
    public int? Uncovered(Structure structure)
    {
        ArgumentNullException.ThrowIfNull(structure);
        foreach (var z in structure.AtomicNumbers)
        {
            if (!elements.Contains(z))
                return z;
        }

        return null;
    }

    private static int AtomicNumber(string symbol) => Element.TryParse(symbol, out int z)
        ? z
        : throw new InvalidDataException($"symbols of elements were expected, but \"{symbol}\" came");
}
