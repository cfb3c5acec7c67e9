using Hybrid.Cli.Excitations;
using Hybrid.Cli.Reading;
using Hybrid.Core.Structures;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Spectra;

namespace Hybrid.Cli.Spectra;

/// <summary>What one curve is made of.</summary>
/// <param name="Frame">Where the structure comes from; for a trajectory its first frame.</param>
/// <param name="Structure">The structure whose states are listed.</param>
/// <param name="Model">What predicted them.</param>
/// <param name="Excitations">Its states.</param>
/// <param name="Members">The lines of each geometry; the curve is their mean.</param>
/// <param name="Geometries">What is averaged, in words; null for a single structure.</param>
/// <param name="Notes">What a careful reader should know.</param>
/// <param name="Time">Of all geometries together, as if one followed the other.</param>
internal sealed record SpectralSeries(
    InputFrame Frame, Structure Structure, SpectralModel Model, MolecularExcitations Excitations, IReadOnlyList<IReadOnlyList<Stick>> Members,
    string? Geometries, IReadOnlyList<string> Notes, TimeSpan Time)
{
    /// <summary>See <see cref="InputFrame.Name"/>.</summary>
    public string Name => Frame.Name;

    /// <summary>Where the states come from.</summary>
    public ExcitationSource Source => Model.Excitations.For(Structure);

    /// <summary>How like the training data the listed molecule is; null where that isn't known.</summary>
    public Applicability? Applicability => Cli.Excitations.Applicability.Of(Source, Structure);

    /// <summary>Such as "sTDA-xTB, simplified kernel, Tamm–Dancoff approximation".</summary>
    public string Method => ExcitationTables.Method(Excitations);

    /// <summary>The uncertainties of the listed states; null when not asked for.</summary>
    public UncertainExcitations? Uncertain { get; init; }

    /// <summary>The lines of each member of the ensemble and each of its geometries; null without uncertainties.</summary>
    public IReadOnlyList<IReadOnlyList<IReadOnlyList<Stick>>>? Ensemble { get; init; }

    /// <summary>What two of three members of the ensemble lie within; null without uncertainties.</summary>
    public SpectralBand? Band(Broadening broadening, SpectralAxis axis) => Ensemble is { } members
        ? SpectralBand.Of([.. members.Select(member => Physics.Response.Spectra.Spectrum.Average(member, broadening, axis))], axis.Count)
        : null;

    public Spectrum Spectrum(Broadening broadening, SpectralAxis axis) => Physics.Response.Spectra.Spectrum.Average(Members, broadening, axis);
}
