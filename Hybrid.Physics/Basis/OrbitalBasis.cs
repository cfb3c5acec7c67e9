using Hybrid.Physics.Parameters;

namespace Hybrid.Physics.Basis;

/// <summary>
/// Which shells sit on which atoms and how their orbitals are numbered. Immutable; holds no parameter values.
/// </summary>
/// <remarks>Orbitals are ordered by atom, then shell, then m = −l … +l.</remarks>
public sealed class OrbitalBasis
{
    private readonly ShellDescription[] shells;
    private readonly int[] shellAtom;
    private readonly int[] shellFirstOrbital;
    private readonly int[] shellPartner;
    private readonly int[] atomFirstShell;
    private readonly int[] orbitalShell;

    /// <summary>The basis of a parameter set for some atoms.</summary>
    /// <param name="parameters">The method's parameters.</param>
    /// <param name="atomicNumbers">One atomic number per atom.</param>
    /// <param name="step">The step of the method whose basis is meant: one of <see cref="ParameterSet.Steps"/>.</param>
    /// <exception cref="ArgumentException">The method has no parameters for an element, or no such step.</exception>
    public OrbitalBasis(ParameterSet parameters, ReadOnlySpan<int> atomicNumbers, string step = "")
    {
        var list = new List<ShellDescription>();
        var atoms = new List<int>();
        atomFirstShell = new int[atomicNumbers.Length + 1];
        for (var atom = 0; atom < atomicNumbers.Length; atom++)
        {
            var z = atomicNumbers[atom];
            if (!parameters.Covers(z))
                throw new ArgumentException($"{parameters.Name} has no parameters for {Core.Elements.Element.Symbol(z)} (atom {atom + 1}); {parameters.Coverage} were expected.", nameof(atomicNumbers));
            atomFirstShell[atom] = list.Count;
            foreach (var shell in parameters.Shells(z, step))
            {
                list.Add(shell);
                atoms.Add(atom);
            }
        }

        atomFirstShell[^1] = list.Count;
        shells = [.. list];
        shellAtom = [.. atoms];
        shellFirstOrbital = new int[shells.Length + 1];
        shellPartner = new int[shells.Length];
        for (var s = 0; s < shells.Length; s++)
        {
            shellFirstOrbital[s + 1] = shellFirstOrbital[s] + SolidHarmonics.Count(shells[s].AngularMomentum);
            shellPartner[s] = shells[s].IsValence ? -1 : ValenceShellOf(s);
        }

        orbitalShell = new int[OrbitalCount];
        for (var s = 0; s < shells.Length; s++)
            orbitalShell.AsSpan(shellFirstOrbital[s]..shellFirstOrbital[s + 1]).Fill(s);
    }

    /// <summary>The number of atoms.</summary>
    public int AtomCount => atomFirstShell.Length - 1;

    /// <summary>The number of shells.</summary>
    public int ShellCount => shells.Length;

    /// <summary>The number of orbitals.</summary>
    public int OrbitalCount => shellFirstOrbital[^1];

    /// <summary>The description of each shell.</summary>
    public ReadOnlySpan<ShellDescription> Shells => shells;

    /// <summary>The atom of each shell.</summary>
    public ReadOnlySpan<int> ShellAtom => shellAtom;

    /// <summary>The shell of each orbital.</summary>
    public ReadOnlySpan<int> OrbitalShell => orbitalShell;

    /// <summary>The first shell of an atom; <c>FirstShell(AtomCount)</c> is the number of shells.</summary>
    public int FirstShell(int atom) => atomFirstShell[atom];

    /// <summary>The first orbital of a shell; <c>FirstOrbital(ShellCount)</c> is the number of orbitals.</summary>
    public int FirstOrbital(int shell) => shellFirstOrbital[shell];

    /// <summary>The first orbital of an atom.</summary>
    public int FirstOrbitalOfAtom(int atom) => shellFirstOrbital[atomFirstShell[atom]];

    /// <summary>The number of orbitals of an atom.</summary>
    public int OrbitalCountOfAtom(int atom) => FirstOrbitalOfAtom(atom + 1) - FirstOrbitalOfAtom(atom);

    /// <summary>The shell before it that a non-valence shell of the same l and atom is orthogonalised to, or −1 when there is none.</summary>
    public int Partner(int shell) => shellPartner[shell];

    private int ValenceShellOf(int shell)
    {
        for (var s = atomFirstShell[shellAtom[shell]]; s < shell; s++)
        {
            if (shells[s].AngularMomentum == shells[shell].AngularMomentum)
                return s;
        }

        return -1;
    }
}
