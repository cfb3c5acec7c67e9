using Hybrid.Core.Structures;
using Hybrid.Learn.Explanations;
using Hybrid.Learn.Models;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Cli;

/// <summary>What explain takes apart.</summary>
/// <param name="Ground">The model of the energy.</param>
/// <param name="Excitations">Where excitations come from.</param>
internal sealed record ExplainModels(Model Ground, ExcitationChoice Excitations)
{
    private const string DefaultGround = "gfn2-xtb";

    /// <param name="name">Of --model; null for the defaults.</param>
    /// <exception cref="UsageException">The model can't be loaded, or has nothing to be taken apart.</exception>
    public static ExplainModels Loaded(string? name)
    {
        if (name is null)
            return new ExplainModels(Energy(DefaultGround), ExcitationChoice.Default(ExcitationOptions.Default));
        if (FilesOnDisk.Loaded("--model", () => LearnedModelLocation.Find(name)) is not null)
            return new ExplainModels(Energy(DefaultGround), ExcitationChoice.Named("--model", name));
        var model = Energy(name);
        return model.HasEnergy
            ? new ExplainModels(model, ExcitationChoice.Default(ExcitationOptions.Default))
            : new ExplainModels(Energy(DefaultGround), ExcitationChoice.Of(model.Excitations));

        static Model Energy(string nameOrPath) => FilesOnDisk.Loaded("--model", () => Model.Load(nameOrPath));
    }

    /// <summary>An excitation of a structure.</summary>
    /// <param name="source">Of <see cref="Excitations"/> for the structure.</param>
    /// <param name="structure">The structure.</param>
    /// <param name="multiplicity">The spin.</param>
    /// <param name="state">From zero.</param>
    /// <param name="cancellation">Stops.</param>
    public static Explanation Explained(ExcitationSource source, Structure structure, Multiplicity multiplicity, int state, CancellationToken cancellation) =>
        source.Learned is { Model: HybridModel hybrid } learned
            ? ExcitationExplanation.Of(hybrid, learned.Weights, structure, multiplicity, state, cancellation)
            : ExcitationExplanation.Of(source.Model, structure, multiplicity, state, cancellation: cancellation);
}
