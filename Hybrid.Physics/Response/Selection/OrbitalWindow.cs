namespace Hybrid.Physics.Response.Selection;

/// <summary>The highest occupied and lowest virtual orbitals that configurations are made of.</summary>
/// <param name="FirstOccupied">The lowest occupied orbital.</param>
/// <param name="FirstVirtual">The lowest virtual orbital; occupied ones end before it.</param>
/// <param name="End">One beyond the highest virtual orbital.</param>
internal readonly record struct OrbitalWindow(int FirstOccupied, int FirstVirtual, int End)
{
    public int OccupiedCount => FirstVirtual - FirstOccupied;

    public int VirtualCount => End - FirstVirtual;

    public int ConfigurationCount => OccupiedCount * VirtualCount;

    /// <summary>All orbitals.</summary>
    public static OrbitalWindow Of(SiteOrbitals orbitals) => new(0, orbitals.OccupiedCount, orbitals.Count);

    /// <summary>The place of i → a in a vector of this window.</summary>
    public int Index(Configuration configuration) =>
        ((configuration.Occupied - FirstOccupied) * VirtualCount) + configuration.Virtual - FirstVirtual;
}
