using Hybrid.Core.Autodiff;
using Hybrid.Learn.Networks;

namespace Hybrid.Learn.Representations.Equivariant;

/// <summary>A message from the neighbours and an update of each atom from its own scalars and vectors.</summary>
/// <remarks>Schütt, Unke, Gastegger, ICML 2021, doi:10.48550/arXiv.2102.03150, with fewer vectors than scalars.</remarks>
internal sealed class InteractionLayer
{
    private readonly int nVectors;
    private readonly bool isFirst;
    private readonly Perceptron send;
    private readonly LinearLayer filter;
    private readonly LinearLayer mix;
    private readonly Perceptron update;

    public InteractionLayer(int number, EquivariantSettings settings)
    {
        (nVectors, isFirst) = (settings.Vectors, number == 0);
        var width = settings.Width;

        // The first layer finds no vectors that it could pass on.
        var channels = width + ((isFirst ? 1 : 2) * nVectors);
        send = new Perceptron($"message{number}", width, width, channels);
        filter = new LinearLayer($"message{number}.filter", settings.RadialFunctions, channels, HasBias: false);
        mix = new LinearLayer($"update{number}.mix", nVectors, 2 * nVectors, HasBias: false);
        update = new Perceptron($"update{number}", width + (2 * nVectors), width, width + nVectors);
    }

    public void Declare(WeightLayout layout)
    {
        send.Declare(layout);
        filter.Declare(layout);
        mix.Declare(layout);
        update.Declare(layout);
    }

    /// <param name="neighbours">The pairs.</param>
    /// <param name="radial">Radial functions that end smoothly, shape [pairs, R].</param>
    /// <param name="directions">Shape [pairs, 3].</param>
    /// <param name="scalars">Shape [atoms, F].</param>
    /// <param name="vectors">Shape [atoms · 3, V]; null before the first layer.</param>
    /// <param name="weights">The weights.</param>
    public (Variable Scalars, Variable Vectors) Of(
        Neighbours neighbours, Variable radial, Variable directions, Variable scalars, Variable? vectors, WeightBinding weights)
    {
        var (s, v) = VectorMessage.Pass(
            neighbours, scalars, isFirst ? null : vectors, send.Of(scalars, weights), filter.Of(radial, weights), directions, nVectors);
        var mixed = mix.Of(v, weights);
        var change = update.Of(Indexing.ConcatenateColumns(s, VectorInvariants.Of(mixed)), weights);
        return VectorUpdate.Of(s, v, mixed, change);
    }
}
