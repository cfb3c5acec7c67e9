namespace Hybrid.Physics.Scf;

/// <summary>
/// The numbers of α and β electrons. Both occupy the same orbitals, each spin with its own Fermi level, as xtb does.
/// </summary>
public sealed record ElectronCount
{
    private ElectronCount(double alpha, double beta)
    {
        Alpha = alpha;
        Beta = beta;
    }

    /// <summary>α electrons.</summary>
    public double Alpha { get; }

    /// <summary>β electrons, at most as many as α.</summary>
    public double Beta { get; }

    /// <summary>α minus β.</summary>
    public int Unpaired => (int)Math.Round(Alpha - Beta);

    /// <summary>Distributes the valence electrons of neutral atoms minus the total charge.</summary>
    /// <param name="neutral">Valence electrons of the neutral atoms together.</param>
    /// <param name="charge">Total charge, a whole number.</param>
    /// <param name="unpaired">Unpaired electrons, or null for the lowest number that fits.</param>
    /// <param name="nOrbitals">The number of orbitals; each spin fills at most that many.</param>
    /// <exception cref="ArgumentException">Charge and spin don't fit the electrons or the orbitals.</exception>
    public static ElectronCount Of(double neutral, double charge, int? unpaired, int nOrbitals)
    {
        if (Math.Abs(charge - Math.Round(charge)) > 1e-6)
            throw new ArgumentException(FormattableString.Invariant($"A whole total charge was expected, but {charge} was given."), nameof(charge));
        var electrons = (int)Math.Round(neutral) - (int)Math.Round(charge);
        if (electrons < 0)
            throw new ArgumentException(FormattableString.Invariant($"A charge of at most {(int)Math.Round(neutral)} was expected (the valence electrons of all atoms), but {charge} was given."), nameof(charge));
        var u = unpaired ?? electrons % 2;
        if (u > electrons || (electrons - u) % 2 != 0)
            throw new ArgumentException(FormattableString.Invariant($"{electrons} electrons allow {(electrons % 2 == 0 ? "an even" : "an odd")} number of unpaired electrons up to {electrons}, but {u} were asked for."), nameof(unpaired));
        var alpha = (electrons + u) / 2;
        if (alpha > nOrbitals)
            throw new ArgumentException(FormattableString.Invariant($"{nOrbitals} orbitals hold at most {nOrbitals} electrons of one spin, but charge {charge} with {u} unpaired electrons needs {alpha}."), nameof(charge));
        return new ElectronCount(alpha, (electrons - u) / 2);
    }
}
