using System.Numerics.Tensors;
using Hybrid.Core.Autodiff;
using Hybrid.Learn.Corrections;
using Hybrid.Learn.Models;
using Hybrid.Learn.Networks;
using Hybrid.Physics.Ledger;
using Hybrid.Physics.Methods;

namespace Hybrid.Learn.Explanations;

/// <summary>All corrections of one structure times λ, each a leaf of the tape, so that an energy's derivative can be given to them one by one.</summary>
internal sealed class SwitchedCorrections(HybridModel model, ReadOnlyMemory<double> weights, double λ)
{
    private readonly List<(LearnedTerm Term, Variable Leaf)> applied = [];

    /// <summary>True when a number that was learned for this structure isn't zero.</summary>
    public bool IsAny { get; private set; }

    public void ApplyTo(CorrectionSeams seams) => model
        .Corrections(seams, new WeightBinding(seams.Tape, model.Layout, weights, isDifferentiated: false))
        .With(Leaf).ApplyTo(seams);

    /// <summary>Σ over the numbers of a row of dE/d(λδ) δ, by term and atoms, after a walk backwards from E.</summary>
    public ContributionSums Derivative(int atomCount)
    {
        var sums = new ContributionSums(atomCount);
        foreach (var (term, leaf) in applied)
        {
            if (!leaf.HasAdjoint)
                continue;
            var width = term.RowCount == 0 ? 0 : leaf.Length / term.RowCount;
            for (var row = 0; row < term.RowCount; row++)
                Add(sums, term, row, TensorPrimitives.Dot<double>(leaf.Adjoint.Slice(row * width, width), term.Values.Value.Slice(row * width, width)));
        }

        return sums;
    }

    private Variable Leaf(LearnedTerm term)
    {
        IsAny |= term.Values.Value.ContainsAnyExcept(0.0);
        var scaled = new double[term.Values.Length];
        TensorPrimitives.Multiply(term.Values.Value, λ, scaled);
        var leaf = term.Values.Tape.Leaf(scaled, term.Values.Shape.ToArray());
        applied.Add((term, leaf));
        return leaf;
    }

    private static void Add(ContributionSums sums, LearnedTerm term, int row, double value)
    {
        var atoms = term.AtomsOf(row);
        switch (atoms.Length)
        {
            case 0:
                sums.AddConstant(term.Name, value);
                break;
            case 1:
                sums.Atoms(term.Name)[atoms[0]] += value;
                break;
            default:
                sums.Pairs(term.Name, isDirected: term.Kind == LearnedTermKind.CrystalField)[(atoms[0] * sums.AtomCount) + atoms[1]] += value;
                break;
        }
    }
}
