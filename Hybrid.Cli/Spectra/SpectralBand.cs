using Hybrid.Physics.Response.Spectra;

namespace Hybrid.Cli.Spectra;

/// <summary>A band about a curve, point by point.</summary>
/// <param name="Lower">ε that one of six members lies below, L/(mol cm).</param>
/// <param name="Upper">ε that one of six members lies above, L/(mol cm).</param>
internal sealed record SpectralBand(double[] Lower, double[] Upper)
{
    public static SpectralBand Of(IReadOnlyList<Spectrum> members, int count)
    {
        var band = new SpectralBand(new double[count], new double[count]);
        var values = new double[members.Count];
        for (var p = 0; p < count; p++)
        {
            for (var m = 0; m < values.Length; m++)
                values[m] = members[m].MolarAbsorptivity[p];
            Array.Sort(values);
            (band.Lower[p], band.Upper[p]) = (At(values, 0.1587), At(values, 0.8413));
        }

        return band;
    }

    /// <summary>Between the sorted values on either side.</summary>
    private static double At(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var k = Math.Min((int)place, sorted.Length - 1);
        var next = Math.Min(k + 1, sorted.Length - 1);
        return sorted[k] + ((place - k) * (sorted[next] - sorted[k]));
    }
}
