using Hybrid.Cli.Excitations;
using Hybrid.Cli.Reading;
using Hybrid.Core.Structures;
using Hybrid.Learn.Models;
using Hybrid.Physics.Models;

namespace Hybrid.Cli.Models;

/// <summary>The model that --model names, with the excited states that go with it.</summary>
/// <param name="Model">The model.</param>
/// <param name="Excitations">Where its excited states come from; null when none were asked for.</param>
/// <param name="Learned">The trained model that the ground state is of; null for physics as published.</param>
internal sealed record GroundModel(Model Model, ExcitationChoice? Excitations, LearnedModel? Learned = null)
{
    /// <summary>The same with uncertainties of its excited states.</summary>
    /// <exception cref="UsageException">No excited states are asked for, or they have no uncertainty.</exception>
    public GroundModel WithUncertainty() => Excitations is { } excitations
        ? this with { Excitations = excitations.WithUncertainty() }
        : throw new UsageException("--uncertainty: excited states have uncertainties; --properties excitations was expected with it.");

    /// <param name="name">Of --model.</param>
    /// <param name="excitations">Of --excitations; null for the default.</param>
    /// <param name="options">Which excited states.</param>
    /// <param name="areAsked">False when no excited states are asked for.</param>
    /// <param name="isGated">True for corrections that fade outside of the training domain.</param>
    /// <exception cref="UsageException">A model can't be loaded, or two don't go together.</exception>
    public static GroundModel Loaded(string name, string? excitations, ExcitationOptions options, bool areAsked, bool isGated = false)
    {
        var learned = FilesOnDisk.Loaded("--model", () => LearnedModelLocation.Find(name));
        if (learned is { HasHamiltonian: true, HasEnergy: false })
        {
            if (excitations is not null)
                throw new UsageException($"--model: {name} is a model of excited states itself; one of --model and --excitations was expected.");
            var own = Choice(ExcitationChoice.Named("--model", name));
            var physics = learned.Description.Physics!.Parameters;
            return new GroundModel(FilesOnDisk.Loaded("--model", () => Model.Load(physics)).WithExcitations(structure => own.For(structure).Model, learned.Name), own);
        }

        var ground = learned is { HasEnergy: true } ? isGated ? TrainedModel.Gated(learned).Model : learned : null;
        var model = ground?.Ground ?? FilesOnDisk.Loaded("--model", () => Model.Load(name));
        if (!areAsked && isGated && ground is null)
            throw new UsageException("--gate: learned corrections were expected, of excited states (--properties excitations) or of a trained --model, but there are none.");
        if (!areAsked)
            return new GroundModel(model, null, ground);
        if (options.Kernel == KernelKind.Own || !model.HasEnergy)
        {
            if (excitations is not null)
                throw new UsageException(model.HasEnergy
                    ? "--excitations: the kernel own takes the excited states of --model; one of the two was expected."
                    : $"--excitations: {name} is a model of excited states itself; one of --model and --excitations was expected.");
            return new GroundModel(model, ExcitationChoice.Of(options.Kernel == KernelKind.Own ? Own() : model.Excitations), ground);
        }

        var choice = Choice(excitations is null ? ExcitationChoice.Default(options) : ExcitationChoice.Named("--excitations", excitations));
        return new GroundModel(model.WithExcitations(structure => choice.For(structure).Model), choice, ground);

        ExcitationChoice Choice(ExcitationChoice chosen) => isGated ? chosen.Gated() : chosen;

        ExcitationModel Own() => ground?.Excitations ?? FilesOnDisk.Loaded("--model", () => ExcitationModel.Load(name));
    }

    /// <summary>Σ_A e_A of the trained model's level, Eh: with it a predicted energy is one of that level; null where both have one zero, or an element's energy is not known.</summary>
    public double? Zero(Structure structure) => Learned?.Description.Zero is { } zero && zero.Covers(structure) ? zero.Sum(structure) : null;
}
