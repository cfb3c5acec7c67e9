using System.Numerics.Tensors;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Learn.Models;
using Hybrid.Learn.Networks;
using Hybrid.Learn.Representations;

namespace Hybrid.Learn.Uncertainty;

/// <summary>
/// Local prediction rigidity: how much of what the network does to the parameters of an atom the training data fix. The shifts of an atom are linear in its
/// features φ_A = Σ_j f(R_Aj) (x_Aj, 1), x the description of its pairs and f their cutoff function, with the weights w_c of the last layer, so that their variance is
/// Σ_c φ_Aᵀ C_cc φ_A, to be held against Σ_c φ_Aᵀ W_c φ_A with the prior's variances W.
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
        var φ = Features(representation, tape.Constant(structure.Positions, structure.AtomCount, 3), structure.AtomicNumbers,
            new WeightBinding(tape, model.Layout, uncertainty.Model.Weights, isDifferentiated: false));
        var n = posterior.Count;
        var rows = structure.AtomCount * channels;
        // One row for each atom and channel, all whitened together.
        var g = new double[rows * n];
        for (var r = 0; r < rows; r++)
        {
            var row = φ.Slice(r / channels * (inputs + 1), inputs + 1);
            row[..inputs].CopyTo(g.AsSpan((r * n) + weights + (r % channels * inputs)));
            g[(r * n) + biases + (r % channels)] = row[inputs];
        }

        var variances = posterior.Variances(g, rows);
        var widths = posterior.PriorWidths;
        var leftOver = new double[structure.AtomCount];
        var scaled = new double[n];
        for (var A = 0; A < leftOver.Length; A++)
        {
            double variance = 0.0, prior = 0.0;
            for (var r = A * channels; r < (A + 1) * channels; r++)
            {
                variance += variances[r];
                TensorPrimitives.Multiply(g.AsSpan(r * n, n), widths, scaled);
                prior += TensorPrimitives.SumOfSquares<double>(scaled);
            }

            leftOver[A] = prior > 0.0 ? Math.Sqrt(variance / prior) : 0.0;
        }

        return leftOver;
    }

    /// <summary>φ of each atom, shape [atoms, pair width + 1].</summary>
    private static ReadOnlySpan<double> Features(Representation representation, Variable positions, ReadOnlySpan<int> atomicNumbers, WeightBinding weights)
    {
        var tape = positions.Tape;
        var neighbours = Neighbours.Of(tape, positions, atomicNumbers, representation.Cutoff);
        if (neighbours.Count == 0)
            return new double[atomicNumbers.Length * (representation.PairWidth + 1)];
        var ones = new double[neighbours.Count];
        Array.Fill(ones, 1.0);
        return Indexing.ConcatenateColumns(representation.Of(neighbours, weights).Pairs, tape.Constant(ones, neighbours.Count, 1))
            .ScaleRows(neighbours.Envelope).ScatterAdd(neighbours.Centres, neighbours.AtomCount).Value;
    }
}
