using Hybrid.Core.Autodiff;
using Hybrid.Physics.Basis;
using Hybrid.Physics.Geometry;

namespace Hybrid.Physics.Response.Excitations;

/// <summary>
/// A shift of excitations by height h, taken back for what moves an electron between parallel orbitals of the same kind on atoms that
/// are close: A += h δ_ij δ_ab − Σ_AB P_AB Σ_l Σ_m … with the coherence P_AB = h w(R_AB).
/// </summary>
/// <remarks>
/// <para>
/// Over symmetrically orthogonalised functions, the block T_ll' of a transition density between two shells of equal l is answered
/// by −P_AB Tr(T_ll') 1. The trace over m belongs to orbitals that point the same way on both atoms, and is the same in every
/// orientation. π → π* excitations, whose hole and electron both sit in parallel p orbitals, keep their energy; n → π*,
/// Rydberg and distant charge-transfer excitations, whose exchange integrals vanish in the monopole picture, are raised by h.
/// </para>
/// <para>
/// It takes the place of the published h/[1 + (K_ia,ia/w)⁴] on the diagonal, which singles out the same excitations by their exchange
/// integral but depends on how degenerate orbitals are rotated. This one is a linear map of the transition density:
/// smooth, and the same for every choice of orbitals.
/// </para>
/// </remarks>
public sealed class ConfigurationShift
{
    private readonly OrbitalBasis basis;
    private readonly Variable P;

    /// <summary>A shift.</summary>
    /// <param name="basis">The functions.</param>
    /// <param name="height">h, Eh, shape [1].</param>
    /// <param name="coherence">P, Eh, shape [atoms, atoms], symmetric.</param>
    public ConfigurationShift(OrbitalBasis basis, Variable height, Variable coherence)
    {
        this.basis = basis;
        Height = height;
        P = coherence;
    }

    /// <summary>Records P_AB = h / [1 + (R_AB/r)⁴], shape [atoms, atoms], Eh; h on one atom.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="pairs">All pairs of atoms.</param>
    /// <param name="height">h, Eh, shape [1].</param>
    /// <param name="range">r, the distance at which hole and electron no longer count as being in one place, a0, shape [1].</param>
    public static Variable Coherence(Tape tape, AtomPairs pairs, Variable height, Variable range)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(pairs);
        var nAtoms = pairs.AtomCount;
        var P = tape.Output([pairs.Vectors, height, range], nAtoms, nAtoms);
        for (var A = 0; A < nAtoms; A++)
            P.Value[(A * nAtoms) + A] = height.Scalar;
        for (var p = 0; p < pairs.Count; p++)
        {
            int A = pairs.First[p], B = pairs.Second[p];
            P.Value[(A * nAtoms) + B] = P.Value[(B * nAtoms) + A] = height.Scalar * Weight(pairs.Distances[p], range.Scalar);
        }

        tape.Record(P, () =>
        {
            var P̄ = P.Adjoint;
            double h̄ = 0.0, r̄ = 0.0;
            for (var A = 0; A < nAtoms; A++)
                h̄ += P̄[(A * nAtoms) + A];
            for (var p = 0; p < pairs.Count; p++)
            {
                var weight = P̄[(pairs.First[p] * nAtoms) + pairs.Second[p]] + P̄[(pairs.Second[p] * nAtoms) + pairs.First[p]];
                var R = pairs.Distances[p];
                var w = Weight(R, range.Scalar);
                h̄ += weight * w;

                // w = 1/(1 + x⁴): R ∂w/∂R = −r ∂w/∂r = −4 w (1 − w)
                var slope = 4.0 * weight * height.Scalar * w * (1.0 - w);
                r̄ += slope / range.Scalar;
                if (pairs.Vectors.NeedsAdjoint)
                    pairs.AddRadialAdjoint(pairs.Vectors.Adjoint, p, -slope / R);
            }

            if (height.NeedsAdjoint)
                height.Adjoint[0] += h̄;
            if (range.NeedsAdjoint)
                range.Adjoint[0] += r̄;
        });
        return P;
    }

    internal Variable Height { get; }

    internal IReadOnlyList<Variable> Inputs => [Height, P];

    /// <summary>G −= P_AB Tr(T_ll') 1.</summary>
    internal void SubtractParallel(ReadOnlySpan<double> T, Span<double> G)
    {
        var n = basis.OrbitalCount;
        for (var a = 0; a < basis.ShellCount; a++)
        {
            var row = P.Value.Slice(basis.ShellAtom[a] * basis.AtomCount, basis.AtomCount);
            for (var b = 0; b < basis.ShellCount; b++)
            {
                if (basis.Shells[a].AngularMomentum != basis.Shells[b].AngularMomentum)
                    continue;
                var answer = row[basis.ShellAtom[b]] * Trace(T, n, a, b);
                var first = (basis.FirstOrbital(a) * n) + basis.FirstOrbital(b);
                for (var m = 0; m < SolidHarmonics.Count(basis.Shells[a].AngularMomentum); m++)
                    G[first + (m * (n + 1))] -= answer;
            }
        }
    }

    /// <summary>The adjoint of P −= weight · Σ Tr(U_ll') Tr(T_ll').</summary>
    internal void PropagateAdjoint(ReadOnlySpan<double> U, ReadOnlySpan<double> T, double weight)
    {
        if (!P.NeedsAdjoint)
            return;
        var n = basis.OrbitalCount;
        for (var a = 0; a < basis.ShellCount; a++)
        {
            var row = P.Adjoint.Slice(basis.ShellAtom[a] * basis.AtomCount, basis.AtomCount);
            for (var b = 0; b < basis.ShellCount; b++)
            {
                if (basis.Shells[a].AngularMomentum == basis.Shells[b].AngularMomentum)
                    row[basis.ShellAtom[b]] -= weight * Trace(U, n, a, b) * Trace(T, n, a, b);
            }
        }
    }

    private static double Weight(double R, double range)
    {
        var x = R / range;
        return 1.0 / (1.0 + (x * x * x * x));
    }

    private double Trace(ReadOnlySpan<double> T, int n, int a, int b)
    {
        var first = (basis.FirstOrbital(a) * n) + basis.FirstOrbital(b);
        var trace = 0.0;
        for (var m = 0; m < SolidHarmonics.Count(basis.Shells[a].AngularMomentum); m++)
            trace += T[first + (m * (n + 1))];
        return trace;
    }
}
