namespace Hybrid.Core.IO;

/// <summary>Total charge and spin as words of a file.</summary>
internal static class SpinAndCharge
{
    internal static double Charge(LineReader reader, string? charge)
    {
        if (charge is null)
            return 0;
        return Fields.IsReal(charge, out var value) && Math.Abs(value) < 1e6 ? value : throw reader.Mismatch("charge as a number", charge);
    }

    /// <summary>Unpaired electrons from a multiplicity 2S + 1, from their number 2S, or from both when they agree.</summary>
    internal static int? UnpairedElectrons(LineReader reader, string? multiplicity, string? unpaired)
    {
        int? fromMultiplicity = null;
        if (multiplicity is not null)
        {
            fromMultiplicity = Fields.IsInteger(multiplicity, out var value) && value >= 1
                ? value - 1
                : throw reader.Mismatch("multiplicity as a whole number from 1", multiplicity);
        }

        if (unpaired is null)
            return fromMultiplicity;
        if (!Fields.IsInteger(unpaired, out var count) || count < 0)
            throw reader.Mismatch("unpaired as a whole number from 0", unpaired);
        if (fromMultiplicity is { } other && other != count)
            throw reader.Error($"unpaired={other} beside multiplicity={other + 1}", $"unpaired={count}");
        return count;
    }
}
