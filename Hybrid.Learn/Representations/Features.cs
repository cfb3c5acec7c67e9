using Hybrid.Core.Autodiff;

namespace Hybrid.Learn.Representations;

/// <summary>What a representation says about a structure. Pairs are described when they are first asked for.</summary>
public sealed class Features
{
    private readonly Lazy<Variable> pairs;

    /// <summary>Creates features.</summary>
    /// <param name="atoms">Shape [atoms, <see cref="Representation.AtomWidth"/>].</param>
    /// <param name="pairs">Makes the features of pairs on the same tape, shape [pairs, <see cref="Representation.PairWidth"/>].</param>
    public Features(Variable atoms, Func<Variable> pairs)
    {
        Atoms = atoms;
        this.pairs = new Lazy<Variable>(pairs, isThreadSafe: false);
    }

    /// <summary>Shape [atoms, <see cref="Representation.AtomWidth"/>].</summary>
    public Variable Atoms { get; }

    /// <summary>
    /// One row per directed pair of <see cref="Neighbours"/>, shape [pairs, <see cref="Representation.PairWidth"/>]; not multiplied by the cutoff
    /// function.
    /// </summary>
    public Variable Pairs => pairs.Value;
}
