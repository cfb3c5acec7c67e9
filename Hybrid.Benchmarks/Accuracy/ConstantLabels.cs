namespace Hybrid.Benchmarks.Accuracy;

/// <summary>The mean label of other molecules for everyone: what a method must beat to know anything of a molecule.</summary>
internal sealed class ConstantLabels : IExcitationSource
{
    private readonly LowestSinglets mean;

    public ConstantLabels(LabelledMolecule[] molecules)
    {
        Origin = FormattableString.Invariant($"The mean label of {molecules.Length} training molecules.");
        mean = new LowestSinglets(Mean(Quantity.E1), Mean(Quantity.E2), Mean(Quantity.F1), Mean(Quantity.F2));

        double? Mean(Quantity quantity) => molecules.Average(molecule => molecule.Reference[quantity]);
    }

    public string Name => "one number for all";

    public string Origin { get; }

    public LowestSinglets LowestSinglets(LabelledMolecule molecule, CancellationToken cancellation) => mean;

    public bool Covers(LabelledMolecule[] molecules) => true;
}
