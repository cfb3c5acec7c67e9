using Hybrid.Cli.Reading;
using Hybrid.Core.IO;
using Hybrid.Physics.Models;

namespace Hybrid.Cli.Predicting;

/// <summary>The files of --matrices and --molden. A file for which there was nothing to write does not appear.</summary>
internal sealed class OrbitalFiles(AtomicFile? matrices, AtomicFile? molden, bool isSingle) : IDisposable
{
    private readonly NpzWriter? arrays = matrices is null ? null : new NpzWriter(matrices.Stream);
    private bool hasArrays;
    private bool hasMolden;
    private bool isDisposed;

    public void Write(int number, InputFrame frame, Prediction prediction)
    {
        if (arrays is not null)
        {
            AddArrays(arrays, isSingle ? string.Empty : FormattableString.Invariant($"{number}_"), prediction);
            hasArrays = true;
        }

        if (molden is not null)
        {
            WriteMolden(molden, frame, prediction);
            hasMolden = true;
        }
    }

    /// <summary>Ends the files and gives those their names that hold something. Nothing can be written afterwards.</summary>
    public void Commit()
    {
        Dispose();
        if (hasArrays)
            matrices!.Commit();
        if (hasMolden)
            molden!.Commit();
    }

    public void Dispose()
    {
        if (isDisposed)
            return;
        isDisposed = true;
        arrays?.Dispose();
    }

    private static void AddArrays(NpzWriter arrays, string prefix, Prediction prediction)
    {
        var m = prediction.Matrices;
        var n = m.Count;
        arrays.Add($"{prefix}H", m.Hamiltonian.Span, n, n);
        arrays.Add($"{prefix}H0", m.ZerothOrderHamiltonian.Span, n, n);
        arrays.Add($"{prefix}S", m.Overlap.Span, n, n);
        arrays.Add($"{prefix}P", m.Density.Span, n, n);
        arrays.Add($"{prefix}C", m.Coefficients.Span, n, n);
        arrays.Add($"{prefix}orbital_energies", prediction.Orbitals.Energies, n);
        arrays.Add($"{prefix}occupations", Occupations(prediction), n);
        var functions = m.Basis.SelectMany(shell => Enumerable.Range(-shell.AngularMomentum, shell.OrbitalCount).Select(order => (shell, order))).ToArray();
        arrays.Add($"{prefix}function_atom", Array.ConvertAll(functions, f => (long)f.shell.Atom), n);
        arrays.Add($"{prefix}function_l", Array.ConvertAll(functions, f => (long)f.shell.AngularMomentum), n);
        arrays.Add($"{prefix}function_m", Array.ConvertAll(functions, f => (long)f.order), n);
        var atoms = prediction.Structure.AtomicNumbers.ToArray();
        arrays.Add($"{prefix}atomic_numbers", Array.ConvertAll(atoms, z => (long)z), atoms.Length);
        arrays.Add($"{prefix}positions", prediction.Structure.Positions, atoms.Length, 3);
    }

    private static void WriteMolden(AtomicFile molden, InputFrame frame, Prediction prediction)
    {
        using var writer = new StreamWriter(molden.Stream, leaveOpen: true) { NewLine = "\n" };
        var orbitals = new MoldenOrbitals(prediction.Orbitals.Energies.ToArray(), Occupations(prediction), prediction.Matrices.Coefficients);
        MoldenFile.Write(writer, prediction.Structure, prediction.Matrices.Basis, orbitals, $"{Path.GetFileName(frame.Source)}, {prediction.Provenance.LevelOfTheory}, HybridAtomistic {prediction.Provenance.LibraryVersion}");
    }

    private static double[] Occupations(Prediction prediction)
    {
        var occupations = new double[prediction.Orbitals.Count];
        for (var i = 0; i < occupations.Length; i++)
            occupations[i] = prediction.Orbitals.Occupation(i);
        return occupations;
    }
}
