using System.Collections.Immutable;
using Hybrid.Physics.Scf;

namespace Hybrid.Physics.Models;

/// <summary>B_AB = Σ_{μ∈A, ν∈B} (PS)_μν (PS)_νμ.</summary>
internal static class BondOrderAnalysis
{
    public static ImmutableArray<BondOrder> Of(ScfSolution scf, ReadOnlySpan<double> S)
    {
        var basis = scf.Problem.Basis;
        var n = basis.OrbitalCount;
        var PS = new double[n * n];
        scf.Problem.LinearAlgebra.Multiply(false, false, n, n, n, 1.0, scf.Density.Value, S, 0.0, PS);
        var orders = ImmutableArray.CreateBuilder<BondOrder>();
        for (var A = 0; A < basis.AtomCount; A++)
        {
            for (var B = A + 1; B < basis.AtomCount; B++)
            {
                var order = 0.0;
                for (var μ = basis.FirstOrbitalOfAtom(A); μ < basis.FirstOrbitalOfAtom(A + 1); μ++)
                {
                    for (var ν = basis.FirstOrbitalOfAtom(B); ν < basis.FirstOrbitalOfAtom(B + 1); ν++)
                        order += PS[(μ * n) + ν] * PS[(ν * n) + μ];
                }

                if (Math.Abs(order) > Prediction.BondOrderThreshold)
                    orders.Add(new BondOrder(A, B, order));
            }
        }

        return orders.DrainToImmutable();
    }
}
