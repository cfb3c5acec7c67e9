using Hybrid.Core.Units;
using Hybrid.Learn.Comparison;
using Hybrid.Learn.Models;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Uncertainty;

/// <summary>Names and units of the kinds of targets.</summary>
public static class TargetKinds
{
    /// <summary>All kinds, in the order of their numbers.</summary>
    public static IReadOnlyList<TargetKind> All { get; } = [TargetKind.SingletEnergy, TargetKind.TripletEnergy, TargetKind.Strength];

    /// <summary>What files call it, such as "singlet_energy".</summary>
    public static string Key(this TargetKind kind) => kind switch
    {
        TargetKind.SingletEnergy => "singlet_energy",
        TargetKind.TripletEnergy => "triplet_energy",
        TargetKind.Strength => "strength",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind of target was expected."),
    };

    /// <summary>What tables call it, such as "singlet energies".</summary>
    public static string Title(this TargetKind kind) => kind switch
    {
        TargetKind.SingletEnergy => "singlet energies",
        TargetKind.TripletEnergy => "triplet energies",
        _ => "oscillator strengths",
    };

    /// <summary>"eV" or "1".</summary>
    public static string Unit(this TargetKind kind) => kind == TargetKind.Strength ? "1" : "eV";

    /// <summary>The energies of a spin.</summary>
    public static TargetKind EnergyOf(Multiplicity multiplicity) => multiplicity == Multiplicity.Singlet ? TargetKind.SingletEnergy : TargetKind.TripletEnergy;

    /// <summary>The mean absolute error of a kind on the validation data of a model's training, eV or 1; null where it isn't known.</summary>
    public static double? ValidationError(this LearnedModel model, TargetKind kind)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Description.Training?.ValidErrors.FirstOrDefault(error => error.Target == kind.Title() && error.Unit == kind.Unit())?.MeanAbsolute;
    }

    /// <summary>Predicted minus reference of a compared state, eV or 1; null where it is not of the kind.</summary>
    public static double? Error(TargetKind kind, ComparedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (kind == TargetKind.Strength)
            return state.PredictedStrength - state.ReferenceStrength;
        return kind == EnergyOf(state.Multiplicity) ? (state.PredictedEnergy - state.ReferenceEnergy) * Constants.ElectronvoltPerHartree : null;
    }
}
