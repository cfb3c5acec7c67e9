using Hybrid.Core.Autodiff;
using Hybrid.Physics.Basis;

namespace Hybrid.Physics.Scf;

/// <summary>
/// First and second moments of the charge of a whole molecule about the origin of its coordinates:
/// Σ_A n⁰_A R_A − Tr(P r) and Σ_A n⁰_A R_A R_Aᵀ − Tr(P r rᵀ).
/// </summary>
/// <remarks>For ions both depend on the origin.</remarks>
public static class MolecularMoments
{
    private static readonly (int A, int B)[] Axes = [(0, 0), (0, 1), (1, 1), (0, 2), (1, 2), (2, 2)];

    /// <summary>Records x, y, z (e·a0), then xx, xy, yy, xz, yz, zz (e·a0², not traceless); shape [9].</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="solution">The density and the integrals.</param>
    /// <param name="positions">Shape [atoms, 3], bohr.</param>
    public static Variable Of(Tape tape, ScfSolution solution, Variable positions)
    {
        var problem = solution.Problem;
        var integrals = problem.Integrals;
        var moments = tape.Output([solution.Density, integrals.Values, problem.ReferenceOccupations, positions], 9);
        AddNuclei(problem, positions.Value, moments.Value);
        foreach (ref readonly var block in integrals.Layout.Blocks)
            SubtractElectrons(integrals, block, solution.Density.Value, positions.Value, moments.Value);
        tape.Record(moments, () =>
        {
            PropagateNuclei(problem, positions, moments.Adjoint);
            foreach (ref readonly var block in integrals.Layout.Blocks)
                PropagateElectrons(integrals, block, solution.Density, positions, moments.Adjoint);
        });
        return moments;
    }

    private static void AddNuclei(ScfProblem problem, ReadOnlySpan<double> R, Span<double> moments)
    {
        for (var s = 0; s < problem.Basis.ShellCount; s++)
        {
            var charge = problem.ReferenceOccupations.Value[s];
            var r = R.Slice(3 * problem.Basis.ShellAtom[s], 3);
            for (var k = 0; k < 3; k++)
                moments[k] += charge * r[k];
            for (var k = 0; k < 6; k++)
                moments[3 + k] += charge * r[Axes[k].A] * r[Axes[k].B];
        }
    }

    private static void PropagateNuclei(ScfProblem problem, Variable positions, ReadOnlySpan<double> adjoint)
    {
        for (var s = 0; s < problem.Basis.ShellCount; s++)
        {
            var charge = problem.ReferenceOccupations.Value[s];
            var atom = problem.Basis.ShellAtom[s];
            var r = positions.Value.Slice(3 * atom, 3);
            if (problem.ReferenceOccupations.NeedsAdjoint)
                problem.ReferenceOccupations.Adjoint[s] += ByCharge(r, adjoint);
            if (!positions.NeedsAdjoint)
                continue;
            var r̄ = positions.Adjoint.Slice(3 * atom, 3);
            for (var k = 0; k < 3; k++)
                r̄[k] += charge * adjoint[k];
            for (var k = 0; k < 6; k++)
            {
                r̄[Axes[k].A] += charge * adjoint[3 + k] * r[Axes[k].B];
                r̄[Axes[k].B] += charge * adjoint[3 + k] * r[Axes[k].A];
            }
        }
    }

    private static double ByCharge(ReadOnlySpan<double> r, ReadOnlySpan<double> adjoint)
    {
        var sum = 0.0;
        for (var k = 0; k < 3; k++)
            sum += adjoint[k] * r[k];
        for (var k = 0; k < 6; k++)
            sum += adjoint[3 + k] * r[Axes[k].A] * r[Axes[k].B];
        return sum;
    }

    /// <summary>The traces of P with all ten operators about the row atom, moved to the origin.</summary>
    private static void SubtractElectrons(MultipoleIntegrals integrals, in BlockLayout.Block block, ReadOnlySpan<double> P, ReadOnlySpan<double> R, Span<double> moments)
    {
        Span<double> t = stackalloc double[10];
        Traces(integrals, block, P, t);
        var r = R.Slice(3 * block.RowAtom, 3);
        for (var k = 0; k < 3; k++)
            moments[k] -= t[1 + k] + (r[k] * t[0]);
        for (var k = 0; k < 6; k++)
        {
            var (a, b) = Axes[k];
            moments[3 + k] -= t[4 + k] + (r[a] * t[1 + b]) + (r[b] * t[1 + a]) + (r[a] * r[b] * t[0]);
        }
    }

    private static void PropagateElectrons(MultipoleIntegrals integrals, in BlockLayout.Block block, Variable density, Variable positions, ReadOnlySpan<double> adjoint)
    {
        var r = positions.Value.Slice(3 * block.RowAtom, 3);
        Span<double> t̄ = stackalloc double[10];
        t̄.Clear();
        for (var k = 0; k < 3; k++)
        {
            t̄[1 + k] -= adjoint[k];
            t̄[0] -= adjoint[k] * r[k];
        }

        for (var k = 0; k < 6; k++)
        {
            var (a, b) = Axes[k];
            t̄[4 + k] -= adjoint[3 + k];
            t̄[1 + b] -= adjoint[3 + k] * r[a];
            t̄[1 + a] -= adjoint[3 + k] * r[b];
            t̄[0] -= adjoint[3 + k] * r[a] * r[b];
        }

        if (positions.NeedsAdjoint)
        {
            Span<double> t = stackalloc double[10];
            Traces(integrals, block, density.Value, t);
            var r̄ = positions.Adjoint.Slice(3 * block.RowAtom, 3);
            for (var k = 0; k < 3; k++)
                r̄[k] -= adjoint[k] * t[0];
            for (var k = 0; k < 6; k++)
            {
                var (a, b) = Axes[k];
                r̄[a] -= adjoint[3 + k] * (t[1 + b] + (r[b] * t[0]));
                r̄[b] -= adjoint[3 + k] * (t[1 + a] + (r[a] * t[0]));
            }
        }

        PropagateTraces(integrals, block, density, t̄);
    }

    private static void Traces(MultipoleIntegrals integrals, in BlockLayout.Block block, ReadOnlySpan<double> P, Span<double> traces)
    {
        traces.Clear();
        var n = integrals.Basis.OrbitalCount;
        var O = integrals.Of(block);
        for (int μ = block.FirstRow, element = 0; μ < block.FirstRow + block.Rows; μ++)
        {
            for (var ν = block.FirstColumn; ν < block.FirstColumn + block.Columns; ν++, element++)
            {
                var p = block.Multiplicity * P[(μ * n) + ν];
                for (var op = 0; op < 10; op++)
                    traces[op] += p * O[(op * block.Size) + element];
            }
        }
    }

    private static void PropagateTraces(MultipoleIntegrals integrals, in BlockLayout.Block block, Variable density, ReadOnlySpan<double> t̄)
    {
        var n = integrals.Basis.OrbitalCount;
        var O = integrals.Of(block);
        var Ō = integrals.Values.NeedsAdjoint ? integrals.AdjointOf(block) : default;
        for (int μ = block.FirstRow, element = 0; μ < block.FirstRow + block.Rows; μ++)
        {
            for (var ν = block.FirstColumn; ν < block.FirstColumn + block.Columns; ν++, element++)
            {
                var p = block.Multiplicity * density.Value[(μ * n) + ν];
                var byP = 0.0;
                for (var op = 0; op < 10; op++)
                {
                    byP += t̄[op] * O[(op * block.Size) + element];
                    if (!Ō.IsEmpty)
                        Ō[(op * block.Size) + element] += t̄[op] * p;
                }

                density.Adjoint[(μ * n) + ν] += byP;
                if (!block.IsOnSite)
                    density.Adjoint[(ν * n) + μ] += byP;
            }
        }
    }
}
