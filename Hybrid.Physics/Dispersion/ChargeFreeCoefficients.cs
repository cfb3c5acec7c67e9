using Hybrid.Core.Autodiff;

namespace Hybrid.Physics.Dispersion;

/// <summary>C6 of every pair of atoms at zero charges.</summary>
internal sealed class ChargeFreeCoefficients
{
    private readonly ReferenceMixture mixture;
    private readonly Memory<double> T;
    private readonly Memory<double> matrix;
    private readonly Memory<double> W̄;

    public ChargeFreeCoefficients(Tape tape, ReferenceMixture mixture)
    {
        this.mixture = mixture;
        var layout = mixture.Layout;
        var n = layout.SlotCount;
        var W = tape.Arena.Rent(layout.WeightCount);
        W̄ = tape.Arena.Rent(layout.WeightCount);
        T = tape.Arena.RentUncleared(MixedCoefficients.Length(layout));
        matrix = tape.Arena.Rent(n * n);
        mixture.Weights(default, W.Span);
        MixedCoefficients.Contract(mixture, W.Span, T.Span);
        for (var atom = 0; atom < layout.AtomCount; atom++)
        {
            var slot = layout.Slots[atom];
            MixedCoefficients.AddRow(layout, layout.Groups[layout.GroupOfAtom[atom]], slot, W.Span, T.Span, matrix.Span.Slice(slot * n, n));
        }
    }

    public AtomGroups Layout => mixture.Layout;

    /// <summary>C6 over slots, row-major, in Eh·a0⁶.</summary>
    public ReadOnlySpan<double> Matrix => matrix.Span;

    /// <summary>Carries the adjoints of all C6_AB (symmetric over slots, zero diagonal) to the mixture.</summary>
    public void Propagate(ReadOnlySpan<double> adjoint)
    {
        MixedCoefficients.Apply(Layout, 1.0, adjoint, T.Span, W̄.Span);
        mixture.PropagateWeights(default, W̄.Span);
    }
}
