namespace Hybrid.Physics.Response.Analysis;

/// <summary>What chemists call an excited state: n→π*, π→π*, Rydberg-like, charge transfer.</summary>
/// <param name="Hole">Where the electron comes from.</param>
/// <param name="Particle">Where it goes.</param>
/// <param name="IsChargeTransfer">Whether it moves from one part of the molecule to another.</param>
/// <remarks>
/// <para>The rule looks at the populations of hole and particle in Löwdin's orthogonal functions, each summing to one:</para>
/// <list type="number">
/// <item>d: at least half lies in d functions of transition metals.</item>
/// <item>Rydberg (particles): ⟨r²⟩ about its own centroid exceeds the hole's by at least 15 a0² (a valence orbital by less than
/// about 10, a 3s orbital by more than 20); without second moments: at least half lies in diffuse shells, those that repeat the
/// angular momentum of an earlier shell of their atom or are marked as no valence shells.</item>
/// <item>π, π*: at least half lies in p functions along the π directions of their atoms: the normal of the bonds of a
/// trigonal or bent atom, both directions across a linear one; an atom with one bond has those of its neighbour; N, O and
/// their homologues have them only when they or a neighbour are unsaturated.</item>
/// <item>n (holes): at least 0.4 lies on elements of the groups 15 to 17.</item>
/// <item>σ, σ*: the rest.</item>
/// </list>
/// <para>
/// Charge transfer: at least half an electron moves between fragments, or, in states that are not Rydberg-like, at least half an
/// electron moves between atoms and the centroids of hole and particle are at least 2 Å apart.
/// </para>
/// <para>docs/excitations.md tells where the measures come from.</para>
/// </remarks>
public sealed record StateCharacter(OrbitalKind Hole, OrbitalKind Particle, bool IsChargeTransfer)
{
    internal const double Half = 0.5;
    internal const double SmallestLonePairPopulation = 0.4;

    /// <summary>a0².</summary>
    internal const double SmallestRydbergWidening = 15.0;

    /// <summary>2 Å in a0.</summary>
    internal const double SmallestTransferDistance = 2.0 * Core.Units.Constants.BohrPerAngstrom;

    /// <summary>Such as "n→π*" or "π→π* (charge transfer)".</summary>
    public override string ToString()
    {
        var hole = Hole switch
        {
            OrbitalKind.Pi => "π",
            OrbitalKind.LonePair => "n",
            OrbitalKind.MetalD => "d",
            _ => "σ",
        };
        var particle = Particle switch
        {
            OrbitalKind.Pi => "π*",
            OrbitalKind.MetalD => "d",
            OrbitalKind.Rydberg => "Rydberg",
            _ => "σ*",
        };
        return $"{hole}→{particle}{(IsChargeTransfer ? " (charge transfer)" : "")}";
    }
}
