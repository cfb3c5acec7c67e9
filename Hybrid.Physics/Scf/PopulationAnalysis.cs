using System.Numerics.Tensors;
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
/// <para>doi:10.1021/acs.jctc.8b01176.</para>
/// </remarks>
public sealed class PopulationAnalysis
{
    private readonly OrbitalBasis basis;
    private readonly MultipoleIntegrals integrals;
    private readonly bool withMultipoles;
    private readonly double[] orbitalValues;
    private readonly double[] secondMomentPotentials;

    /// <summary>Creates the analysis for a set of integrals. Serves one call at a time.</summary>
    /// <param name="integrals">Overlap, and multipole integrals when multipoles are wanted.</param>
    /// <param name="withMultipoles">Also atomic dipoles and quadrupoles.</param>
    public PopulationAnalysis(MultipoleIntegrals integrals, bool withMultipoles)
    {
        this.integrals = integrals;
        this.withMultipoles = withMultipoles;
        basis = integrals.Basis;
        orbitalValues = new double[basis.OrbitalCount];
        secondMomentPotentials = new double[withMultipoles ? 6 * basis.AtomCount : 0];
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
        var populations = orbitalValues.AsSpan();
        populations.Clear();
        Span<double> traces = stackalloc double[10];
        Span<double> densities = stackalloc double[LargestBlock];
        var dipoles = x.AtomDipoles;
        var quadrupoles = x.AtomQuadrupoles;
        var vectors = integrals.Pairs.Vectors.Value;
        foreach (ref readonly var block in integrals.Layout.Blocks)
        {
            CopyBlock(block, P, n, densities);
            Traces(block, densities[..block.Size], populations, traces);
            if (!withMultipoles)
                continue;
            SubtractMultipoles(traces, dipoles.Slice(3 * block.RowAtom, 3), quadrupoles.Slice(6 * block.RowAtom, 6));
            if (block.IsOnSite)
                continue;
            Shift(vectors.Slice(3 * block.Pair, 3), traces);
            SubtractMultipoles(traces, dipoles.Slice(3 * block.ColumnAtom, 3), quadrupoles.Slice(6 * block.ColumnAtom, 6));
        }

        for (var μ = 0; μ < n; μ++)
            x.ShellCharges[basis.OrbitalShell[μ]] -= populations[μ];
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
        Prepare(v);
        var half = orbitalValues.AsSpan();
        Span<double> c = stackalloc double[10];
        Span<double> values = stackalloc double[LargestBlock];
        values.Clear();
        var dipoles = v.AtomDipoles;
        var vectors = integrals.Pairs.Vectors.Value;
        foreach (ref readonly var block in integrals.Layout.Blocks)
        {
            Coefficients(block, dipoles, vectors, c);
            var O = integrals.Of(block);
            var size = block.Size;
            if (!withMultipoles)
                values[..size].Clear();
            if (withMultipoles)
                BlockKernel.Combine(c, O, values[..size]);
            for (int μ = block.FirstRow, element = 0; μ < block.FirstRow + block.Rows; μ++)
            {
                var row = F.Slice((μ * n) + block.FirstColumn, block.Columns);
                for (var ν = 0; ν < row.Length; ν++, element++)
                    row[ν] += values[element] += (c[0] - half[μ] - half[block.FirstColumn + ν]) * O[element];
            }

            if (!block.IsOnSite)
                AddTransposed(block, values, n, F);
        }
    }

    /// <summary>
    /// Adds scale · ∂Tr(M·F(v))/∂input to the adjoints of the integrals and of the pair vectors, for a dense symmetric matrix M.
    /// </summary>
    internal void PropagateAdjoint(ReadOnlySpan<double> M, Populations v, double scale)
    {
        var n = basis.OrbitalCount;
        var R̄ = integrals.Pairs.Vectors.NeedsAdjoint && withMultipoles ? integrals.Pairs.Vectors.Adjoint : default;
        Prepare(v);
        var half = orbitalValues.AsSpan();
        Span<double> c = stackalloc double[10];
        Span<double> traces = stackalloc double[10];
        Span<double> weights = stackalloc double[LargestBlock];
        var dipoles = v.AtomDipoles;
        var vectors = integrals.Pairs.Vectors.Value;
        foreach (ref readonly var block in integrals.Layout.Blocks)
        {
            Coefficients(block, dipoles, vectors, c);
            var O = integrals.Of(block);
            var Ō = integrals.AdjointOf(block);
            var size = block.Size;
            CopyBlock(block, M, n, weights);
            var m = weights[..size];
            TensorPrimitives.Multiply(m, scale * block.Multiplicity, m);
            for (int μ = block.FirstRow, element = 0; μ < block.FirstRow + block.Rows; μ++)
            {
                for (var ν = block.FirstColumn; ν < block.FirstColumn + block.Columns; ν++, element++)
                    Ō[element] += m[element] * (c[0] - half[μ] - half[ν]);
            }

            if (withMultipoles)
                BlockKernel.AddProducts(c, m, Ō);
            if (R̄.IsEmpty || block.IsOnSite)
                continue;
            traces.Clear();
            BlockKernel.Traces(m, O, traces);
            var (overlap, x, y, z) = (TensorPrimitives.Dot<double>(m, O[..size]), traces[1], traces[2], traces[3]);
            var R = vectors.Slice(3 * block.Pair, 3);
            var u = dipoles.Slice(3 * block.ColumnAtom, 3);
            var W = SecondMomentPotential(block.ColumnAtom);
            var (dx, dy, dz) = (x - (overlap * R[0]), y - (overlap * R[1]), z - (overlap * R[2]));
            R̄[3 * block.Pair] += (0.5 * overlap * u[0]) + (W.XX * dx) + (W.XY * dy) + (W.XZ * dz);
            R̄[(3 * block.Pair) + 1] += (0.5 * overlap * u[1]) + (W.XY * dx) + (W.YY * dy) + (W.YZ * dz);
            R̄[(3 * block.Pair) + 2] += (0.5 * overlap * u[2]) + (W.XZ * dx) + (W.YZ * dy) + (W.ZZ * dz);
        }
    }

    /// <summary>Adds Mulliken populations to the orbitals and returns the traces of P with all operators about the row atom.</summary>
    private void Traces(in BlockLayout.Block block, ReadOnlySpan<double> P, Span<double> populations, Span<double> traces)
    {
        var O = integrals.Of(block);
        traces.Clear();
        for (int μ = block.FirstRow, element = 0; μ < block.FirstRow + block.Rows; μ++)
        {
            var population = 0.0;
            for (var ν = block.FirstColumn; ν < block.FirstColumn + block.Columns; ν++, element++)
            {
                var share = P[element] * O[element];
                population += share;
                if (!block.IsOnSite)
                    populations[ν] += share;
            }

            populations[μ] += population;
            traces[0] += population;
        }

        if (withMultipoles)
            BlockKernel.Traces(P, O, traces);
    }

    private static void SubtractMultipoles(ReadOnlySpan<double> traces, Span<double> dipole, Span<double> quadrupole)
    {
        for (var k = 0; k < dipole.Length; k++)
            dipole[k] -= traces[1 + k];
        for (var k = 0; k < quadrupole.Length; k++)
            quadrupole[k] -= traces[4 + k];
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
    private void Coefficients(in BlockLayout.Block block, ReadOnlySpan<double> dipoles, ReadOnlySpan<double> vectors, Span<double> c)
    {
        c.Clear();
        if (!withMultipoles)
            return;
        var uA = dipoles.Slice(3 * block.RowAtom, 3);
        var uB = dipoles.Slice(3 * block.ColumnAtom, 3);
        var WA = SecondMomentPotential(block.RowAtom);
        var WB = SecondMomentPotential(block.ColumnAtom);
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
        var R = vectors.Slice(3 * block.Pair, 3);
        var x = (WB.XX * R[0]) + (WB.XY * R[1]) + (WB.XZ * R[2]);
        var y = (WB.XY * R[0]) + (WB.YY * R[1]) + (WB.YZ * R[2]);
        var z = (WB.XZ * R[0]) + (WB.YZ * R[1]) + (WB.ZZ * R[2]);
        c[0] = 0.5 * ((uB[0] * R[0]) + (uB[1] * R[1]) + (uB[2] * R[2]) - (x * R[0]) - (y * R[1]) - (z * R[2]));
        c[1] += x;
        c[2] += y;
        c[3] += z;
    }

    /// <summary>Half of each orbital's potential, and per atom the potential of the raw second moments.</summary>
    private void Prepare(Populations v)
    {
        for (var μ = 0; μ < orbitalValues.Length; μ++)
            orbitalValues[μ] = 0.5 * v.ShellCharges[basis.OrbitalShell[μ]];
        var t = v.AtomQuadrupoles;
        for (var A = 0; A < secondMomentPotentials.Length; A += 6)
        {
            var half = 0.5 * (t[A] + t[A + 2] + t[A + 5]);
            secondMomentPotentials[A] = (1.5 * t[A]) - half;
            secondMomentPotentials[A + 1] = 0.75 * t[A + 1];
            secondMomentPotentials[A + 2] = (1.5 * t[A + 2]) - half;
            secondMomentPotentials[A + 3] = 0.75 * t[A + 3];
            secondMomentPotentials[A + 4] = 0.75 * t[A + 4];
            secondMomentPotentials[A + 5] = (1.5 * t[A + 5]) - half;
        }
    }

    /// <summary>The potential of an atom's second moments Q, as a symmetric matrix W with v·Θ = Tr(W Q).</summary>
    private (double XX, double XY, double YY, double XZ, double YZ, double ZZ) SecondMomentPotential(int atom)
    {
        var w = secondMomentPotentials.AsSpan(6 * atom, 6);
        return (w[0], w[1], w[2], w[3], w[4], w[5]);
    }

    private static void CopyBlock(in BlockLayout.Block block, ReadOnlySpan<double> dense, int n, Span<double> values)
    {
        for (int row = 0, element = 0; row < block.Rows; row++)
        {
            foreach (var value in dense.Slice(((block.FirstRow + row) * n) + block.FirstColumn, block.Columns))
                values[element++] = value;
        }
    }

    private static void AddTransposed(in BlockLayout.Block block, ReadOnlySpan<double> values, int n, Span<double> F)
    {
        for (var ν = 0; ν < block.Columns; ν++)
        {
            var row = F.Slice(((block.FirstColumn + ν) * n) + block.FirstRow, block.Rows);
            for (var μ = 0; μ < row.Length; μ++)
                row[μ] += values[(μ * block.Columns) + ν];
        }
    }

    /// <summary>Nine orbitals on either atom.</summary>
    private const int LargestBlock = 81;
}
