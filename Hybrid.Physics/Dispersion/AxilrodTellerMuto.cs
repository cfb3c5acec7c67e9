using Hybrid.Core.Autodiff;

namespace Hybrid.Physics.Dispersion;

/// <summary>
/// The three-body dispersion energy of Axilrod, Teller and Muto with the damping of D4,
/// E = s9 Σ_{A&lt;B&lt;C} √(C6_AB C6_BC C6_CA) (3 cos α cos β cos γ + 1) / (R_AB R_BC R_CA)³ / (1 + 6 Π (R0/R)^{16/3}),
/// at zero charges.
/// </summary>
/// <remarks>
/// <para>
/// The product in the damping goes over the three pairs, with the radii R0 = a1 √(3 Q_A Q_B) + a2 of the two-body
/// damping. Triples whose energies are too small to matter are left out: together they are some
/// 10⁻¹⁰ Eh per atom, and certainly less than 10⁻⁸.
/// </para>
/// <para>doi:10.1063/1.5090222.</para>
/// </remarks>
public static class AxilrodTellerMuto
{
    /// <summary>Each atom's share, a third of every triple that it belongs to.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="mixture">The atoms as mixtures of reference systems, made by <see cref="ReferenceMixture.D4"/>.</param>
    /// <param name="positions">Shape [atoms, 3], bohr.</param>
    /// <param name="damping">The damping of pairs, whose radii are used.</param>
    /// <param name="s9">Weight of the term; a scalar.</param>
    /// <returns>Energies in Eh, shape [atoms].</returns>
    /// <exception cref="ArgumentException">A shape is wrong.</exception>
    public static Variable AtomicEnergies(Tape tape, ReferenceMixture mixture, Variable positions, RationalDamping damping, Variable s9)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(mixture);
        ArgumentNullException.ThrowIfNull(positions);
        ArgumentNullException.ThrowIfNull(damping);
        ArgumentNullException.ThrowIfNull(s9);
        var layout = mixture.Layout;
        var nAtoms = layout.AtomCount;
        if (positions.Length != 3 * nAtoms || damping.RadialMoments.Length != nAtoms)
            throw new ArgumentException($"{nAtoms} atoms need {3 * nAtoms} coordinates and {nAtoms} radial moments, but {positions.Length} and {damping.RadialMoments.Length} were given.", nameof(positions));

        var energies = tape.Output([.. mixture.Inputs, positions, damping.A1, damping.A2, damping.RadialMoments, s9], nAtoms);
        var coefficients = new ChargeFreeCoefficients(tape, mixture);
        var triples = new TripleSum(tape, coefficients, positions, damping, s9.Scalar);
        var weights = tape.Arena.Rent(nAtoms);
        weights.Span.Fill(1.0 / 3.0);
        triples.Accumulate(weights.Span);
        triples.AddAtomicEnergies(s9.Scalar, energies.Value);
        tape.Record(energies, () =>
        {
            // The sums of the forward walk serve when every atom's share counts the same, as it does in the total.
            var ē = energies.Adjoint;
            var seed = 1.0;
            if (ē.IndexOfAnyExcept(ē[0]) < 0)
            {
                seed = ē[0];
            }
            else
            {
                for (var atom = 0; atom < nAtoms; atom++)
                    weights.Span[atom] = ē[atom] / 3.0;
                triples.Accumulate(weights.Span);
            }

            if (s9.NeedsAdjoint)
                s9.Adjoint[0] += seed * triples.Total;
            triples.Propagate(seed * s9.Scalar);
        });
        return energies;
    }
}
