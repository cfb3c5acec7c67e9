using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Learn.Models;
using Hybrid.Learn.Networks;

namespace Hybrid.Learn.Uncertainty;

/// <summary>
/// Local prediction rigidity: how much of what the network does to the parameters of an atom the training data fix. The shifts of an atom are linear in its
/// features φ_A (<see cref="AtomDomain.Features"/>) with the weights w_c of the last layer, so that their variance is Σ_c φ_Aᵀ C_cc φ_A, to be held against Σ_c φ_Aᵀ W_c φ_A
/// with the prior's variances W.
/// </summary>
/// <remarks>S. Chong et al., J. Chem. Theory Comput. 19, 8020 (2023), doi:10.1021/acs.jctc.3c00704.</remarks>
public static class AtomRigidity
{
    private const string Layer = "sites";

    /// <summary>The standard deviation of each atom's shifts over that of the prior: near zero the data fix them, near one they don't know such an atom.</summary>
    /// <param name="uncertainty">How sure the model is.</param>
    /// <param name="posterior">Of its weights; <see cref="ModelUncertainty.Calibrated"/> for one that errors agree with.</param>
    /// <param name="structure">A molecule of elements that the model is for.</param>
    /// <returns>One number per atom, zero for one without neighbours; null for a model whose network doesn't shift parameters.</returns>
    public static double[]? LeftOver(ModelUncertainty uncertainty, Posterior posterior, Structure structure)
    {
        ArgumentNullException.ThrowIfNull(uncertainty);
        ArgumentNullException.ThrowIfNull(posterior);
        ArgumentNullException.ThrowIfNull(structure);
        if (uncertainty.Model.Model is not HybridModel { Representation: { } representation } model || uncertainty.Exposed.PlaceOf($"{Layer}.weight") is not { } weights)
            return null;
        var biases = uncertainty.Exposed.PlaceOf($"{Layer}.bias")!.Value;
        var (channels, inputs) = (model.Layout[$"{Layer}.weight"].Shape[0], representation.PairWidth);
        var tape = new Tape(new Arena(), isRecording: false, DenseLinearAlgebra.Default);
        var φ = AtomDomain.Features(
            representation, tape.Constant(structure.Positions, structure.AtomCount, 3), structure.AtomicNumbers,
            new WeightBinding(tape, model.Layout, uncertainty.Model.Weights, isDifferentiated: false)).Value;
        var leftOver = new double[structure.AtomCount];
        var g = new double[posterior.Count];
        for (var A = 0; A < leftOver.Length; A++)
        {
            var row = φ.Slice(A * (inputs + 1), inputs + 1);
            double variance = 0.0, prior = 0.0;
            for (var c = 0; c < channels; c++)
            {
                Array.Clear(g);
                row[..inputs].CopyTo(g.AsSpan(weights + (c * inputs)));
                g[biases + c] = row[inputs];
                variance += posterior.Variance(g);
                for (var k = 0; k < g.Length; k++)
                    prior += g[k] * g[k] * posterior.PriorWidths[k] * posterior.PriorWidths[k];
            }

            leftOver[A] = prior > 0.0 ? Math.Sqrt(variance / prior) : 0.0;
        }

        return leftOver;
    }
}
