using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Physics.Response.Analysis;

/// <summary>One orbital replacement i → a in an excited state.</summary>
/// <param name="Occupied">i, the index of the orbital that loses an electron, from zero.</param>
/// <param name="Virtual">a, the index of the orbital that gains it, from zero among all orbitals.</param>
/// <param name="BelowHomo">How many orbitals i lies below the highest occupied one.</param>
/// <param name="AboveLumo">How many orbitals a lies above the lowest virtual one.</param>
/// <param name="Amplitude">X_ia; its sign depends on the signs of the orbitals.</param>
/// <param name="Weight">X_ia² − Y_ia²; the weights of a state sum to one.</param>
public sealed record LeadingConfiguration(int Occupied, int Virtual, int BelowHomo, int AboveLumo, double Amplitude, double Weight)
{
    /// <summary>Such as "HOMO−1 → LUMO".</summary>
    public string Label => $"{(BelowHomo == 0 ? "HOMO" : FormattableString.Invariant($"HOMO−{BelowHomo}"))} → {(AboveLumo == 0 ? "LUMO" : FormattableString.Invariant($"LUMO+{AboveLumo}"))}";

    /// <summary>The heaviest configurations of a state, heaviest first: at least one, and no more that weigh less than <paramref name="smallest"/>.</summary>
    internal static LeadingConfiguration[] Leading(ReferenceOrbitals orbitals, TransitionAmplitudes amplitudes, int most, double smallest)
    {
        var X = amplitudes.Excitations;
        var Y = amplitudes.Deexcitations;
        var leading = new List<(double Weight, int Index)>(most + 1);
        for (var k = 0; k < X.Length; k++)
        {
            var weight = (X[k] * X[k]) - (Y.IsEmpty ? 0.0 : Y[k] * Y[k]);
            if (leading.Count == most && weight <= leading[^1].Weight)
                continue;
            var place = leading.Count;
            while (place > 0 && leading[place - 1].Weight < weight)
                place--;
            leading.Insert(place, (weight, k));
            if (leading.Count > most)
                leading.RemoveAt(most);
        }

        while (leading.Count > 1 && leading[^1].Weight < smallest)
            leading.RemoveAt(leading.Count - 1);
        var (occupied, virtuals) = (orbitals.OccupiedCount, orbitals.VirtualCount);
        var configurations = new LeadingConfiguration[leading.Count];
        for (var c = 0; c < configurations.Length; c++)
        {
            var (weight, index) = leading[c];
            var (i, a) = (index / virtuals, index % virtuals);
            configurations[c] = new LeadingConfiguration(i, occupied + a, occupied - 1 - i, a, X[index], weight);
        }

        return configurations;
    }
}
