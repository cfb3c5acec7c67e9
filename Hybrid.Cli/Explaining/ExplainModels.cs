using System.Collections.Immutable;
using Hybrid.Cli.Excitations;
using Hybrid.Cli.Reading;
using Hybrid.Core.Structures;
using Hybrid.Learn.Explanations;
using Hybrid.Learn.Models;
using Hybrid.Physics.Models;

namespace Hybrid.Cli.Explaining;

/// <summary>What explain takes apart.</summary>
/// <param name="Ground">The model of the energy.</param>
/// <param name="Excitations">Where excitations come from.</param>
/// <param name="Learned">The trained model that the ground state is of; null for physics as published.</param>
internal sealed record ExplainModels(Model Ground, ExcitationChoice Excitations, LearnedModel? Learned = null)
{
    private const string DefaultGround = "gfn2-xtb";

    /// <param name="name">Of --model; null for the defaults.</param>
    /// <exception cref="UsageException">The model can't be loaded, or has nothing to be taken apart.</exception>
    public static ExplainModels Loaded(string? name)
    {
        if (name is null)
            return new ExplainModels(Energy(DefaultGround), ExcitationChoice.Default(ExcitationOptions.Default));
        if (FilesOnDisk.Loaded("--model", () => LearnedModelLocation.Find(name)) is { } learned)
        {
            // The excited states that predict gives with the same --model.
            return learned.HasEnergy
                ? new ExplainModels(learned.Ground, ExcitationChoice.Default(ExcitationOptions.Default), learned)
                : new ExplainModels(Energy(DefaultGround), ExcitationChoice.Named("--model", name));
        }

        var model = Energy(name);
        return model.HasEnergy
            ? new ExplainModels(model, ExcitationChoice.Default(ExcitationOptions.Default))
            : new ExplainModels(Energy(DefaultGround), ExcitationChoice.Of(model.Excitations));

        static Model Energy(string nameOrPath) => FilesOnDisk.Loaded("--model", () => Model.Load(nameOrPath));
    }

    /// <summary>Such as "GFN2-xTB", or "ground on GFN1-xTB".</summary>
    public string GroundMethod => Learned is null ? Ground.Parameters.Name : $"{Learned.Name} on {Ground.Parameters.Name}";

    /// <summary>Energy, charges and dipole moment of a structure.</summary>
    public ImmutableArray<Explanation> GroundState(Structure structure, CancellationToken cancellation) => Learned is { Model: HybridModel hybrid } learned
        ? GroundStateExplanation.Of(hybrid, learned.Weights, structure, cancellation: cancellation)
        : GroundStateExplanation.Of(Ground, structure, cancellation: cancellation);
}
