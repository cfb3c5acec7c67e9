using Hybrid.Core.Autodiff;
using Hybrid.Physics.Geometry;

namespace Hybrid.Physics.Basis;

/// <summary>
/// Overlap, dipole and quadrupole integrals between all overlapping shells: ⟨μ|O|ν⟩ with
/// O = 1; x, y, z; xx, xy, yy, xz, yz, zz relative to the atom of μ.
/// </summary>
/// <remarks>
/// <para>
/// <see cref="Values"/> holds each block's operators one after the other: element (operator, μ, ν) of a block lies at
/// Offset · operators + operator · Size + μ · Columns + ν. Lengths are in a0, a0².
/// </para>
/// <para>On one atom the overlap is the unit matrix by definition, as in the published method.</para>
/// </remarks>
public sealed class MultipoleIntegrals
{
    private readonly OrbitalBasis basis;
    private readonly ContractedBasis contracted;
    private readonly AtomPairs pairs;
    private readonly Variable slaterExponents;
    private readonly int order;

    private MultipoleIntegrals(OrbitalBasis basis, ContractedBasis contracted, AtomPairs pairs, Variable slaterExponents, int order, BlockLayout layout, Variable values)
    {
        this.basis = basis;
        this.contracted = contracted;
        this.pairs = pairs;
        this.slaterExponents = slaterExponents;
        this.order = order;
        Layout = layout;
        Values = values;
    }

    /// <summary>Which pairs of atoms have a block, and where.</summary>
    public BlockLayout Layout { get; }

    /// <summary>1, 4 or 10 operators.</summary>
    public int OperatorCount => ShellPairRecipe.OperatorCount(order);

    /// <summary>The integrals.</summary>
    public Variable Values { get; }

    /// <summary>The orbitals that the integrals are between.</summary>
    public OrbitalBasis Basis => basis;

    /// <summary>The pairs of atoms that the blocks refer to.</summary>
    public AtomPairs Pairs => pairs;

    /// <summary>Records the integrals on a tape.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="basis">The orbitals.</param>
    /// <param name="pairs">Pairs of atoms.</param>
    /// <param name="slaterExponents">ζ of each shell, 1/a0, shape [shells].</param>
    /// <param name="order">0 for overlap, 1 with dipoles, 2 with quadrupoles.</param>
    public static MultipoleIntegrals Create(Tape tape, OrbitalBasis basis, AtomPairs pairs, Variable slaterExponents, int order)
    {
        var contracted = new ContractedBasis(basis, slaterExponents.Value);
        var layout = BlockLayout.Of(basis, contracted, pairs);
        var values = tape.Output([pairs.Vectors, slaterExponents], layout.Length * ShellPairRecipe.OperatorCount(order));
        var integrals = new MultipoleIntegrals(basis, contracted, pairs, slaterExponents, order, layout, values);
        integrals.Fill();
        tape.Record(values, integrals.PropagateAdjoint);
        return integrals;
    }

    /// <summary>The shells as sums of Gaussians.</summary>
    internal ContractedBasis Contracted => contracted;

    /// <summary>All operators of one block.</summary>
    internal ReadOnlySpan<double> Of(in BlockLayout.Block block) => Values.Value.Slice(block.Offset * OperatorCount, block.Size * OperatorCount);

    /// <summary>The adjoints of all operators of one block.</summary>
    internal Span<double> AdjointOf(in BlockLayout.Block block) => Values.Adjoint.Slice(block.Offset * OperatorCount, block.Size * OperatorCount);

    private void Fill()
    {
        var kernel = new ShellPairKernel();
        foreach (ref readonly var block in Layout.Blocks)
        {
            var target = Values.Value.Slice(block.Offset * OperatorCount, block.Size * OperatorCount);
            var (x, y, z) = VectorOf(block);
            for (var a = basis.FirstShell(block.RowAtom); a < basis.FirstShell(block.RowAtom + 1); a++)
            {
                for (var b = basis.FirstShell(block.ColumnAtom); b < basis.FirstShell(block.ColumnAtom + 1); b++)
                {
                    if (!kernel.Begin(contracted.Pairs(a, b), basis.Shells[a].AngularMomentum, basis.Shells[b].AngularMomentum, order, x, y, z))
                        continue;
                    kernel.Scatter(target, block, basis.FirstOrbital(a) - block.FirstRow, basis.FirstOrbital(b) - block.FirstColumn);
                }
            }

            if (block.IsOnSite)
                SetUnitOverlap(target, block.Rows);
        }
    }

    private void PropagateAdjoint()
    {
        var kernel = new ShellPairKernel();
        var withExponents = slaterExponents.NeedsAdjoint;
        var ζ̄ = withExponents ? slaterExponents.Adjoint : default;
        var R̄ = pairs.Vectors.NeedsAdjoint ? pairs.Vectors.Adjoint : default;
        foreach (ref readonly var block in Layout.Blocks)
        {
            if (block.IsOnSite && (!withExponents || order == 0))
                continue;
            var source = AdjointOf(block);
            if (block.IsOnSite)
                source[..block.Size].Clear(); // The unit overlap depends on nothing.
            var (x, y, z) = VectorOf(block);
            for (var a = basis.FirstShell(block.RowAtom); a < basis.FirstShell(block.RowAtom + 1); a++)
            {
                for (var b = basis.FirstShell(block.ColumnAtom); b < basis.FirstShell(block.ColumnAtom + 1); b++)
                {
                    if (!kernel.Begin(contracted.Pairs(a, b), basis.Shells[a].AngularMomentum, basis.Shells[b].AngularMomentum, order, x, y, z))
                        continue;
                    var d = kernel.PropagateAdjoint(source, block, basis.FirstOrbital(a) - block.FirstRow, basis.FirstOrbital(b) - block.FirstColumn, withExponents);
                    if (!block.IsOnSite && !R̄.IsEmpty)
                    {
                        R̄[3 * block.Pair] += d.X;
                        R̄[(3 * block.Pair) + 1] += d.Y;
                        R̄[(3 * block.Pair) + 2] += d.Z;
                    }

                    if (!withExponents)
                        continue;
                    ζ̄[a] += d.Exponents.ByOwnA;
                    ζ̄[b] += d.Exponents.ByOwnB;
                    if (basis.Partner(a) >= 0)
                        ζ̄[basis.Partner(a)] += d.Exponents.ByPartnerA;
                    if (basis.Partner(b) >= 0)
                        ζ̄[basis.Partner(b)] += d.Exponents.ByPartnerB;
                }
            }
        }
    }

    /// <summary>R of the block's column atom minus that of its row atom.</summary>
    internal (double X, double Y, double Z) VectorOf(in BlockLayout.Block block)
    {
        if (block.IsOnSite)
            return (0.0, 0.0, 0.0);
        var v = pairs.Vectors.Value.Slice(3 * block.Pair, 3);
        return (v[0], v[1], v[2]);
    }

    private static void SetUnitOverlap(Span<double> block, int size)
    {
        block[..(size * size)].Clear();
        for (var μ = 0; μ < size; μ++)
            block[(μ * size) + μ] = 1.0;
    }
}
