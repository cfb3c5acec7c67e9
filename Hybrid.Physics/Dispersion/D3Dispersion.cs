using Hybrid.Core.Autodiff;

namespace Hybrid.Physics.Dispersion;

/// <summary>The two-body energy of D3 with rational damping, as in GFN1-xTB.</summary>
/// <remarks>doi:10.1063/1.3382344; doi:10.1002/jcc.21759. All pairs of a molecule, no cutoff.</remarks>
public static class D3Dispersion
{
    /// <summary>Each atom's share of E = −Σ_{A&lt;B} C6_AB d_AB: half of every pair that it belongs to.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="mixture">The atoms as mixtures of reference systems, made by <see cref="ReferenceMixture.D3"/>.</param>
    /// <param name="positions">Shape [atoms, 3], bohr.</param>
    /// <param name="damping">The damping of pairs.</param>
    /// <returns>Energies in Eh, shape [atoms].</returns>
    /// <exception cref="ArgumentException">A shape is wrong.</exception>
    public static Variable AtomicEnergies(Tape tape, ReferenceMixture mixture, Variable positions, RationalDamping damping)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(mixture);
        ArgumentNullException.ThrowIfNull(positions);
        ArgumentNullException.ThrowIfNull(damping);
        var layout = mixture.Layout;
        var pairs = new DampedPairs(tape, layout, positions, damping);
        var W = tape.Arena.Rent(layout.WeightCount);
        var y = tape.Arena.Rent(layout.WeightCount);
        var T = tape.Arena.Rent(MixedCoefficients.Length(layout));
        mixture.Weights(default, W.Span);
        MixedCoefficients.Contract(mixture, W.Span, T.Span);
        MixedCoefficients.Apply(layout, -1.0, pairs.Matrix, T.Span, y.Span);

        var energies = tape.Output([.. mixture.Inputs, .. pairs.Inputs], layout.AtomCount);
        ForEachWeight(layout, (atom, k) => energies.Value[atom] += 0.5 * W.Span[k] * y.Span[k]);
        tape.Record(energies, () =>
        {
            // E = Σ_A Ē_A E_A = −½ (Ē W)ᵀ d C6 W
            var X = tape.Arena.ForAdjoints.Rent(layout.WeightCount);
            var TX = tape.Arena.ForAdjoints.Rent(MixedCoefficients.Length(layout));
            var W̄ = tape.Arena.ForAdjoints.Rent(layout.WeightCount);
            ForEachWeight(layout, (atom, k) => X.Span[k] = 0.5 * energies.Adjoint[atom] * W.Span[k]);
            MixedCoefficients.Contract(mixture, X.Span, TX.Span);
            MixedCoefficients.Apply(layout, -1.0, pairs.Matrix, TX.Span, W̄.Span);
            ForEachWeight(layout, (atom, k) => W̄.Span[k] += 0.5 * energies.Adjoint[atom] * y.Span[k]);
            pairs.Propagate(X.Span, T.Span, W.Span, TX.Span);
            mixture.PropagateWeights(default, W̄.Span);
        });
        return energies;
    }

    private static void ForEachWeight(AtomGroups layout, Action<int, int> visit)
    {
        for (var atom = 0; atom < layout.AtomCount; atom++)
        {
            var group = layout.Groups[layout.GroupOfAtom[atom]];
            for (int i = 0, k = group.WeightOf(layout.Slots[atom]); i < group.References; i++, k += group.Width)
                visit(atom, k);
        }
    }
}
