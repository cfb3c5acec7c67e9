namespace Hybrid.Benchmarks.Accuracy;

/// <summary>A baseline that the file of labels brings along.</summary>
internal sealed record FileColumns(string Name, string Key, string Origin) : IExcitationSource
{
    public static IReadOnlyList<FileColumns> OfQm8 { get; } =
    [
        new("PBE0", "PBE0", "TDDFT, from the file (basis not verified, def2-SVP or def2-TZVP)."),
        new("CAM-B3LYP", "CAM", "TDDFT in def2-TZVP, from the file."),
        new("TD-DFTB", "TDDFTB", "From the file; program, parameters and options are not stated by its source."),
    ];

    public LowestSinglets LowestSinglets(LabelledMolecule molecule, CancellationToken cancellation) => molecule.Columns(Key);

    public bool Covers(LabelledMolecule[] molecules) => molecules.Any(molecule => molecule.Columns(Key).E1 is not null);
}
