using System.Numerics.Tensors;
using Hybrid.Core.Autodiff;
using Hybrid.Physics.Basis;

namespace Hybrid.Physics.Hamiltonians;

/// <summary>
/// What is added to a Hamiltonian between valence shells, in the form of Slater and Koster: numbers per directed pair of neighbours
/// (i, j) and the unit vector û from i to j make blocks that turn with the molecule and are symmetric by construction.
/// </summary>
/// <remarks>
/// <para>
/// Between the atoms, with p shells as vectors: ⟨s_i|s_j⟩ += h₀, ⟨s_i|p_j⟩ += h₁ û, ⟨p_i|p_j⟩ += h₂ ûûᵀ + h₃ (1 − ûûᵀ); both directions of a
/// pair add up. On atom i, the crystal field of neighbour j: ⟨s_i|p_i⟩ += c₀ û, ⟨p_i|p_i⟩ += c₁ ûûᵀ + c₂ (1 − ûûᵀ). Channels of shells
/// that an atom doesn't have are ignored; d shells are left as they are.
/// </para>
/// <para>J. C. Slater, G. F. Koster, Phys. Rev. 94, 1498 (1954), doi:10.1103/PhysRev.94.1498.</para>
/// </remarks>
public sealed class SlaterKosterCorrection
{
    /// <summary>ssσ, spσ (s on i, p on j), ppσ, ppπ.</summary>
    public const int HoppingChannels = 4;

    /// <summary>spσ, ppσ, ppπ on atom i.</summary>
    public const int CrystalFieldChannels = 3;

    /// <summary>m = −1, 0, 1 are y, z, x.</summary>
    private static ReadOnlySpan<int> AxisOfOrbital => [1, 2, 0];

    /// <summary>The atom i of each directed pair.</summary>
    public required ReadOnlyMemory<int> Centres { get; init; }

    /// <summary>The atom j of each directed pair.</summary>
    public required ReadOnlyMemory<int> Others { get; init; }

    /// <summary>R_j − R_i, shape [pairs, 3], bohr.</summary>
    public required Variable Vectors { get; init; }

    /// <summary>h, shape [pairs, <see cref="HoppingChannels"/>], Eh. Must vanish smoothly where a pair ceases to be listed.</summary>
    public required Variable Hoppings { get; init; }

    /// <summary>c, shape [pairs, <see cref="CrystalFieldChannels"/>], Eh. Must vanish smoothly where a pair ceases to be listed.</summary>
    public required Variable CrystalFields { get; init; }

    /// <summary>Records H + ΔH.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="basis">The functions of H.</param>
    /// <param name="layout">The blocks of H.</param>
    /// <param name="hamiltonian">H in blocks, Eh.</param>
    /// <exception cref="ArgumentException">
    /// The numbers don't fit the pairs, a pair is none of two atoms of the structure, or its atoms are so far apart that H has no block for them.
    /// </exception>
    internal Variable AddedTo(Tape tape, OrbitalBasis basis, BlockLayout layout, Variable hamiltonian)
    {
        RequireShapes();
        var H = tape.Output([hamiltonian, Vectors, Hoppings, CrystalFields], hamiltonian.Length);
        hamiltonian.Value.CopyTo(H.Value);
        var sites = Sites(basis, layout);
        Span<double> u = stackalloc double[3];
        for (var e = 0; e < sites.Length; e++)
        {
            Unit(e, u);
            var h = Hoppings.Value.Slice(HoppingChannels * e, HoppingChannels);
            var c = CrystalFields.Value.Slice(CrystalFieldChannels * e, CrystalFieldChannels);
            sites[e].Add(H.Value, h, c, u);
        }

        tape.Record(H, () => PropagateAdjoint(sites, hamiltonian, H.Adjoint));
        return H;
    }

    private void RequireShapes()
    {
        if (Others.Length != Centres.Length)
            throw new ArgumentException($"{Centres.Length} atoms j were expected, one for each atom i of a directed pair, but there are {Others.Length}.");
        RequireLength(Vectors, nameof(Vectors), 3);
        RequireLength(Hoppings, nameof(Hoppings), HoppingChannels);
        RequireLength(CrystalFields, nameof(CrystalFields), CrystalFieldChannels);
    }

    private void RequireLength(Variable numbers, string name, int channels)
    {
        if (numbers.Length != Centres.Length * channels)
            throw new ArgumentException($"{name} of shape [{Centres.Length}, {channels}] were expected for {Centres.Length} directed pairs, but there are {numbers.Length} numbers.");
    }

    private static void RequireTwoAtoms(int i, int j, int atoms)
    {
        if ((uint)i >= (uint)atoms || (uint)j >= (uint)atoms)
            throw new ArgumentException($"Pairs of atoms counted from 0 to {atoms - 1} were expected to be corrected, but one is ({i}, {j}).");
        if (i == j)
            throw new ArgumentException($"Pairs of different atoms were expected to be corrected, but atom {i + 1} is paired with itself.");
    }

    private void PropagateAdjoint(Site[] sites, Variable hamiltonian, ReadOnlySpan<double> H̄)
    {
        if (hamiltonian.NeedsAdjoint)
            TensorPrimitives.Add(hamiltonian.Adjoint, H̄, hamiltonian.Adjoint);
        Span<double> h̄ = stackalloc double[HoppingChannels];
        Span<double> c̄ = stackalloc double[CrystalFieldChannels];
        Span<double> u = stackalloc double[3];
        Span<double> ū = stackalloc double[3];
        for (var e = 0; e < sites.Length; e++)
        {
            Unit(e, u);
            h̄.Clear();
            c̄.Clear();
            ū.Clear();
            sites[e].PropagateAdjoint(
                H̄, Hoppings.Value.Slice(HoppingChannels * e, HoppingChannels), CrystalFields.Value.Slice(CrystalFieldChannels * e, CrystalFieldChannels), u, h̄, c̄, ū);
            AddTo(Hoppings, HoppingChannels * e, h̄);
            AddTo(CrystalFields, CrystalFieldChannels * e, c̄);
            if (!Vectors.NeedsAdjoint)
                continue;
            var r = Length(e);
            var along = (u[0] * ū[0]) + (u[1] * ū[1]) + (u[2] * ū[2]);
            for (var k = 0; k < 3; k++)
                Vectors.Adjoint[(3 * e) + k] += (ū[k] - (along * u[k])) / r;
        }
    }

    private static void AddTo(Variable variable, int start, ReadOnlySpan<double> adjoint)
    {
        if (!variable.NeedsAdjoint)
            return;
        for (var k = 0; k < adjoint.Length; k++)
            variable.Adjoint[start + k] += adjoint[k];
    }

    private double Length(int e) => TensorPrimitives.Norm<double>(Vectors.Value.Slice(3 * e, 3));

    private void Unit(int e, Span<double> u) => TensorPrimitives.Divide(Vectors.Value.Slice(3 * e, 3), Length(e), u);

    private Site[] Sites(OrbitalBasis basis, BlockLayout layout)
    {
        var blocks = new Dictionary<(int, int), BlockLayout.Block>(layout.Blocks.Length);
        foreach (ref readonly var block in layout.Blocks)
            blocks[(block.RowAtom, block.ColumnAtom)] = block;
        var sites = new Site[Centres.Length];
        for (var e = 0; e < sites.Length; e++)
        {
            int i = Centres.Span[e], j = Others.Span[e];
            RequireTwoAtoms(i, j, basis.AtomCount);
            if (!blocks.TryGetValue((Math.Min(i, j), Math.Max(i, j)), out var between))
                throw new ArgumentException(FormattableString.Invariant($"Atoms {i + 1} and {j + 1} are {Length(e):0.0} a0 apart, where the Hamiltonian has no block left to correct; a shorter cutoff of the correction was expected."));
            sites[e] = new Site(blocks[(i, i)], between, i > j, Valence(basis, i, 0), Valence(basis, i, 1), Valence(basis, j, 0), Valence(basis, j, 1));
        }

        return sites;
    }

    /// <summary>The first orbital of the atom's valence shell of angular momentum l, counted within the atom; −1 when there is none.</summary>
    private static int Valence(OrbitalBasis basis, int atom, int l)
    {
        for (var s = basis.FirstShell(atom); s < basis.FirstShell(atom + 1); s++)
        {
            if (basis.Shells[s].IsValence && basis.Shells[s].AngularMomentum == l)
                return basis.FirstOrbital(s) - basis.FirstOrbitalOfAtom(atom);
        }

        return -1;
    }

    /// <summary>Where the numbers of one directed pair go: its on-site block, the block between the atoms, and the shells in them.</summary>
    private readonly record struct Site(BlockLayout.Block OnSite, BlockLayout.Block Between, bool IsTransposed, int SI, int PI, int SJ, int PJ)
    {
        /// <summary>The place of ⟨μ on i|ν on j⟩.</summary>
        private int Hop(int μ, int ν) => Between.Offset + (IsTransposed ? (ν * Between.Columns) + μ : (μ * Between.Columns) + ν);

        /// <summary>The place of ⟨μ|ν⟩ on atom i.</summary>
        private int On(int μ, int ν) => OnSite.Offset + (μ * OnSite.Columns) + ν;

        public void Add(Span<double> H, ReadOnlySpan<double> h, ReadOnlySpan<double> c, ReadOnlySpan<double> u)
        {
            if (SI >= 0 && SJ >= 0)
                H[Hop(SI, SJ)] += h[0];
            for (var m = 0; m < 3; m++)
            {
                var um = u[AxisOfOrbital[m]];
                if (SI >= 0 && PJ >= 0)
                    H[Hop(SI, PJ + m)] += h[1] * um;
                if (SI >= 0 && PI >= 0)
                {
                    H[On(SI, PI + m)] += c[0] * um;
                    H[On(PI + m, SI)] += c[0] * um;
                }

                for (var n = 0; n < 3; n++)
                {
                    var uu = um * u[AxisOfOrbital[n]];
                    var rest = (m == n ? 1.0 : 0.0) - uu;
                    if (PI >= 0 && PJ >= 0)
                        H[Hop(PI + m, PJ + n)] += (h[2] * uu) + (h[3] * rest);
                    if (PI >= 0)
                        H[On(PI + m, PI + n)] += (c[1] * uu) + (c[2] * rest);
                }
            }
        }

        public void PropagateAdjoint(
            ReadOnlySpan<double> H̄, ReadOnlySpan<double> h, ReadOnlySpan<double> c, ReadOnlySpan<double> u, Span<double> h̄, Span<double> c̄, Span<double> ū)
        {
            if (SI >= 0 && SJ >= 0)
                h̄[0] += H̄[Hop(SI, SJ)];
            for (var m = 0; m < 3; m++)
            {
                var a = AxisOfOrbital[m];
                if (SI >= 0 && PJ >= 0)
                {
                    var adjoint = H̄[Hop(SI, PJ + m)];
                    h̄[1] += adjoint * u[a];
                    ū[a] += adjoint * h[1];
                }

                if (SI >= 0 && PI >= 0)
                {
                    var adjoint = H̄[On(SI, PI + m)] + H̄[On(PI + m, SI)];
                    c̄[0] += adjoint * u[a];
                    ū[a] += adjoint * c[0];
                }

                for (var n = 0; n < 3; n++)
                {
                    var b = AxisOfOrbital[n];
                    var uu = u[a] * u[b];
                    var rest = (m == n ? 1.0 : 0.0) - uu;
                    var slope = 0.0;
                    if (PI >= 0 && PJ >= 0)
                    {
                        var adjoint = H̄[Hop(PI + m, PJ + n)];
                        h̄[2] += adjoint * uu;
                        h̄[3] += adjoint * rest;
                        slope += adjoint * (h[2] - h[3]);
                    }

                    if (PI >= 0)
                    {
                        var adjoint = H̄[On(PI + m, PI + n)];
                        c̄[1] += adjoint * uu;
                        c̄[2] += adjoint * rest;
                        slope += adjoint * (c[1] - c[2]);
                    }

                    ū[a] += slope * u[b];
                    ū[b] += slope * u[a];
                }
            }
        }
    }
}
