using System.Collections.Immutable;

namespace Hybrid.Learn.Models;

/// <summary>What a <see cref="DirectModel"/> predicts, and from where it begins.</summary>
public sealed record DirectSettings
{
    /// <summary>Mean energies of the lowest singlets in the training data, Eh, ascending: one state each.</summary>
    public ImmutableArray<double> SingletEnergies { get; init; } = [];

    /// <summary>Mean oscillator strengths of these singlets, positive; empty when strengths aren't predicted.</summary>
    public ImmutableArray<double> Strengths { get; init; } = [];

    /// <summary>Mean energies of the lowest triplets, Eh, ascending.</summary>
    public ImmutableArray<double> TripletEnergies { get; init; } = [];

    /// <summary>Energies of the elements by atomic number, Eh, about which total energies are learned; empty when they aren't predicted.</summary>
    public ImmutableSortedDictionary<int, double> ElementEnergies { get; init; } = ImmutableSortedDictionary<int, double>.Empty;

    /// <summary>How far excitation energies spread, Eh.</summary>
    public double EnergySpread { get; init; } = 0.04;

    /// <summary>Means over atoms that the read-out is made of.</summary>
    public int Heads { get; init; } = 8;

    /// <summary>Numbers per head.</summary>
    public int HeadWidth { get; init; } = 8;

    /// <summary>Hidden units of the read-out.</summary>
    public int Width { get; init; } = 32;

    /// <summary>Throws when the settings make no model.</summary>
    /// <exception cref="ArgumentException">Nothing is predicted, or a number is out of its range.</exception>
    internal void Validate()
    {
        if (SingletEnergies.Length + TripletEnergies.Length + ElementEnergies.Count == 0)
            throw new ArgumentException("Singlets, triplets or energies of elements were expected, but there is nothing to predict.");
        EnsureAscending("singlets", SingletEnergies);
        EnsureAscending("triplets", TripletEnergies);
        if (Strengths.Length > 0 && Strengths.Length != SingletEnergies.Length)
            throw new ArgumentException($"One strength for each of {SingletEnergies.Length} singlets was expected, but {Strengths.Length} came.");
        foreach (var strength in Strengths)
            EnsurePositive("mean strength", strength);
        EnsurePositive(nameof(EnergySpread), EnergySpread);
        EnsurePositive(nameof(Heads), Heads);
        EnsurePositive(nameof(HeadWidth), HeadWidth);
        EnsurePositive(nameof(Width), Width);
    }

    private static void EnsureAscending(string what, ImmutableArray<double> energies)
    {
        for (var k = 1; k < energies.Length; k++)
        {
            if (!(energies[k] > energies[k - 1]))
                throw new ArgumentException(FormattableString.Invariant($"Ascending mean energies of {what} were expected, but {energies[k]} Eh follows {energies[k - 1]} Eh."));
        }
    }

    private static void EnsurePositive(string what, double value)
    {
        if (!(value > 0.0) || !double.IsFinite(value))
            throw new ArgumentException(FormattableString.Invariant($"A positive {what} was expected, but {value} came."));
    }
}
