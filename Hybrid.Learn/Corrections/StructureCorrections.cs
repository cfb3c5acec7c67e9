using Hybrid.Core.Autodiff;
using Hybrid.Learn.Representations;
using Hybrid.Physics.Hamiltonians;
using Hybrid.Physics.Methods;

namespace Hybrid.Learn.Corrections;

/// <summary>
/// Everything that a model learned to change in one structure, as values: computed first, applied to the seams of a Hamiltonian afterwards.
/// In between they can be scaled or exchanged.
/// </summary>
/// <remarks>Applied as they are they give the model, and all zero exactly the published physics.</remarks>
public sealed class StructureCorrections
{
    private readonly Neighbours? neighbours;

    internal StructureCorrections(IReadOnlyList<LearnedTerm> terms, Neighbours? neighbours)
    {
        Terms = terms;
        this.neighbours = neighbours;
    }

    /// <summary>The terms, in the order in which they are applied.</summary>
    public IReadOnlyList<LearnedTerm> Terms { get; }

    /// <summary>All values times λ: 1 is the model to the last bit, 0 the published physics.</summary>
    /// <param name="λ">How far the corrections are switched on.</param>
    public StructureCorrections Scaled(double λ) => λ == 1.0 ? this : With(term => term.Values.Scale(λ));

    /// <summary>The same terms with other values.</summary>
    /// <param name="values">The values of a term, of its shape.</param>
    /// <exception cref="ArgumentException">A shape is another.</exception>
    public StructureCorrections With(Func<LearnedTerm, Variable> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new StructureCorrections([.. Terms.Select(term => term.With(values(term)))], neighbours);
    }

    /// <summary>Corrects a Hamiltonian.</summary>
    /// <param name="seams">Of the structure and the tape that the values were made for.</param>
    public void ApplyTo(CorrectionSeams seams)
    {
        ArgumentNullException.ThrowIfNull(seams);
        foreach (var term in Terms)
        {
            if (term.Table is { } table)
                seams.Parameters.Deviate(table, term.Values);
        }

        if (Of(LearnedTermKind.Hopping) is not { } hoppings || Of(LearnedTermKind.CrystalField) is not { } crystalFields)
            return;
        seams.AddBlocks(new SlaterKosterCorrection
        {
            Centres = neighbours!.Centres,
            Others = neighbours.Others,
            Vectors = neighbours.Vectors,
            Hoppings = hoppings.Values,
            CrystalFields = crystalFields.Values,
        });
    }

    private LearnedTerm? Of(LearnedTermKind kind) => Terms.FirstOrDefault(term => term.Kind == kind);
}
