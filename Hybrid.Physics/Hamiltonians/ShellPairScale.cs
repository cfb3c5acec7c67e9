using Hybrid.Core.Autodiff;
using Hybrid.Physics.Basis;

namespace Hybrid.Physics.Hamiltonians;

/// <summary>
/// The factor of the zeroth-order Hamiltonian that depends on the kind of two shells and not on the distance:
/// K_{ll'} · k_{AB} · (1 + k_EN ΔEN²) · (2√(ζζ')/(ζ+ζ'))^y for two valence shells.
/// </summary>
/// <remarks>
/// In GFN1-xTB a non-valence shell (2s of hydrogen) takes ½ (K_{ll} + K_diff), or K_diff between two of them, without the
/// electronegativity and pair factors. doi:10.1021/acs.jctc.7b00118; doi:10.1021/acs.jctc.8b01176.
/// </remarks>
public sealed class ShellPairScale
{
    /// <summary>K_{ll'} for l, l' = s, p, d; element l · 3 + l', symmetric, shape [9].</summary>
    public required Variable ShellConstants { get; init; }

    /// <summary>K_diff for non-valence shells, shape [1].</summary>
    public required Variable NonValenceConstant { get; init; }

    /// <summary>k_EN, shape [1].</summary>
    public required Variable ElectronegativityScale { get; init; }

    /// <summary>Pauling electronegativity of each atom, shape [atoms].</summary>
    public required Variable Electronegativities { get; init; }

    /// <summary>k_AB of each pair of atoms, shape [pairs].</summary>
    public required Variable PairScales { get; init; }

    /// <summary>The power y, shape [1].</summary>
    public required Variable SlaterRatioPower { get; init; }

    /// <summary>ζ of each shell, shape [shells].</summary>
    public required Variable SlaterExponents { get; init; }

    internal Variable[] Inputs =>
        [ShellConstants, NonValenceConstant, ElectronegativityScale, Electronegativities, PairScales, SlaterRatioPower, SlaterExponents];

    internal double Value(OrbitalBasis basis, int a, int b, int pair) => ValenceFactor(basis, a, b, pair, out _, out _) * Ratio(a, b);

    /// <summary>Adds x̄ · ∂scale/∂input to the inputs' adjoints.</summary>
    internal void PropagateAdjoint(OrbitalBasis basis, int a, int b, int pair, double adjoint)
    {
        var factor = ValenceFactor(basis, a, b, pair, out var constant, out var isValencePair);
        var ratio = Ratio(a, b);
        PropagateRatio(a, b, adjoint * factor * ratio);
        var byConstant = adjoint * ratio * (isValencePair ? factor / constant : 1.0);
        PropagateConstant(basis, a, b, byConstant);
        if (!isValencePair)
            return;
        var scale = PairScales.Value[pair];
        if (PairScales.NeedsAdjoint)
            PairScales.Adjoint[pair] += adjoint * ratio * factor / scale;
        var (A, B) = (basis.ShellAtom[a], basis.ShellAtom[b]);
        var ΔEN = Electronegativities.Value[A] - Electronegativities.Value[B];
        var byPolarity = adjoint * ratio * constant * scale;
        if (ElectronegativityScale.NeedsAdjoint)
            ElectronegativityScale.Adjoint[0] += byPolarity * ΔEN * ΔEN;
        if (Electronegativities.NeedsAdjoint)
        {
            var slope = 2.0 * byPolarity * ElectronegativityScale.Value[0] * ΔEN;
            Electronegativities.Adjoint[A] += slope;
            Electronegativities.Adjoint[B] -= slope;
        }
    }

    private double ValenceFactor(OrbitalBasis basis, int a, int b, int pair, out double constant, out bool isValencePair)
    {
        bool aIsValence = basis.Shells[a].IsValence, bIsValence = basis.Shells[b].IsValence;
        int la = basis.Shells[a].AngularMomentum, lb = basis.Shells[b].AngularMomentum;
        isValencePair = aIsValence && bIsValence;
        var diff = NonValenceConstant.Value[0];
        constant = (aIsValence, bIsValence) switch
        {
            (true, true) => ShellConstants.Value[(3 * la) + lb],
            (true, false) => 0.5 * (ShellConstants.Value[4 * la] + diff),
            (false, true) => 0.5 * (ShellConstants.Value[4 * lb] + diff),
            _ => diff,
        };
        if (!isValencePair)
            return constant;
        var ΔEN = Electronegativities.Value[basis.ShellAtom[a]] - Electronegativities.Value[basis.ShellAtom[b]];
        return constant * PairScales.Value[pair] * (1.0 + (ElectronegativityScale.Value[0] * ΔEN * ΔEN));
    }

    private double Ratio(int a, int b)
    {
        var y = SlaterRatioPower.Value[0];
        if (y == 0.0 && !SlaterRatioPower.NeedsAdjoint)
            return 1.0;
        var (ζ, ζʹ) = (SlaterExponents.Value[a], SlaterExponents.Value[b]);
        var ratio = 2.0 * Math.Sqrt(ζ * ζʹ) / (ζ + ζʹ);
        return y == 0.5 ? Math.Sqrt(ratio) : Math.Pow(ratio, y);
    }

    private void PropagateRatio(int a, int b, double byLogRatio)
    {
        var (ζ, ζʹ) = (SlaterExponents.Value[a], SlaterExponents.Value[b]);
        if (SlaterRatioPower.NeedsAdjoint)
            SlaterRatioPower.Adjoint[0] += byLogRatio * Math.Log(2.0 * Math.Sqrt(ζ * ζʹ) / (ζ + ζʹ));
        if (!SlaterExponents.NeedsAdjoint)
            return;
        var y = SlaterRatioPower.Value[0];
        SlaterExponents.Adjoint[a] += byLogRatio * y * ((0.5 / ζ) - (1.0 / (ζ + ζʹ)));
        SlaterExponents.Adjoint[b] += byLogRatio * y * ((0.5 / ζʹ) - (1.0 / (ζ + ζʹ)));
    }

    private void PropagateConstant(OrbitalBasis basis, int a, int b, double byConstant)
    {
        bool aIsValence = basis.Shells[a].IsValence, bIsValence = basis.Shells[b].IsValence;
        int la = basis.Shells[a].AngularMomentum, lb = basis.Shells[b].AngularMomentum;
        var diffShare = (aIsValence ? 0.0 : 0.5) + (bIsValence ? 0.0 : 0.5);
        if (diffShare > 0.0 && NonValenceConstant.NeedsAdjoint)
            NonValenceConstant.Adjoint[0] += diffShare * byConstant;
        if (!ShellConstants.NeedsAdjoint)
            return;
        if (aIsValence && bIsValence)
            ShellConstants.Adjoint[(3 * la) + lb] += byConstant;
        else if (aIsValence)
            ShellConstants.Adjoint[4 * la] += 0.5 * byConstant;
        else if (bIsValence)
            ShellConstants.Adjoint[4 * lb] += 0.5 * byConstant;
    }
}
