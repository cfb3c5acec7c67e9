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
/// <para>
/// Where it is asked for, the kinetic energy ⟨μ|−½∇²|ν⟩ in Eh comes last: between valence shells of different atoms, and zero
/// elsewhere.
/// </para>
/// </remarks>
public sealed class MultipoleIntegrals
{
    private readonly OrbitalBasis basis;
    private readonly AtomPairs pairs;
    private readonly Variable slaterExponents;
    private readonly int order;
    private readonly bool withKinetic;
    private ContractedBasis? contracted;

    private MultipoleIntegrals(OrbitalBasis basis, ContractedBasis? contracted, AtomPairs pairs, Variable slaterExponents, int order, bool withKinetic, BlockLayout layout, Variable values)
    {
        this.basis = basis;
        this.contracted = contracted;
        this.pairs = pairs;
        this.slaterExponents = slaterExponents;
        this.order = order;
        this.withKinetic = withKinetic;
        Layout = layout;
        Values = values;
    }

    /// <summary>Which pairs of atoms have a block, and where.</summary>
    public BlockLayout Layout { get; }

    /// <summary>1, 4 or 10 operators, and one more with the kinetic energy.</summary>
    public int OperatorCount => ShellPairRecipe.OperatorCount(order) + (withKinetic ? 1 : 0);

    /// <summary>Which operator the kinetic energy is.</summary>
    /// <exception cref="InvalidOperationException">It was not asked for.</exception>
    public int KineticOperator => withKinetic ? OperatorCount - 1 : throw new InvalidOperationException("These integrals were made without the kinetic energy.");

    /// <summary>True when second moments are among the operators.</summary>
    internal bool HasSecondMoments => order >= 2;

    /// <summary>ζ of each shell, 1/a0, shape [shells].</summary>
    internal Variable SlaterExponents => slaterExponents;

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
    /// <param name="withKinetic">Also the kinetic energy.</param>
    public static MultipoleIntegrals Create(Tape tape, OrbitalBasis basis, AtomPairs pairs, Variable slaterExponents, int order, bool withKinetic = false)
    {
        var contracted = new ContractedBasis(basis, slaterExponents.Value);
        var layout = BlockLayout.Of(basis, contracted.WidestOfAtoms(basis), pairs);
        var values = tape.Output([pairs.Vectors, slaterExponents], layout.Length * (ShellPairRecipe.OperatorCount(order) + (withKinetic ? 1 : 0)));
        var integrals = new MultipoleIntegrals(basis, contracted, pairs, slaterExponents, order, withKinetic, layout, values);
        integrals.Fill();
        tape.Record(values, integrals.PropagateAdjoint);
        return integrals;
    }

    /// <summary>Integrals that were made before, as constants.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="basis">The orbitals.</param>
    /// <param name="pairs">Pairs of atoms.</param>
    /// <param name="slaterExponents">ζ of each shell, 1/a0, shape [shells].</param>
    /// <param name="order">0 for overlap, 1 with dipoles, 2 with quadrupoles.</param>
    /// <param name="withKinetic">Also the kinetic energy.</param>
    /// <param name="widest">The exponent of each atom's most diffuse Gaussian, 1/a0².</param>
    /// <param name="values">As <see cref="Values"/> were then.</param>
    /// <exception cref="ArgumentException">There are not as many integrals as the basis has.</exception>
    internal static MultipoleIntegrals Known(
        Tape tape, OrbitalBasis basis, AtomPairs pairs, Variable slaterExponents, int order, bool withKinetic, ReadOnlySpan<double> widest, ReadOnlySpan<double> values)
    {
        var layout = BlockLayout.Of(basis, widest, pairs);
        var count = layout.Length * (ShellPairRecipe.OperatorCount(order) + (withKinetic ? 1 : 0));
        if (values.Length != count)
            throw new ArgumentException($"{count} integrals of the basis were expected, but {values.Length} came.", nameof(values));
        return new MultipoleIntegrals(basis, null, pairs, slaterExponents, order, withKinetic, layout, tape.Constant(values, count));
    }

    /// <summary>The shells as sums of Gaussians.</summary>
    internal ContractedBasis Contracted => contracted ??= new ContractedBasis(basis, slaterExponents.Value);

    /// <summary>All operators of one block.</summary>
    internal ReadOnlySpan<double> Of(in BlockLayout.Block block) => Values.Value.Slice(block.Offset * OperatorCount, block.Size * OperatorCount);

    /// <summary>The adjoints of all operators of one block.</summary>
    internal Span<double> AdjointOf(in BlockLayout.Block block) => Values.Adjoint.Slice(block.Offset * OperatorCount, block.Size * OperatorCount);

    /// <summary>S as a dense matrix.</summary>
    internal void CopyOverlap(Span<double> S)
    {
        S.Clear();
        var n = basis.OrbitalCount;
        foreach (ref readonly var block in Layout.Blocks)
        {
            var O = Of(block);
            for (int μ = block.FirstRow, element = 0; μ < block.FirstRow + block.Rows; μ++)
            {
                for (var ν = block.FirstColumn; ν < block.FirstColumn + block.Columns; ν++, element++)
                    S[(μ * n) + ν] = S[(ν * n) + μ] = O[element];
            }
        }
    }

    /// <summary>The chain rule of <see cref="CopyOverlap"/>: adds a symmetric dense adjoint to that of the overlap.</summary>
    internal void AddToOverlapAdjoint(ReadOnlySpan<double> S̄, double scale)
    {
        var n = basis.OrbitalCount;
        foreach (ref readonly var block in Layout.Blocks)
        {
            var Ō = AdjointOf(block);
            for (int μ = block.FirstRow, element = 0; μ < block.FirstRow + block.Rows; μ++)
            {
                for (var ν = block.FirstColumn; ν < block.FirstColumn + block.Columns; ν++, element++)
                    Ō[element] += scale * block.Multiplicity * S̄[(μ * n) + ν];
            }
        }
    }

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
                    if (!Begin(kernel, order, block, a, b, x, y, z))
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
        var withoutMoments = new double[2 * LargestBlock];
        var ζ̄ = withExponents ? slaterExponents.Adjoint : default;
        var R̄ = pairs.Vectors.NeedsAdjoint ? pairs.Vectors.Adjoint : default;
        foreach (ref readonly var block in Layout.Blocks)
        {
            if (block.IsOnSite && (!withExponents || order == 0))
                continue;
            ReadOnlySpan<double> source = AdjointOf(block);
            if (block.IsOnSite)
                AdjointOf(block)[..block.Size].Clear(); // The unit overlap depends on nothing.
            var askedOrder = HasMomentAdjoint(source, block.Size) ? order : 0;
            if (askedOrder < order)
            {
                if (block.IsOnSite)
                    continue;
                source = WithoutMoments(source, block.Size, withoutMoments);
            }

            var (x, y, z) = VectorOf(block);
            for (var a = basis.FirstShell(block.RowAtom); a < basis.FirstShell(block.RowAtom + 1); a++)
            {
                for (var b = basis.FirstShell(block.ColumnAtom); b < basis.FirstShell(block.ColumnAtom + 1); b++)
                {
                    if (!Begin(kernel, askedOrder, block, a, b, x, y, z))
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

    /// <summary>True when something was asked of a block's dipoles or second moments.</summary>
    private bool HasMomentAdjoint(ReadOnlySpan<double> adjoints, int size) =>
        adjoints[size..(ShellPairRecipe.OperatorCount(order) * size)].ContainsAnyExcept(0.0);

    /// <summary>The adjoints of a block's overlap and kinetic energy alone.</summary>
    private ReadOnlySpan<double> WithoutMoments(ReadOnlySpan<double> adjoints, int size, double[] target)
    {
        adjoints[..size].CopyTo(target);
        if (withKinetic)
            adjoints[(KineticOperator * size)..].CopyTo(target.AsSpan(size));
        return target;
    }

    private bool Begin(ShellPairKernel kernel, int momentOrder, in BlockLayout.Block block, int a, int b, double x, double y, double z)
    {
        var (shellA, shellB) = (basis.Shells[a], basis.Shells[b]);
        var kinetic = withKinetic && !block.IsOnSite && shellA.IsValence && shellB.IsValence;
        return kernel.Begin(Contracted.Pairs(a, b), shellA.AngularMomentum, shellB.AngularMomentum, momentOrder, kinetic, x, y, z);
    }

    /// <summary>R of the block's column atom minus that of its row atom.</summary>
    internal (double X, double Y, double Z) VectorOf(in BlockLayout.Block block)
    {
        if (block.IsOnSite)
            return (0.0, 0.0, 0.0);
        var v = pairs.Vectors.Value.Slice(3 * block.Pair, 3);
        return (v[0], v[1], v[2]);
    }

    /// <summary>Every orbital that an atom may have, twice: valence and diffuse s, p, d.</summary>
    internal const int LargestBlock = 18 * 18;

    private static void SetUnitOverlap(Span<double> block, int size)
    {
        block[..(size * size)].Clear();
        for (var μ = 0; μ < size; μ++)
            block[(μ * size) + μ] = 1.0;
    }
}
