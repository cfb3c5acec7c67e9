using System.Numerics.Tensors;
using Hybrid.Core.IO;
using Hybrid.Core.Units;

namespace Hybrid.Physics.Response.Spectra;

/// <summary>How a predicted curve resembles a measured one, both over the measured part of the axis. Immutable.</summary>
/// <param name="MeasuredPeak">Where the measured curve is highest, Eh.</param>
/// <param name="PredictedPeak">Where the predicted curve is highest within the measured range, Eh.</param>
/// <param name="Similarity">
/// ∫ab dE/√(∫a² dE ∫b² dE) of measured a and predicted b: 1 for curves that differ by a factor only, 0 where they don't overlap.
/// </param>
public sealed record SpectralComparison(double MeasuredPeak, double PredictedPeak, double Similarity)
{
    /// <summary>Fine enough for any band that a spectrometer resolves in solution.</summary>
    private const int Points = 2001;

    /// <summary>Predicted minus measured peak, Eh.</summary>
    public double PeakShift => PredictedPeak - MeasuredPeak;

    /// <summary>Compares the mean curve of some geometries with a measured one, which is interpolated in energy.</summary>
    /// <param name="members">The lines of each geometry.</param>
    /// <param name="broadening">The form and width of the lines.</param>
    /// <param name="measured">The measured curve.</param>
    /// <exception cref="ArgumentException">There are no members, or the measured points all lie at one energy.</exception>
    public static SpectralComparison Of(IReadOnlyList<IReadOnlyList<Stick>> members, Broadening broadening, MeasuredCurve measured)
    {
        ArgumentNullException.ThrowIfNull(measured);
        var energies = measured.Energies();
        var intensities = measured.Intensities.ToArray();
        Array.Sort(energies, intensities);
        if (energies[0] == energies[^1])
            throw new ArgumentException("A measured curve of points at several energies was expected.", nameof(measured));
        var axis = SpectralAxis.Of(
            SpectralUnit.Electronvolt, energies[0] * Constants.ElectronvoltPerHartree, energies[^1] * Constants.ElectronvoltPerHartree, Points);
        var a = Interpolated(energies, intensities, axis.Energies);
        var b = Spectrum.Average(members, broadening, axis).MolarAbsorptivity;
        var norms = TensorPrimitives.Norm<double>(a) * TensorPrimitives.Norm(b);
        return new SpectralComparison(
            axis.Energies[TensorPrimitives.IndexOfMax<double>(a)], axis.Energies[TensorPrimitives.IndexOfMax(b)],
            norms > 0.0 ? TensorPrimitives.Dot(a, b) / norms : 0.0);
    }

    private static double[] Interpolated(double[] x, double[] y, ReadOnlySpan<double> at)
    {
        var values = new double[at.Length];
        var right = 1;
        for (var p = 0; p < at.Length; p++)
        {
            while (right < x.Length - 1 && x[right] < at[p])
                right++;
            var width = x[right] - x[right - 1];
            var t = width > 0.0 ? Math.Clamp((at[p] - x[right - 1]) / width, 0.0, 1.0) : 1.0;
            values[p] = ((1.0 - t) * y[right - 1]) + (t * y[right]);
        }

        return values;
    }
}
