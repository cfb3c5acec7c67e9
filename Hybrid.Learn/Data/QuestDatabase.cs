namespace Hybrid.Learn.Data;

/// <summary>
/// Vertical excitation energies of the QUEST database from a folder with <c>molecules.extxyz</c> and <c>transitions.csv</c>: theoretical best
/// estimates, oscillator strengths, Rydberg or not.
/// </summary>
/// <remarks>
/// P.-F. Loos, M. Boggio-Pasqua, A. Blondel, F. Lipparini, D. Jacquemin, J. Chem. Theory Comput. 21, 8010 (2025),
/// doi:10.1021/acs.jctc.5c00975. Genuine double excitations are left out. States of one irreducible representation are complete, the
/// order of all states isn't: no comparison by order. A sample's molecule is the chemical species, whatever its geometry.
/// </remarks>
public static class QuestDatabase
{
    /// <summary>The level of the labels.</summary>
    public const string Level = "tbe";

    /// <summary>Half a label: what the source doesn't trust to 0.05 eV is mostly still good to 0.1 eV.</summary>
    private const double UnsafeWeight = 0.5;

    /// <summary>The columns of its table.</summary>
    public static TransitionColumns Columns { get; } = new()
    {
        Molecule = "molecule",
        Multiplicity = "spin_multiplicity",
        Energy = "TBE_eV",
        Strength = "f",
        IsRydberg = "is_rydberg",
        IsTrusted = "safe",
        UntrustedWeight = UnsafeWeight,
        IsExcluded = "is_genuine_double",
        Label = "transition_id",
    };

    /// <summary>All geometries that have transitions.</summary>
    /// <param name="folder">Where the two files are.</param>
    /// <exception cref="SampleException">A file lacks something; the message says what and where.</exception>
    /// <exception cref="IOException">A file can't be read.</exception>
    public static IReadOnlyList<Sample> Read(string folder)
    {
        var mapping = new LabelMapping([Label.Parse("name", "name"), Label.Parse("molecule", "parent")]) { Level = Level };
        var structures = new SampleFile(Path.Combine(folder, "molecules.extxyz"), mapping).Stream();
        return TransitionTable.Read(Path.Combine(folder, "transitions.csv"), Columns).JoinedTo(structures);
    }
}
