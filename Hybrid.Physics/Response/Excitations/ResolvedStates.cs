using Hybrid.Core.Autodiff;

namespace Hybrid.Physics.Response.Excitations;

/// <summary>From a space of states to single ones: ω_k and μ_k with the states' own rotations in their derivatives.</summary>
internal static class ResolvedStates
{
    /// <summary>States closer than this (Eh) are one degenerate set.</summary>
    public const double DegeneracyThreshold = 1e-6;

    /// <summary>Records ω, shape [states], and μ, shape [states, 3].</summary>
    /// <param name="Ω">Energies over the states, diagonal, shape [states, states].</param>
    /// <param name="μ">Transition dipoles, shape [states, 3].</param>
    public static (Variable Energies, Variable Dipoles) Of(Variable Ω, Variable μ)
    {
        var tape = Ω.Tape;
        var count = Ω.Shape[0];
        var ω = tape.Output([Ω], count);
        var dipoles = tape.Output([Ω, μ], count, 3);
        for (var k = 0; k < count; k++)
            ω.Value[k] = Ω.Value[(k * count) + k];
        μ.Value.CopyTo(dipoles.Value);
        tape.Record([ω, dipoles], () =>
        {
            var Ω̄ = Ω.NeedsAdjoint ? Ω.Adjoint : default;
            for (var k = 0; k < count && ω.HasAdjoint; k++)
                Ω̄[(k * count) + k] += ω.Adjoint[k];
            if (!dipoles.HasAdjoint)
                return;
            var d̄ = dipoles.Adjoint;
            for (var e = 0; e < d̄.Length && μ.NeedsAdjoint; e++)
                μ.Adjoint[e] += d̄[e];
            for (var k = 0; k < count; k++)
            {
                for (var l = 0; l < k; l++)
                {
                    // dμ_k = Σ_l dΩ_kl / (ω_k − ω_l) μ_l
                    var gap = ω.Value[k] - ω.Value[l];
                    if (gap < DegeneracyThreshold)
                        continue;
                    var rotation = 0.0;
                    for (var c = 0; c < 3; c++)
                        rotation += (d̄[(3 * k) + c] * μ.Value[(3 * l) + c]) - (d̄[(3 * l) + c] * μ.Value[(3 * k) + c]);
                    Ω̄[(k * count) + l] += 0.5 * rotation / gap;
                    Ω̄[(l * count) + k] += 0.5 * rotation / gap;
                }
            }
        });
        return (ω, dipoles);
    }
}
