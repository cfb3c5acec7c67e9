using System.Globalization;
using Hybrid.Core.Elements;
using Hybrid.Core.Structures;

namespace Hybrid.Core.IO;

/// <summary>Writes atoms, basis and orbitals in the Molden format, for viewers of orbitals.</summary>
/// <remarks>
/// Positions are in bohr ([Atoms] AU). Molden orders the functions of a p shell x, y, z (m = +1, −1, 0), those of higher
/// shells m = 0, +1, −1, +2, −2, …, and all shells by atom; coefficients are reordered from m = −l … +l. Real solid
/// harmonics have no Condon–Shortley sign, so that m = +1, −1 of p are +x, +y and no sign changes.
/// Format: G. Schaftenaar, J. H. Noordik, J. Comput.-Aided Mol. Des. 14, 123 (2000), doi:10.1023/A:1008193805436.
/// </remarks>
public static class MoldenFile
{
    private const string ShellLetters = "spdfg";

    /// <summary>Writes a file.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="structure">The atoms.</param>
    /// <param name="shells">The basis, in the order of the columns of the coefficients.</param>
    /// <param name="orbitals">The orbitals; spin-restricted.</param>
    /// <param name="title">One line.</param>
    /// <exception cref="ArgumentException">A shell of no atom or with l above 4, lengths that differ, or a number that isn't finite.</exception>
    public static void Write(
        TextWriter writer, Structure structure, IReadOnlyList<GaussianShell> shells, MoldenOrbitals orbitals, string title = "HybridAtomistic")
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(structure);
        ArgumentNullException.ThrowIfNull(shells);
        ArgumentNullException.ThrowIfNull(orbitals);
        ArgumentNullException.ThrowIfNull(title);
        Check(structure, shells, orbitals);
        writer.Write($"[Molden Format]\n[Title]\n {title.ReplaceLineEndings(" ")}\n");
        WriteAtoms(writer, structure);
        WriteBasis(writer, structure.AtomCount, shells);
        WriteOrbitals(writer, orbitals, FileOrder(structure.AtomCount, shells));
    }

    private static void Check(Structure structure, IReadOnlyList<GaussianShell> shells, MoldenOrbitals orbitals)
    {
        foreach (var shell in shells)
        {
            if (shell.Atom < 0 || shell.Atom >= structure.AtomCount)
                throw new ArgumentException($"A shell of an atom from 0 to {structure.AtomCount - 1} was expected, but one of atom {shell.Atom} was given.", nameof(shells));
            if (shell.AngularMomentum < 0 || shell.AngularMomentum >= ShellLetters.Length)
                throw new ArgumentException($"Molden has shells with l from 0 to {ShellLetters.Length - 1}, but one with l = {shell.AngularMomentum} was given.", nameof(shells));
            if (shell.Exponents.Length == 0 || shell.Exponents.Length != shell.Coefficients.Length)
                throw new ArgumentException($"One coefficient per exponent was expected, but {shell.Exponents.Length} exponents and {shell.Coefficients.Length} coefficients were given.", nameof(shells));
            CheckFinite(shell.Exponents.Span, nameof(shells));
            CheckFinite(shell.Coefficients.Span, nameof(shells));
        }

        var (nOrbitals, nFunctions) = (orbitals.Energies.Length, shells.Sum(shell => shell.OrbitalCount));
        if (orbitals.Occupations.Length != nOrbitals)
            throw new ArgumentException($"{nOrbitals} occupations were expected, but {orbitals.Occupations.Length} were given.", nameof(orbitals));
        if (orbitals.Coefficients.Length != (long)nOrbitals * nFunctions)
            throw new ArgumentException($"{nOrbitals} × {nFunctions} coefficients were expected, but {orbitals.Coefficients.Length} were given.", nameof(orbitals));
        CheckFinite(orbitals.Energies.Span, nameof(orbitals));
        CheckFinite(orbitals.Occupations.Span, nameof(orbitals));
        CheckFinite(orbitals.Coefficients.Span, nameof(orbitals));
    }

    private static void CheckFinite(ReadOnlySpan<double> numbers, string parameter)
    {
        foreach (var number in numbers)
        {
            if (!double.IsFinite(number))
                throw new ArgumentException($"Finite numbers were expected, but {number} was given.", parameter);
        }
    }

    private static void WriteAtoms(TextWriter writer, Structure structure)
    {
        writer.Write("[Atoms] AU\n");
        var p = structure.Positions;
        for (var atom = 0; atom < structure.AtomCount; atom++)
        {
            var z = structure.AtomicNumbers[atom];
            writer.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"{Element.Symbol(z),-2} {atom + 1,5} {z,3} {p[3 * atom],18:F12} {p[(3 * atom) + 1],18:F12} {p[(3 * atom) + 2],18:F12}\n"));
        }
    }

    private static void WriteBasis(TextWriter writer, int nAtoms, IReadOnlyList<GaussianShell> shells)
    {
        var invariant = CultureInfo.InvariantCulture;
        writer.Write("[GTO]\n");
        var shellsOf = shells.ToLookup(shell => shell.Atom);
        for (var atom = 0; atom < nAtoms; atom++)
        {
            writer.Write(string.Create(invariant, $"{atom + 1,5} 0\n"));
            foreach (var shell in shellsOf[atom])
            {
                writer.Write(string.Create(invariant, $" {ShellLetters[shell.AngularMomentum]} {shell.Exponents.Length,4} 1.00\n"));
                for (var k = 0; k < shell.Exponents.Length; k++)
                    writer.Write(string.Create(invariant, $" {shell.Exponents.Span[k],22:0.00000000000000E+00} {shell.Coefficients.Span[k],22:0.00000000000000E+00}\n"));
            }

            writer.Write('\n');
        }

        writer.Write("[5D]\n[7F]\n[9G]\n");
    }

    private static void WriteOrbitals(TextWriter writer, MoldenOrbitals orbitals, int[] fileOrder)
    {
        var invariant = CultureInfo.InvariantCulture;
        writer.Write("[MO]\n");
        for (var i = 0; i < orbitals.Energies.Length; i++)
        {
            var c = orbitals.Coefficients.Span.Slice(i * fileOrder.Length, fileOrder.Length);
            writer.Write(string.Create(
                invariant, $" Sym= {i + 1}a\n Ene= {orbitals.Energies.Span[i]:F12}\n Spin= Alpha\n Occup= {orbitals.Occupations.Span[i]:F8}\n"));
            for (var k = 0; k < fileOrder.Length; k++)
                writer.Write(string.Create(invariant, $" {k + 1,5} {c[fileOrder[k]],20:F14}\n"));
        }
    }

    /// <summary>For each function of the file its column in C.</summary>
    private static int[] FileOrder(int nAtoms, IReadOnlyList<GaussianShell> shells)
    {
        var firstColumns = new int[shells.Count];
        for (var s = 1; s < shells.Count; s++)
            firstColumns[s] = firstColumns[s - 1] + shells[s - 1].OrbitalCount;
        var shellsOf = Enumerable.Range(0, shells.Count).ToLookup(s => shells[s].Atom);
        return
        [
            .. from atom in Enumerable.Range(0, nAtoms)
               from s in shellsOf[atom]
               from m in FileOrder(shells[s].AngularMomentum)
               select firstColumns[s] + shells[s].AngularMomentum + m,
        ];
    }

    /// <summary>The m of a shell in Molden's order.</summary>
    private static IEnumerable<int> FileOrder(int l)
    {
        if (l == 1)
            return [1, -1, 0];
        return Enumerable.Range(0, (2 * l) + 1).Select(k => k % 2 == 1 ? (k + 1) / 2 : -k / 2);
    }
}
