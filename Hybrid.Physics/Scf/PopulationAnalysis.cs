using Hybrid.Core.Autodiff;
using Hybrid.Physics.Basis;

namespace Hybrid.Physics.Scf;

/// <summary>
/// Mulliken charges and atomic multipoles of a density, and the Hamiltonian that their conjugate potentials make: the linear
/// map x = n⁰ − Tr(P·A) and its transpose F = −Σ_k v_k A_k.
/// </summary>
/// <remarks>
/// <para>
/// q_s = n⁰_s − Σ_{μ∈s,ν} P S; μ_A = −Σ_{μ∈A,ν} P ⟨μ|r − R_A|ν⟩; Θ_A likewise with ³⁄₂ rr − ½ r². The operators of the
/// second atom of a pair follow from those of the first by the shift R = R_B − R_A.
/// </para>
/// <para>doi:10.1021/acs.jctc.8b01176, eqs. 24–26.</para>
/// </remarks>
public sealed class PopulationAnalysis
{
    private readonly OrbitalBasis basis;
    private readonly MultipoleIntegrals integrals;
    private readonly bool withMultipoles;

    /// <summary>Creates the analysis for a set of integrals.</summary>
    /// <param name="integrals">Overlap, and multipole integrals when multipoles are wanted.</param>
    /// <param name="withMultipoles">Also atomic dipoles and quadrupoles.</param>
    public PopulationAnalysis(MultipoleIntegrals integrals, bool withMultipoles)
    {
        this.integrals = integrals;
        this.withMultipoles = withMultipoles;
        basis = integrals.Basis;
    }

    /// <summary>The number of independent populations.</summary>
    public int Count => basis.ShellCount + (withMultipoles ? 9 * basis.AtomCount : 0);

    /// <summary>Memory for populations or potentials.</summary>
    public Populations Rent(Arena arena) => new(arena.Rent(Count), arena.Rent(basis.AtomCount), basis.ShellCount);

    /// <summary>A view of a variable's values as populations.</summary>
    internal Populations Over(Arena arena, Variable independent) => new(independent.Memory, arena.Rent(basis.AtomCount), basis.ShellCount);

    /// <summary>x ← −Tr(P·A), without the reference occupations; atomic charges are summed too.</summary>
    internal void Contract(ReadOnlySpan<double> P, Populations x)
    {
        x.Clear();
        var n = basis.OrbitalCount;
        Span<double> traces = stackalloc double[10];
        foreach (ref readonly var block in integrals.Layout.Blocks)
        {
            Traces(block, P, n, x.ShellCharges, traces);
            if (!withMultipoles)
                continue;
            AddMultipoles(x, block.RowAtom, traces);
            if (block.IsOnSite)
                continue;
            Shift(integrals.Pairs.Vectors.Value.Slice(3 * block.Pair, 3), traces);
            AddMultipoles(x, block.ColumnAtom, traces);
        }

        MakeTraceless(x.AtomQuadrupoles);
        SumAtomCharges(x);
    }

    /// <summary>Fills atomic charges with the sums of the shell charges.</summary>
    internal void SumAtomCharges(Populations x)
    {
        x.AtomCharges.Clear();
        for (var s = 0; s < basis.ShellCount; s++)
            x.AtomCharges[basis.ShellAtom[s]] += x.ShellCharges[s];
    }

    /// <summary>Moves what was added to the atomic charges of a potential to all shells of the atom.</summary>
    internal void SpreadAtomPotential(Populations v)
    {
        for (var s = 0; s < basis.ShellCount; s++)
            v.ShellCharges[s] += v.AtomCharges[basis.ShellAtom[s]];
        v.AtomCharges.Clear();
    }

    /// <summary>F −= Σ_k v_k A_k for a dense symmetric matrix.</summary>
    internal void AddHamiltonian(Populations v, Span<double> F)
    {
        var n = basis.OrbitalCount;
        Span<double> c = stackalloc double[10];
        foreach (ref readonly var block in integrals.Layout.Blocks)
        {
            Coefficients(block, v, c);
            var O = integrals.Of(block);
            var size = block.Size;
            for (int μ = block.FirstRow, element = 0; μ < block.FirstRow + block.Rows; μ++)
            {
                var vμ = v.ShellCharges[basis.OrbitalShell[μ]];
                for (var ν = block.FirstColumn; ν < block.FirstColumn + block.Columns; ν++, element++)
                {
                    var value = (c[0] - (0.5 * (vμ + v.ShellCharges[basis.OrbitalShell[ν]]))) * O[element];
                    if (withMultipoles)
                    {
                        for (var op = 1; op < 10; op++)
                            value += c[op] * O[(op * size) + element];
                    }

                    F[(μ * n) + ν] += value;
                    if (!block.IsOnSite)
                        F[(ν * n) + μ] += value;
                }
            }
        }
    }

    /// <summary>
    /// Adds scale · ∂Tr(M·F(v))/∂input to the adjoints of the integrals and of the pair vectors, for a dense symmetric matrix M.
    /// </summary>
    internal void PropagateAdjoint(ReadOnlySpan<double> M, Populations v, double scale)
    {
        var n = basis.OrbitalCount;
        var R̄ = integrals.Pairs.Vectors.NeedsAdjoint && withMultipoles ? integrals.Pairs.Vectors.Adjoint : default;
        Span<double> c = stackalloc double[10];
        foreach (ref readonly var block in integrals.Layout.Blocks)
        {
            Coefficients(block, v, c);
            var O = integrals.Of(block);
            var Ō = integrals.AdjointOf(block);
            var size = block.Size;
            var weight = scale * block.Multiplicity;
            double overlap = 0, x = 0, y = 0, z = 0;
            for (int μ = block.FirstRow, element = 0; μ < block.FirstRow + block.Rows; μ++)
            {
                var vμ = v.ShellCharges[basis.OrbitalShell[μ]];
                for (var ν = block.FirstColumn; ν < block.FirstColumn + block.Columns; ν++, element++)
                {
                    var m = weight * M[(μ * n) + ν];
                    Ō[element] += m * (c[0] - (0.5 * (vμ + v.ShellCharges[basis.OrbitalShell[ν]])));
                    if (!withMultipoles)
                        continue;
                    for (var op = 1; op < 10; op++)
                        Ō[(op * size) + element] += m * c[op];
                    overlap += m * O[element];
                    x += m * O[size + element];
                    y += m * O[(2 * size) + element];
                    z += m * O[(3 * size) + element];
                }
            }

            if (R̄.IsEmpty || block.IsOnSite)
                continue;
            var R = integrals.Pairs.Vectors.Value.Slice(3 * block.Pair, 3);
            var u = v.AtomDipoles.Slice(3 * block.ColumnAtom, 3);
            var W = RawQuadrupolePotential(v, block.ColumnAtom);
            var (dx, dy, dz) = (x - (overlap * R[0]), y - (overlap * R[1]), z - (overlap * R[2]));
            R̄[3 * block.Pair] += (0.5 * overlap * u[0]) + (W.XX * dx) + (W.XY * dy) + (W.XZ * dz);
            R̄[(3 * block.Pair) + 1] += (0.5 * overlap * u[1]) + (W.XY * dx) + (W.YY * dy) + (W.YZ * dz);
            R̄[(3 * block.Pair) + 2] += (0.5 * overlap * u[2]) + (W.XZ * dx) + (W.YZ * dy) + (W.ZZ * dz);
        }
    }

    /// <summary>Subtracts Mulliken populations from the shells and returns the traces of P with all operators about the row atom.</summary>
    private void Traces(in BlockLayout.Block block, ReadOnlySpan<double> P, int n, Span<double> shellCharges, Span<double> traces)
    {
        traces.Clear();
        var O = integrals.Of(block);
        var size = block.Size;
        for (int μ = block.FirstRow, element = 0; μ < block.FirstRow + block.Rows; μ++)
        {
            var row = P.Slice((μ * n) + block.FirstColumn, block.Columns);
            var population = 0.0;
            for (var ν = 0; ν < row.Length; ν++, element++)
            {
                var p = row[ν];
                var share = p * O[element];
                population += share;
                if (!block.IsOnSite)
                    shellCharges[basis.OrbitalShell[block.FirstColumn + ν]] -= share;
                if (!withMultipoles)
                    continue;
                for (var op = 1; op < 10; op++)
                    traces[op] += p * O[(op * size) + element];
            }

            shellCharges[basis.OrbitalShell[μ]] -= population;
            traces[0] += population;
        }
    }

    private static void AddMultipoles(Populations x, int atom, ReadOnlySpan<double> traces)
    {
        for (var k = 0; k < 3; k++)
            x.AtomDipoles[(3 * atom) + k] -= traces[1 + k];
        for (var k = 0; k < 6; k++)
            x.AtomQuadrupoles[(6 * atom) + k] -= traces[4 + k];
    }

    /// <summary>From operators about R_A to operators about R_A + R.</summary>
    private static void Shift(ReadOnlySpan<double> R, Span<double> t)
    {
        t[4] += R[0] * ((R[0] * t[0]) - (2.0 * t[1]));
        t[5] += (R[0] * R[1] * t[0]) - (R[0] * t[2]) - (R[1] * t[1]);
        t[6] += R[1] * ((R[1] * t[0]) - (2.0 * t[2]));
        t[7] += (R[0] * R[2] * t[0]) - (R[0] * t[3]) - (R[2] * t[1]);
        t[8] += (R[1] * R[2] * t[0]) - (R[1] * t[3]) - (R[2] * t[2]);
        t[9] += R[2] * ((R[2] * t[0]) - (2.0 * t[3]));
        for (var k = 0; k < 3; k++)
            t[1 + k] -= R[k] * t[0];
    }

    private static void MakeTraceless(Span<double> quadrupoles)
    {
        for (var A = 0; A < quadrupoles.Length; A += 6)
        {
            var half = 0.5 * (quadrupoles[A] + quadrupoles[A + 2] + quadrupoles[A + 5]);
            for (var k = 0; k < 6; k++)
                quadrupoles[A + k] *= 1.5;
            quadrupoles[A] -= half;
            quadrupoles[A + 2] -= half;
            quadrupoles[A + 5] -= half;
        }
    }

    /// <summary>
    /// What multiplies each operator about the row atom in F, apart from the shells' share of the overlap: −½ of both atoms'
    /// potentials, those of the column atom shifted.
    /// </summary>
    private void Coefficients(in BlockLayout.Block block, Populations v, Span<double> c)
    {
        c.Clear();
        if (!withMultipoles)
            return;
        var uA = v.AtomDipoles.Slice(3 * block.RowAtom, 3);
        var uB = v.AtomDipoles.Slice(3 * block.ColumnAtom, 3);
        var WA = RawQuadrupolePotential(v, block.RowAtom);
        var WB = RawQuadrupolePotential(v, block.ColumnAtom);
        for (var k = 0; k < 3; k++)
            c[1 + k] = -0.5 * (uA[k] + uB[k]);
        c[4] = -0.5 * (WA.XX + WB.XX);
        c[5] = -(WA.XY + WB.XY);
        c[6] = -0.5 * (WA.YY + WB.YY);
        c[7] = -(WA.XZ + WB.XZ);
        c[8] = -(WA.YZ + WB.YZ);
        c[9] = -0.5 * (WA.ZZ + WB.ZZ);
        if (block.IsOnSite)
            return;
        var R = integrals.Pairs.Vectors.Value.Slice(3 * block.Pair, 3);
        var x = (WB.XX * R[0]) + (WB.XY * R[1]) + (WB.XZ * R[2]);
        var y = (WB.XY * R[0]) + (WB.YY * R[1]) + (WB.YZ * R[2]);
        var z = (WB.XZ * R[0]) + (WB.YZ * R[1]) + (WB.ZZ * R[2]);
        c[0] = 0.5 * ((uB[0] * R[0]) + (uB[1] * R[1]) + (uB[2] * R[2]) - (x * R[0]) - (y * R[1]) - (z * R[2]));
        c[1] += x;
        c[2] += y;
        c[3] += z;
    }

    /// <summary>The potential of the raw second moments, as a symmetric matrix W with w:Q = Tr(W Q).</summary>
    private static (double XX, double XY, double YY, double XZ, double YZ, double ZZ) RawQuadrupolePotential(Populations v, int atom)
    {
        var t = v.AtomQuadrupoles.Slice(6 * atom, 6);
        var half = 0.5 * (t[0] + t[2] + t[5]);
        return ((1.5 * t[0]) - half, 0.75 * t[1], (1.5 * t[2]) - half, 0.75 * t[3], 0.75 * t[4], (1.5 * t[5]) - half);
    }
}
