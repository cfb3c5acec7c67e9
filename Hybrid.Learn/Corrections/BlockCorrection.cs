using Hybrid.Core.Autodiff;
using Hybrid.Learn.Networks;
using Hybrid.Learn.Representations;
using Hybrid.Physics.Hamiltonians;

namespace Hybrid.Learn.Corrections;

/// <summary>
/// Hoppings between neighbours and crystal fields on atoms that the network adds to the Hamiltonian, in Slater–Koster form and
/// bounded. Second seam.
/// </summary>
internal sealed class BlockCorrection
{
    private readonly PairChannels hoppings;
    private readonly PairChannels crystalFields;
    private readonly double bound;

    /// <param name="inputs">The width of the pairs' features.</param>
    /// <param name="bound">The largest number of a channel, Eh.</param>
    public BlockCorrection(int inputs, double bound)
    {
        hoppings = new PairChannels("hoppings", inputs, SlaterKosterCorrection.HoppingChannels);
        crystalFields = new PairChannels("crystal_fields", inputs, SlaterKosterCorrection.CrystalFieldChannels);
        this.bound = bound;
    }

    public void Declare(WeightLayout layout)
    {
        hoppings.Declare(layout);
        crystalFields.Declare(layout);
    }

    /// <summary>Two terms with one row per directed pair of neighbours.</summary>
    public IEnumerable<LearnedTerm> Of(Neighbours neighbours, Features features, WeightBinding weights)
    {
        var atoms = new int[2 * neighbours.Count];
        for (var p = 0; p < neighbours.Count; p++)
            (atoms[2 * p], atoms[(2 * p) + 1]) = (neighbours.Centres.Span[p], neighbours.Others.Span[p]);
        yield return new LearnedTerm(LearnedTermKind.Hopping, null, Bounded(hoppings.Of(neighbours, features, weights)), 2, atoms);
        yield return new LearnedTerm(LearnedTermKind.CrystalField, null, Bounded(crystalFields.Of(neighbours, features, weights)), 2, atoms);
    }

    /// <summary>b tanh(s x/b), with s the size of what one unit of the network means.</summary>
    private Variable Bounded(Variable x) => x.Scale(UnitInHartree / bound).Tanh().Scale(bound);

    /// <summary>Eh: numbers of order one in the network are of the order of a chemical effect.</summary>
    private const double UnitInHartree = 0.02;
}
