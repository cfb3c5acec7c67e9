namespace Hybrid.Physics.Parameters;

/// <summary>
/// What a parameter file says about itself. Its conversions are those of the authors' program, with which the levels and
/// radii were fitted.
/// </summary>
internal sealed record ParameterFileHeader(
    string Method, string Name, string Doi, string Source, string Licence, double ElectronvoltPerHartree, double AngstromPerBohr)
{
    public const string Format = "hybrid-parameters";

    public const int Version = 1;
}
