using Hybrid.Core.Autodiff;

namespace Hybrid.Physics.Scf;

/// <summary>
/// The converged Hamiltonian F = H0 − Σ_k v_k(x) A_k as a variable in the blocks of the integrals: what response properties
/// are made from.
/// </summary>
internal static class FockMatrix
{
    /// <summary>Records F, Eh; its adjoint flows to H0, the integrals, the interactions and the populations.</summary>
    public static Variable Of(Tape tape, ScfSolution scf)
    {
        var problem = scf.Problem;
        var layout = problem.Integrals.Layout;
        var n = problem.Basis.OrbitalCount;
        var F = tape.Output([scf.Populations, .. problem.Inputs], layout.Length);
        var dense = tape.Arena.RentUncleared(n * n).Span;
        problem.Fock(scf.Potential, dense);
        foreach (ref readonly var block in layout.Blocks)
        {
            for (int μ = block.FirstRow, e = block.Offset; μ < block.FirstRow + block.Rows; μ++, e += block.Columns)
                dense.Slice((μ * n) + block.FirstColumn, block.Columns).CopyTo(F.Value.Slice(e, block.Columns));
        }

        tape.Record(F, () =>
        {
            var memory = tape.Arena.ForAdjoints;
            var F̄ = memory.Rent(n * n).Span;
            foreach (ref readonly var block in layout.Blocks)
                Spread(block, F.Adjoint, n, F̄);
            if (problem.Hamiltonian.NeedsAdjoint)
                System.Numerics.Tensors.TensorPrimitives.Add(problem.Hamiltonian.Adjoint, F.Adjoint, problem.Hamiltonian.Adjoint);
            if (problem.Integrals.Values.NeedsAdjoint)
                problem.Analysis.PropagateAdjoint(F̄, scf.Potential, 1.0);
            var v̄ = problem.Analysis.Rent(memory);
            problem.Analysis.Contract(F̄, v̄);
            foreach (var interaction in problem.Interactions)
                interaction.PropagatePotentialAdjoint(scf.PopulationView, v̄);
            if (!scf.Populations.NeedsAdjoint)
                return;
            var x̄ = problem.Analysis.Rent(memory);
            problem.KernelProduct(scf.PopulationView, v̄, x̄);
            System.Numerics.Tensors.TensorPrimitives.Add(scf.Populations.Adjoint, x̄.Independent, scf.Populations.Adjoint);
        });
        return F;
    }

    /// <summary>A block's adjoint as a symmetric matrix M with Tr(M F) = Σ F̄ F over the block.</summary>
    private static void Spread(in Basis.BlockLayout.Block block, ReadOnlySpan<double> adjoint, int n, Span<double> dense)
    {
        var share = 1.0 / block.Multiplicity;
        for (int μ = block.FirstRow, e = block.Offset; μ < block.FirstRow + block.Rows; μ++)
        {
            for (var ν = block.FirstColumn; ν < block.FirstColumn + block.Columns; ν++, e++)
            {
                dense[(μ * n) + ν] = share * adjoint[e];
                if (!block.IsOnSite)
                    dense[(ν * n) + μ] = share * adjoint[e];
            }
        }

        if (!block.IsOnSite)
            return;
        for (var μ = block.FirstRow; μ < block.FirstRow + block.Rows; μ++)
        {
            for (var ν = block.FirstRow; ν < μ; ν++)
                dense[(μ * n) + ν] = dense[(ν * n) + μ] = 0.5 * (dense[(μ * n) + ν] + dense[(ν * n) + μ]);
        }
    }
}
