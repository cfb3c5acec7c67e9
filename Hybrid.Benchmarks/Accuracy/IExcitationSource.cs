namespace Hybrid.Benchmarks.Accuracy;

/// <summary>A method whose lowest singlets are compared with the labels: columns of the file, a table, or a model that predicts.</summary>
internal interface IExcitationSource
{
    /// <summary>What the tables call it: Hamiltonian and kernel where there are several.</summary>
    string Name { get; }

    /// <summary>One sentence of where the numbers come from.</summary>
    string Origin { get; }

    /// <summary>
    /// The two lowest singlets, null where the method has none or fails. Called from several threads at once, once for each
    /// molecule, in no fixed order.
    /// </summary>
    LowestSinglets LowestSinglets(LabelledMolecule molecule, CancellationToken cancellation);

    /// <summary>False where the source has nothing to say on these molecules because nobody asked it.</summary>
    bool Covers(LabelledMolecule[] molecules);
}
