using Hybrid.Core.Autodiff;
using Hybrid.Physics.Scf;

namespace Hybrid.Physics.Dispersion;

/// <summary>
/// The charge-dependent two-body energy of D4, E(q) = −Σ_{A&lt;B} C6_AB(q_A, q_B) d_AB, which takes part in the
/// self-consistent field of GFN2-xTB.
/// </summary>
/// <remarks>
/// <para>
/// All pairs of a molecule, no cutoff. Everything that depends on the geometry alone is done once; an energy with its
/// potential then costs one pass over the pairs. Inputs: positions, coordination numbers, damping and charge scaling.
/// </para>
/// <para>doi:10.1063/1.5090222; doi:10.1021/acs.jctc.8b01176.</para>
/// </remarks>
public sealed class D4Dispersion : Interaction
{
    private readonly ReferenceMixture mixture;
    private readonly DampedPairs pairs;
    private readonly Memory<double> charges;
    private readonly Memory<double> W;
    private readonly Memory<double> dW;
    private readonly Memory<double> T;
    private readonly Memory<double> y;
    private readonly Memory<double> V;
    private readonly Memory<double> TV;
    private readonly Memory<double> yV;

    private D4Dispersion(Tape tape, ReferenceMixture mixture, DampedPairs pairs)
    {
        this.mixture = mixture;
        this.pairs = pairs;
        var arena = tape.Arena;
        var layout = mixture.Layout;
        charges = arena.Rent(layout.AtomCount);
        charges.Span.Fill(double.NaN);
        W = arena.Rent(layout.WeightCount);
        dW = arena.Rent(layout.WeightCount);
        y = arena.Rent(layout.WeightCount);
        V = arena.Rent(layout.WeightCount);
        yV = arena.Rent(layout.WeightCount);
        T = arena.Rent(MixedCoefficients.Length(layout));
        TV = arena.Rent(MixedCoefficients.Length(layout));
    }

    /// <summary>Prepares the energy of one geometry.</summary>
    /// <param name="tape">Whose arena holds the precomputed pairs; valid until it is reset.</param>
    /// <param name="mixture">The atoms as mixtures of reference systems, made by <see cref="ReferenceMixture.D4"/>.</param>
    /// <param name="positions">Shape [atoms, 3], bohr.</param>
    /// <param name="damping">The damping of pairs.</param>
    /// <exception cref="ArgumentException">A shape is wrong.</exception>
    public static D4Dispersion Create(Tape tape, ReferenceMixture mixture, Variable positions, RationalDamping damping)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(mixture);
        ArgumentNullException.ThrowIfNull(positions);
        ArgumentNullException.ThrowIfNull(damping);
        return new D4Dispersion(tape, mixture, new DampedPairs(tape, mixture.Layout, positions, damping));
    }

    /// <inheritdoc/>
    public override string Name => "dispersion";

    /// <inheritdoc/>
    public override IReadOnlyList<Variable> Inputs => [.. mixture.Inputs, .. pairs.Inputs];

    /// <inheritdoc/>
    public override double Energy(Populations x)
    {
        Evaluate(x.AtomCharges);
        var E = 0.0;
        var w = W.Span;
        var v = y.Span;
        for (var k = 0; k < w.Length; k++)
            E += w[k] * v[k];
        return 0.5 * E;
    }

    /// <inheritdoc/>
    public override void AddAtomicEnergies(Populations x, Span<double> atomEnergies)
    {
        Evaluate(x.AtomCharges);
        AddAtomwise(0.5, W.Span, y.Span, atomEnergies);
    }

    /// <inheritdoc/>
    public override void AddPotential(Populations x, Populations potential)
    {
        Evaluate(x.AtomCharges);
        AddAtomwise(1.0, dW.Span, y.Span, potential.AtomCharges);
    }

    /// <inheritdoc/>
    public override void AddKernelProduct(Populations x, Populations direction, Populations result)
    {
        Evaluate(x.AtomCharges);
        var p = direction.AtomCharges;
        EvaluateAlong(p);
        AddAtomwise(1.0, dW.Span, yV.Span, result.AtomCharges);

        // V has been used up; it takes ∂²W/∂q².
        mixture.Weights(x.AtomCharges, byChargeTwice: V.Span);
        var perAtom = result.AtomCharges;
        for (var atom = 0; atom < p.Length; atom++)
            perAtom[atom] += p[atom] * Sum(atom, V.Span, y.Span);
    }

    /// <inheritdoc/>
    public override void PropagateEnergyAdjoint(Populations x, double weight)
    {
        Evaluate(x.AtomCharges);
        var scaled = V.Span;
        for (var k = 0; k < scaled.Length; k++)
            scaled[k] = weight * W.Span[k];
        pairs.Propagate(scaled, T.Span);
        for (var k = 0; k < scaled.Length; k++)
            scaled[k] = weight * y.Span[k];
        mixture.PropagateWeights(x.AtomCharges, scaled);
    }

    /// <inheritdoc/>
    public override void PropagatePotentialAdjoint(Populations x, Populations direction)
    {
        Evaluate(x.AtomCharges);
        EvaluateAlong(direction.AtomCharges);
        pairs.Propagate(V.Span, T.Span, W.Span, TV.Span);
        mixture.PropagateWeights(x.AtomCharges, yV.Span, direction.AtomCharges, y.Span);
    }

    /// <summary>W, ∂W/∂q and y = −d C6_ref W at these charges, unless they are there already.</summary>
    private void Evaluate(ReadOnlySpan<double> q)
    {
        if (q.Length != charges.Length)
            throw new ArgumentException($"{charges.Length} atomic charges were expected, but {q.Length} were given.", nameof(q));
        if (q.SequenceEqual(charges.Span))
            return;
        mixture.Weights(q, W.Span, dW.Span);
        MixedCoefficients.Contract(mixture, W.Span, T.Span);
        MixedCoefficients.Apply(mixture.Layout, -1.0, pairs.Matrix, T.Span, y.Span);
        q.CopyTo(charges.Span);
    }

    /// <summary>V = p ∂W/∂q and yV = −d C6_ref V.</summary>
    private void EvaluateAlong(ReadOnlySpan<double> p)
    {
        var layout = mixture.Layout;
        var v = V.Span;
        v.Clear();
        for (var atom = 0; atom < p.Length; atom++)
        {
            var group = layout.Groups[layout.GroupOfAtom[atom]];
            for (int i = 0, k = group.WeightOf(layout.Slots[atom]); i < group.References; i++, k += group.Width)
                v[k] = p[atom] * dW.Span[k];
        }

        MixedCoefficients.Contract(mixture, v, TV.Span);
        MixedCoefficients.Apply(layout, -1.0, pairs.Matrix, TV.Span, yV.Span);
    }

    private void AddAtomwise(double factor, ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> atomEnergies)
    {
        for (var atom = 0; atom < atomEnergies.Length; atom++)
            atomEnergies[atom] += factor * Sum(atom, a, b);
    }

    /// <summary>Σ_i a_Ai b_Ai over the references of one atom.</summary>
    private double Sum(int atom, ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var layout = mixture.Layout;
        var group = layout.Groups[layout.GroupOfAtom[atom]];
        var sum = 0.0;
        for (int i = 0, k = group.WeightOf(layout.Slots[atom]); i < group.References; i++, k += group.Width)
            sum += a[k] * b[k];
        return sum;
    }
}
