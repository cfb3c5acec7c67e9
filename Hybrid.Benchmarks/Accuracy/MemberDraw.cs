using System.Numerics.Tensors;
using Hybrid.Learn.Uncertainty;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Benchmarks.Accuracy;

/// <summary>Members of an ensemble: how far their exposed weights are from the model's.</summary>
/// <param name="Name">For a report.</param>
/// <param name="Moves">One for each member.</param>
internal sealed record MemberDraw(string Name, double[][] Moves)
{
    /// <summary>
    /// The ensemble's own, q68 α Δ from the posterior as the data leave it; and q68 Δ from the posterior of labels that are α times noisier, which never leaves a
    /// weight less sure than the prior.
    /// </summary>
    public static IReadOnlyList<MemberDraw> All(ModelUncertainty uncertainty, int members)
    {
        var calibration = uncertainty.Calibration(TargetKinds.EnergyOf(Multiplicity.Singlet), 1);
        return
        [
            Of(FormattableString.Invariant($"scaled by α = {calibration.Scale:0.0}"), uncertainty.Posterior, calibration.Quantile68 * calibration.Scale),
            Of("labels α times noisier", uncertainty.Calibrated(), calibration.Quantile68),
        ];

        MemberDraw Of(string name, Posterior posterior, double factor) => new(name, [.. Enumerable.Range(0, members).Select(m =>
        {
            var move = posterior.Member(seed: 1, m);
            TensorPrimitives.Multiply(move, factor, move);
            return move;
        })]);
    }
}
