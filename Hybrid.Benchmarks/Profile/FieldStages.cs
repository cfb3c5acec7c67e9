using Hybrid.Core.Autodiff;
using Hybrid.Physics.Scf;

namespace Hybrid.Benchmarks.Profile;

/// <summary>What an iteration of the self-consistent field does beside dense linear algebra, once more on a solved one.</summary>
internal static class FieldStages
{
    public static void Run(Arena arena, ScfSolution solution, Ledger ledger)
    {
        var problem = solution.Problem;
        var n = problem.Basis.OrbitalCount;
        var v = problem.Analysis.Rent(arena);
        var x = problem.Analysis.Rent(arena);
        var F = arena.RentUncleared(n * n);

        var start = Ledger.Now;
        foreach (var interaction in problem.Interactions)
        {
            interaction.AddPotential(solution.PopulationView, v);
            Finish($"potential: {interaction.Name}");
        }

        problem.Fock(v, F.Span);
        Finish("Fock matrix");
        problem.Populate(solution.Density.Value, x);
        Finish("populations");

        void Finish(string stage)
        {
            ledger.Add(stage, start);
            start = Ledger.Now;
        }
    }
}
