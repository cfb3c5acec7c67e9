using Hybrid.Cli.Excitations;
using Hybrid.Cli.Models;
using Hybrid.Physics.Models;

namespace Hybrid.Cli.Spectra;

/// <summary>Where spectra come from.</summary>
/// <param name="Ground">The model that was asked for, in whose ground state a molecule vibrates.</param>
/// <param name="Excitations">What the excited states come from.</param>
internal sealed record SpectralModel(Model Ground, ExcitationChoice Excitations)
{
    /// <exception cref="UsageException">A model can't be loaded, can't do what is asked for, or does the same as another.</exception>
    public static SpectralModel[] Loaded(SpectrumRequest request)
    {
        var models = request.Models.Select(name => Loaded(name, request)).ToArray();
        foreach (var group in models.GroupBy(model => model.Excitations.Name))
        {
            if (group.ElementAtOrDefault(1) is { } other && (request.Ensemble is null || group.DistinctBy(model => model.Ground.Name).Count() < group.Count()))
                throw new UsageException($"--model: {group.First().Ground.Name} and {other.Ground.Name} have the same excited states, those of {group.Key}{(other.Ground.HasEnergy ? "; --kernel own takes each model's own" : "")}.");
        }

        return models;
    }

    private static SpectralModel Loaded(string name, SpectrumRequest request)
    {
        var loaded = GroundModel.Loaded(name, request.ExcitationModel, request.Excitations, areAsked: true, request.IsGated);
        var ground = loaded.Model;
        if (!ground.HasEnergy && request.Excitations.Kernel == KernelKind.Own)
            throw new UsageException($"--kernel: own is the second derivative of an energy, which {name} doesn't have; --model gfn1-xtb or gfn2-xtb was expected.");
        if (!ground.HasEnergy && request.Ensemble is not null)
            throw new UsageException($"--ensemble: {name} has no energy to vibrate in; --model gfn2-xtb, with the same excited states, was expected.");
        return new SpectralModel(ground, request.WithUncertainty ? loaded.Excitations!.WithUncertainty() : loaded.Excitations!);
    }
}
