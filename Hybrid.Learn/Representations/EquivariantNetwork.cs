using Hybrid.Core.Autodiff;
using Hybrid.Core.Sampling;
using Hybrid.Learn.Networks;
using Hybrid.Learn.Representations.Equivariant;

namespace Hybrid.Learn.Representations;

/// <summary>
/// Message passing with scalars and vectors: features that rotations, reflections and translations don't change, that follow
/// permutations, and that are smooth when atoms cross the cutoff.
/// </summary>
/// <remarks>
/// <para>
/// Atoms begin as their element's point (<see cref="ElementEmbedding"/>). In each layer an atom collects Σ_j φ(s_j) ∘ w(r_ij) as scalars
/// and along r̂_ij as vectors, w(r) made of <see cref="EquivariantSettings.RadialFunctions"/> Bessel functions times the cutoff function; then
/// lengths and scalar products of its vectors enter its scalars. After n layers a feature depends on atoms up to n cutoffs away.
/// </para>
/// <para>
/// A directed pair (i, j) is described by s_i, s_j, the radial functions, v_i·r̂, v_j·r̂ and v_i·v_j through one hidden layer. (i, j) and
/// (j, i) differ. Vectors are true vectors, so mirror images can't be told apart.
/// </para>
/// <para>Schütt, Unke, Gastegger, ICML 2021, doi:10.48550/arXiv.2102.03150; here with fewer vectors than scalars and smooth lengths.</para>
/// </remarks>
public sealed class EquivariantNetwork : Representation
{
    private readonly ElementEmbedding elements;
    private readonly LinearLayer lift;
    private readonly InteractionLayer[] layers;
    private readonly LinearLayer ends;
    private readonly LinearLayer axis;
    private readonly LinearLayer pairs;

    /// <summary>Creates a network.</summary>
    /// <exception cref="ArgumentException">The settings make no network.</exception>
    public EquivariantNetwork(EquivariantSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Validate();
        Settings = settings;
        elements = new ElementEmbedding(settings.Elements, settings.ElementWidth);
        lift = new LinearLayer("elements.lift", settings.ElementWidth, settings.Width);
        layers = [.. Enumerable.Range(0, settings.Layers).Select(number => new InteractionLayer(number, settings))];
        ends = new LinearLayer("pairs.ends", settings.Width, 2 * settings.PairWidth);
        axis = new LinearLayer("pairs.axis", settings.RadialFunctions + (3 * settings.Vectors), settings.PairWidth, HasBias: false);
        pairs = new LinearLayer("pairs.out", settings.PairWidth, settings.PairWidth);
    }

    /// <summary>Its size.</summary>
    public EquivariantSettings Settings { get; }

    /// <inheritdoc/>
    public override double Cutoff => Settings.Cutoff;

    /// <inheritdoc/>
    public override int AtomWidth => Settings.Width;

    /// <inheritdoc/>
    public override int PairWidth => Settings.PairWidth;

    /// <inheritdoc/>
    public override void Declare(WeightLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        elements.Declare(layout);
        lift.Declare(layout);
        foreach (var layer in layers)
            layer.Declare(layout);
        ends.Declare(layout);
        axis.Declare(layout);
        pairs.Declare(layout);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An element isn't covered, or the neighbours are those of another cutoff.</exception>
    public override Features Of(Neighbours neighbours, WeightBinding weights, CounterRandom? random = null)
    {
        ArgumentNullException.ThrowIfNull(neighbours);
        ArgumentNullException.ThrowIfNull(weights);
        EnsureCutoff(neighbours);
        var radial = RadialBasis.Of(neighbours, Settings.RadialFunctions);
        var directions = Directions.Of(neighbours);
        var scalars = lift.Of(elements.Of(neighbours.AtomicNumbers.Span, weights), weights);
        Variable? vectors = null;
        foreach (var layer in layers)
            (scalars, vectors) = layer.Of(neighbours, radial, directions, scalars, vectors, weights);
        return new Features(scalars, () => Pairs(neighbours, radial, directions, scalars, vectors!, weights));
    }

    private Variable Pairs(Neighbours neighbours, Variable radial, Variable directions, Variable scalars, Variable vectors, WeightBinding weights)
    {
        var alongAxis = axis.Of(Indexing.ConcatenateColumns(radial, PairInvariants.Of(neighbours, vectors, directions)), weights);
        return pairs.Of(PairSum.Of(neighbours, alongAxis, ends.Of(scalars, weights)).SiLU(), weights);
    }
}
