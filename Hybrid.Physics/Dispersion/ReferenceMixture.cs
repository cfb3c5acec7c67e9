using Hybrid.Core.Autodiff;

namespace Hybrid.Physics.Dispersion;

/// <summary>
/// Each atom of a structure as a mixture of its element's reference systems: the weight of reference i of atom A is
/// W_Ai = g_i(CN_A) ζ_i(q_A), and C6 of a pair is Σ_ij W_Ai W_Bj C6_ref(i, j).
/// </summary>
/// <remarks>
/// <para>
/// g_i = N Σ_k exp(−k w (CN_A − CN_i)²), normalised over the references of the element; D3 has one Gaussian each and no
/// ζ. Derivatives flow back to the coordination numbers, the steepness w and the parameters of the charge scaling.
/// </para>
/// <para>doi:10.1063/1.3382344; doi:10.1063/1.5090222.</para>
/// </remarks>
public sealed class ReferenceMixture
{
    private readonly Memory<double> share;
    private readonly Memory<double> shareByCoordination;
    private readonly Memory<double> shareBySteepness;
    private readonly Memory<double> referenceC6;
    private readonly D4References? charged;
    private readonly ChargeScaling? scaling;

    private ReferenceMixture(
        Tape tape, DispersionReferences references, ReadOnlySpan<int> atomicNumbers,
        Variable coordinationNumbers, Variable steepness, ChargeScaling? scaling)
    {
        Layout = new AtomGroups(references, atomicNumbers);
        CoordinationNumbers = coordinationNumbers;
        Steepness = steepness;
        charged = scaling is null ? null : (D4References)references;
        this.scaling = scaling;
        share = tape.Arena.Rent(Layout.WeightCount);
        shareByCoordination = tape.Arena.Rent(Layout.WeightCount);
        shareBySteepness = tape.Arena.Rent(Layout.WeightCount);
        referenceC6 = tape.Arena.RentUncleared(Layout.KindCount * Layout.KindCount);
        FillReferenceC6(references);
        for (var atom = 0; atom < Layout.AtomCount; atom++)
            FillShares(references, atom);
    }

    internal AtomGroups Layout { get; }

    internal Variable CoordinationNumbers { get; }

    internal Variable Steepness { get; }

    /// <summary>C6 between every two kinds, row-major.</summary>
    internal ReadOnlySpan<double> ReferenceC6 => referenceC6.Span;

    /// <summary>What a result that is made from this mixture depends on.</summary>
    internal ReadOnlySpan<Variable> Inputs => scaling is null
        ? new[] { CoordinationNumbers, Steepness }
        : new[] { CoordinationNumbers, Steepness, scaling.Height, scaling.Steepness, scaling.Hardness };

    /// <summary>The mixture of D3, which depends on coordination numbers only.</summary>
    /// <param name="tape">Whose arena holds the mixture.</param>
    /// <param name="atomicNumbers">One per atom, 1 to 86.</param>
    /// <param name="coordinationNumbers">Exponential coordination numbers, shape [atoms].</param>
    /// <param name="steepness">w, a scalar; 4 in D3.</param>
    /// <exception cref="ArgumentException">An element is unknown or a shape is wrong.</exception>
    public static ReferenceMixture D3(Tape tape, ReadOnlySpan<int> atomicNumbers, Variable coordinationNumbers, Variable steepness)
    {
        EnsureShapes(atomicNumbers.Length, coordinationNumbers);
        return new ReferenceMixture(tape, D3References.Published, atomicNumbers, coordinationNumbers, steepness, scaling: null);
    }

    /// <summary>The mixture of D4, which depends on coordination numbers and charges.</summary>
    /// <param name="tape">Whose arena holds the mixture.</param>
    /// <param name="atomicNumbers">One per atom, 1 to 86.</param>
    /// <param name="coordinationNumbers">Covalent coordination numbers, shape [atoms].</param>
    /// <param name="steepness">w, a scalar; 6 in D4.</param>
    /// <param name="scaling">How the weights follow the charges.</param>
    /// <exception cref="ArgumentException">An element is unknown or a shape is wrong.</exception>
    public static ReferenceMixture D4(
        Tape tape, ReadOnlySpan<int> atomicNumbers, Variable coordinationNumbers, Variable steepness, ChargeScaling scaling)
    {
        ArgumentNullException.ThrowIfNull(scaling);
        EnsureShapes(atomicNumbers.Length, coordinationNumbers, scaling.Hardness);
        return new ReferenceMixture(tape, D4References.Gfn2, atomicNumbers, coordinationNumbers, steepness, scaling);
    }

    /// <summary>W, ∂W/∂q and ∂²W/∂q² at the atoms' charges (none means zero), each where it is asked for.</summary>
    internal void Weights(ReadOnlySpan<double> charges, Span<double> W = default, Span<double> byCharge = default, Span<double> byChargeTwice = default)
    {
        var g = share.Span;
        if (scaling is null)
        {
            g.CopyTo(W);
            return;
        }

        for (var atom = 0; atom < Layout.AtomCount; atom++)
        {
            var group = Layout.Groups[Layout.GroupOfAtom[atom]];
            var k = group.WeightOf(Layout.Slots[atom]);
            for (var i = 0; i < group.References; i++, k += group.Width)
            {
                if (g[k] == 0.0)
                    continue;
                var ζ = ScaleOf(atom, group.Element, i, charges);
                if (!W.IsEmpty)
                    W[k] = g[k] * ζ.Value;
                if (!byCharge.IsEmpty)
                    byCharge[k] = g[k] * ζ.ByCharge;
                if (!byChargeTwice.IsEmpty)
                    byChargeTwice[k] = g[k] * ζ.ByChargeTwice;
            }
        }
    }

    /// <summary>
    /// Carries the adjoints of W and, where given, of V_Ai = p_A ∂W_Ai/∂q_A to the coordination numbers and parameters.
    /// </summary>
    internal void PropagateWeights(
        ReadOnlySpan<double> charges, ReadOnlySpan<double> W̄, ReadOnlySpan<double> p = default, ReadOnlySpan<double> V̄ = default)
    {
        var g = share.Span;
        var gByCN = shareByCoordination.Span;
        var gByw = shareBySteepness.Span;
        double steepness = 0.0, height = 0.0, chargeSteepness = 0.0;
        for (var atom = 0; atom < Layout.AtomCount; atom++)
        {
            var group = Layout.Groups[Layout.GroupOfAtom[atom]];
            var k = group.WeightOf(Layout.Slots[atom]);
            double coordination = 0.0, c = 0.0;
            for (var i = 0; i < group.References; i++, k += group.Width)
            {
                if (scaling is null)
                {
                    coordination += W̄[k] * gByCN[k];
                    steepness += W̄[k] * gByw[k];
                    continue;
                }

                var ζ = ScaleOf(atom, group.Element, i, charges);
                var v̄ = p.IsEmpty ? 0.0 : p[atom] * V̄[k];
                var ḡ = (W̄[k] * ζ.Value) + (v̄ * ζ.ByCharge);
                coordination += ḡ * gByCN[k];
                steepness += ḡ * gByw[k];
                height += g[k] * ((W̄[k] * ζ.ByHeight) + (v̄ * ζ.ByChargeAndHeight));
                c += g[k] * ((W̄[k] * ζ.BySteepness) + (v̄ * ζ.ByChargeAndSteepness));
            }

            if (CoordinationNumbers.NeedsAdjoint)
                CoordinationNumbers.Adjoint[atom] += coordination;
            if (scaling is not null)
            {
                chargeSteepness += c * scaling.Hardness.Value[atom];
                if (scaling.Hardness.NeedsAdjoint)
                    scaling.Hardness.Adjoint[atom] += c * scaling.Steepness.Scalar;
            }
        }

        if (Steepness.NeedsAdjoint)
            Steepness.Adjoint[0] += steepness;
        if (scaling is not null && scaling.Height.NeedsAdjoint)
            scaling.Height.Adjoint[0] += height;
        if (scaling is not null && scaling.Steepness.NeedsAdjoint)
            scaling.Steepness.Adjoint[0] += chargeSteepness;
    }

    private static void EnsureShapes(int nAtoms, params ReadOnlySpan<Variable> perAtom)
    {
        foreach (var variable in perAtom)
        {
            if (variable.Length != nAtoms)
                throw new ArgumentException($"One value for each of the {nAtoms} atoms was expected, but {variable.Length} were given.", nameof(perAtom));
        }
    }

    private ChargeScale ScaleOf(int atom, int element, int reference, ReadOnlySpan<double> charges)
    {
        var Z = charged!.EffectiveCharge(element);
        return new ChargeScale(
            scaling!.Height.Scalar,
            scaling.Steepness.Scalar * scaling.Hardness.Value[atom],
            Z + charged.Charges(element)[reference],
            Z + (charges.IsEmpty ? 0.0 : charges[atom]));
    }

    private void FillReferenceC6(DispersionReferences references)
    {
        var C6 = referenceC6.Span;
        var n = Layout.KindCount;
        foreach (var a in Layout.Groups)
        {
            for (var i = 0; i < a.References; i++)
            {
                foreach (var b in Layout.Groups)
                {
                    for (var j = 0; j < b.References; j++)
                    {
                        int row = a.FirstKind + i, column = b.FirstKind + j;
                        if (column <= row)
                            C6[(row * n) + column] = C6[(column * n) + row] = references.C6(a.Element, i, b.Element, j);
                    }
                }
            }
        }
    }

    private void FillShares(DispersionReferences references, int atom)
    {
        var group = Layout.Groups[Layout.GroupOfAtom[atom]];
        var reference = references.CoordinationNumbers(group.Element);
        var gaussians = references.GaussianCounts(group.Element);
        var CN = CoordinationNumbers.Value[atom];
        var w = Steepness.Scalar;

        // The exponents are taken relative to the nearest reference, so that a CN far from all of them doesn't underflow.
        var nearest = double.PositiveInfinity;
        foreach (var cn in reference)
            nearest = Math.Min(nearest, (CN - cn) * (CN - cn));

        double norm = 0.0, normByCN = 0.0, normByw = 0.0;
        var g = share.Span;
        var gByCN = shareByCoordination.Span;
        var gByw = shareBySteepness.Span;
        var first = group.WeightOf(Layout.Slots[atom]);
        for (int i = 0, k = first; i < reference.Length; i++, k += group.Width)
        {
            var Δ = CN - reference[i];
            for (var m = 1; m <= gaussians[i]; m++)
            {
                var e = Math.Exp(-w * ((m * Δ * Δ) - nearest));
                g[k] += e;
                gByCN[k] -= 2.0 * m * w * Δ * e;
                gByw[k] -= ((m * Δ * Δ) - nearest) * e;
            }

            norm += g[k];
            normByCN += gByCN[k];
            normByw += gByw[k];
        }

        for (int i = 0, k = first; i < reference.Length; i++, k += group.Width)
        {
            g[k] /= norm;
            gByCN[k] = (gByCN[k] - (g[k] * normByCN)) / norm;
            gByw[k] = (gByw[k] - (g[k] * normByw)) / norm;
        }
    }
}
