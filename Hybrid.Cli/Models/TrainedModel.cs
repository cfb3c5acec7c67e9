using Hybrid.Cli.Reading;
using Hybrid.Cli.Writing;
using Hybrid.Core.IO;
using Hybrid.Learn.Models;
using Hybrid.Learn.Uncertainty;

namespace Hybrid.Cli.Models;

/// <summary>Trained models, and how sure they are, for verbs that physics as published won't do for.</summary>
internal static class TrainedModel
{
    /// <param name="option">What the model was named by.</param>
    /// <param name="nameOrPath">A name from 'hybrid models', or a path to its folder.</param>
    /// <exception cref="UsageException">There is no such model, or it isn't a trained one.</exception>
    public static LearnedModel Named(string option, string nameOrPath) => FilesOnDisk.Loaded(option, () => LearnedModelLocation.Find(nameOrPath))
        ?? throw new UsageException($"{option}: a trained model was expected, but {nameOrPath} is none; 'hybrid models' lists them.");

    /// <summary>The file that the verb calibrate left beside the model.</summary>
    /// <exception cref="UsageException">There is none, or it is broken or of other weights.</exception>
    public static ModelUncertainty Uncertainty(LearnedModel model) => UncertaintyIfThere(model)
        ?? throw new UsageException($"--uncertainty: {UncertaintyFile.FileName} was expected beside the model {model.Name}, but there is none; 'hybrid calibrate' makes it.");

    /// <summary>The same; null where there is none.</summary>
    /// <exception cref="UsageException">It is broken or of other weights.</exception>
    public static ModelUncertainty? UncertaintyIfThere(LearnedModel model)
    {
        try
        {
            return UncertaintyFile.Beside(model);
        }
        catch (SafetensorsFormatException error)
        {
            throw new UsageException($"--uncertainty: {Sentence.Of(error)}");
        }
    }

    /// <summary>What knows where the training data end, for who didn't ask for uncertainties: null where there is none, or with the reason where it can't be used.</summary>
    public static (ModelUncertainty? Known, string? Problem) TrainingData(LearnedModel model)
    {
        try
        {
            return (UncertaintyFile.Beside(model), null);
        }
        catch (Exception error) when (error is SafetensorsFormatException or IOException or NotSupportedException)
        {
            return (null, Sentence.Of(error));
        }
    }

    /// <summary>The model with corrections that fade outside of its training domain, and how sure it is.</summary>
    /// <exception cref="UsageException">Where the training data end is not known.</exception>
    public static ModelUncertainty Gated(LearnedModel model)
    {
        var uncertainty = UncertaintyIfThere(model)
            ?? throw new UsageException($"--gate: {UncertaintyFile.FileName} was expected beside the model {model.Name}, but there is none; 'hybrid calibrate' makes it.");
        return FilesOnDisk.Loaded("--gate", uncertainty.Gated);
    }
}
