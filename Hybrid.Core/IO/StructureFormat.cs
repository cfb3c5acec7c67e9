namespace Hybrid.Core.IO;

/// <summary>The file formats of structures.</summary>
public enum StructureFormat
{
    /// <summary>XYZ whose second line is free text, never keys.</summary>
    Xyz,

    /// <summary>
    /// XYZ whose second line may hold keys (charge, multiplicity, Lattice, Properties, …), decided frame by frame. A file
    /// without such keys reads like <see cref="Xyz"/>.
    /// </summary>
    ExtendedXyz,

    /// <summary>VASP's POSCAR and CONTCAR.</summary>
    Poscar,

    /// <summary>MDL's molfile (.mol), and several of them with data in one file (.sdf).</summary>
    Mdl,
}
