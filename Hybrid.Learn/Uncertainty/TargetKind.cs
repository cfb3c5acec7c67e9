namespace Hybrid.Learn.Uncertainty;

/// <summary>Kinds of predicted quantities whose errors are calibrated apart.</summary>
public enum TargetKind
{
    /// <summary>Excitation energies of singlets, eV.</summary>
    SingletEnergy,

    /// <summary>Excitation energies of triplets, eV.</summary>
    TripletEnergy,

    /// <summary>Oscillator strengths of singlets.</summary>
    Strength,
}
