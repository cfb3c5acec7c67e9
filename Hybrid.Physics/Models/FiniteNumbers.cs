namespace Hybrid.Physics.Models;

/// <summary>Looks for numbers that are infinite or undefined in what a prediction holds; <see cref="MolecularResponses"/> looks after its own.</summary>
internal static class FiniteNumbers
{
    /// <summary>What the first such number belongs to, in words for a sentence; null when all numbers are finite.</summary>
    public static string? FirstUndefined(Prediction prediction)
    {
        if (!double.IsFinite(prediction.Energy) || !prediction.EnergyTerms.All(term => AreFinite(term.AtomicEnergies.Span)))
            return "energy";
        if (!AreFinite(prediction.GradientValues))
            return "gradient";
        if (prediction.PopulationValues is { } q && !(AreFinite(q.Charges) && AreFinite(q.ShellCharges) && AreFinite(q.Dipoles) && AreFinite(q.Quadrupoles)))
            return "populations";
        if (!AreFinite(prediction.DipoleValues))
            return "dipole";
        if (!AreFinite(prediction.QuadrupoleValues))
            return "quadrupole";
        if (prediction.OrbitalValues is { } orbitals && !(AreFinite(orbitals.Energies) && AreFinite(orbitals.AlphaOccupations) && AreFinite(orbitals.BetaOccupations)))
            return "orbitals";
        if (!prediction.BondOrderValues.IsDefault && !prediction.BondOrderValues.All(bond => double.IsFinite(bond.Order)))
            return "bond orders";
        if (prediction.MatrixValues is { } m && !(AreFinite(m.Hamiltonian.Span) && AreFinite(m.Density.Span) && AreFinite(m.Coefficients.Span)))
            return "matrices";
        var table = prediction.ParameterGradientValues?.FirstOrDefault(entry => !AreFinite(entry.Value.Span)).Key;
        return table is null ? FirstUndefinedMotion(prediction) : $"gradient of the parameter {table}";
    }

    private static string? FirstUndefinedMotion(Prediction prediction)
    {
        if (prediction.VibrationValues is { } vibrations && !(AreFinite(vibrations.FrequenciesInInverseCentimetres()) && AreFinite(vibrations.ReducedMasses)
            && AreFinite(vibrations.InfraredIntensitiesInKilometresPerMole()) && AreFinite(vibrations.Displacements)))
        {
            return "vibrations";
        }

        return prediction.ThermochemistryValues is { } gas && !AreFinite([gas.Enthalpy, gas.Entropy, gas.FreeEnergy, gas.HeatCapacity])
            ? "thermochemistry"
            : null;
    }

    /// <summary>True when no number is infinite or undefined.</summary>
    public static bool AreFinite(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
                return false;
        }

        return true;
    }
}
