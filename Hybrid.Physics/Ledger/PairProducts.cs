using Hybrid.Physics.Scf;

namespace Hybrid.Physics.Ledger;

/// <summary>yᵀ K(x) y of an interaction's second derivative K, atom pair by atom pair.</summary>
internal sealed class PairProducts(ScfProblem problem, Interaction interaction)
{
    /// <summary>pairs[A, B] += scale · y_A K_AB y_B for all A and B.</summary>
    /// <param name="pairs">Shape [atoms, atoms].</param>
    /// <param name="x">Where K is taken.</param>
    /// <param name="y">Shell charges and multipoles.</param>
    /// <param name="scale">A factor.</param>
    /// <param name="scratch">Two of the same shape; overwritten.</param>
    public void AddTo(Span<double> pairs, Populations x, Populations y, double scale, (Populations Direction, Populations Potential) scratch)
    {
        var basis = problem.Basis;
        var (direction, potential) = scratch;
        for (var B = 0; B < basis.AtomCount; B++)
        {
            direction.Clear();
            Visit(B, k => direction.Independent[k] = y.Independent[k]);
            problem.Analysis.SumAtomCharges(direction);
            potential.Clear();
            interaction.AddKernelProduct(x, direction, potential);
            problem.Analysis.SpreadAtomPotential(potential);
            for (var A = 0; A < basis.AtomCount; A++)
            {
                var sum = 0.0;
                Visit(A, k => sum += y.Independent[k] * potential.Independent[k]);
                pairs[(A * basis.AtomCount) + B] += scale * sum;
            }
        }
    }

    /// <summary>The places of an atom's shell charges, dipole and quadrupole among the independent populations.</summary>
    private void Visit(int atom, Action<int> act)
    {
        var basis = problem.Basis;
        for (var s = basis.FirstShell(atom); s < basis.FirstShell(atom + 1); s++)
            act(s);
        if (problem.Analysis.Count == basis.ShellCount)
            return;
        for (var k = 0; k < 3; k++)
            act(basis.ShellCount + (3 * atom) + k);
        for (var k = 0; k < 6; k++)
            act(basis.ShellCount + (3 * basis.AtomCount) + (6 * atom) + k);
    }
}
