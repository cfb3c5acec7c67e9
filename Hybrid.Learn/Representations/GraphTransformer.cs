using Hybrid.Core.Autodiff;
using Hybrid.Core.Sampling;
using Hybrid.Learn.Networks;
using Hybrid.Learn.Representations.Unconstrained;

namespace Hybrid.Learn.Representations;

/// <summary>
/// A transformer over atoms and pairs that is given plain Cartesian vectors: follows permutations and translations exactly and is smooth when
/// atoms cross the cutoff, but has to learn rotations and reflections.
/// </summary>
/// <remarks>
/// <para>
/// One token per atom, made of its element, and one per directed pair, made of the vector between its atoms, its length and both
/// elements. In each layer the tokens of an atom's surroundings attend to each other, and (i, j) hears from (j, i). An atom's features
/// are its token, a pair's features the pair's after the last layer.
/// </para>
/// <para>
/// When random numbers are given (in training) all vectors are turned by a random rotation or reflection, one for each structure and epoch.
/// What remains of orientation after training is what <see cref="SymmetryError"/> reports; <see cref="TransformerSettings.Copies"/> lowers it.
/// </para>
/// <para>In the spirit of Pozdnyakov, Ceriotti, NeurIPS 2023, doi:10.48550/arXiv.2305.19302.</para>
/// </remarks>
public sealed class GraphTransformer : Representation
{
    private readonly ElementEmbedding elements;
    private readonly LinearLayer atomTokens;
    private readonly Perceptron pairTokens;
    private readonly AttentionLayer[] layers;
    private readonly LinearLayer atoms;
    private readonly Perceptron pairs;

    /// <summary>Creates a network.</summary>
    /// <exception cref="ArgumentException">The settings make no network.</exception>
    public GraphTransformer(TransformerSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Validate();
        Settings = settings;
        elements = new ElementEmbedding(settings.Elements, settings.ElementWidth);
        atomTokens = new LinearLayer("tokens.atoms", settings.ElementWidth, settings.Width);
        pairTokens = new Perceptron("tokens.pairs", 4 + (2 * settings.ElementWidth), 2 * settings.Width, settings.Width);
        layers = [.. Enumerable.Range(0, settings.Layers).Select(number => new AttentionLayer(number, settings))];
        atoms = new LinearLayer("atoms.out", settings.Width, settings.Width);
        pairs = new Perceptron("pairs", settings.Width, settings.Width, settings.PairWidth);
    }

    /// <summary>Its size.</summary>
    public TransformerSettings Settings { get; }

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
        atomTokens.Declare(layout);
        pairTokens.Declare(layout);
        foreach (var layer in layers)
            layer.Declare(layout);
        layout.Declare(NormName, Initialisation.One, WeightRole.Bias, Settings.Width);
        atoms.Declare(layout);
        pairs.Declare(layout);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An element isn't covered, or the neighbours are those of another cutoff.</exception>
    public override Features Of(Neighbours neighbours, WeightBinding weights, CounterRandom? random = null)
    {
        ArgumentNullException.ThrowIfNull(neighbours);
        ArgumentNullException.ThrowIfNull(weights);
        EnsureCutoff(neighbours);
        var tokens = new Tokens(neighbours);
        var points = elements.Of(neighbours.AtomicNumbers.Span, weights);
        if (random is { } numbers)
            return Of(neighbours, tokens, points, OrthogonalMatrix.Random(numbers), weights);
        var copies = OrthogonalMatrix.OfTheCube.Take(Settings.Copies).Select(Q => Of(neighbours, tokens, points, Q, weights)).ToArray();
        return copies.Length == 1
            ? copies[0]
            : new Features(Mean(copies.Select(copy => copy.Atoms)), () => Mean(copies.Select(copy => copy.Pairs)));
    }

    private Features Of(Neighbours neighbours, Tokens tokens, Variable points, double[] Q, WeightBinding weights)
    {
        var tape = neighbours.Tape;
        var vectors = neighbours.Vectors.MatMul(tape.Constant(Q, 3, 3), transposeY: true);
        var geometry = Indexing.ConcatenateColumns(vectors, neighbours.Distances.Reshape(neighbours.Count, 1)).Scale(1.0 / Bond);
        var inputs = Indexing.ConcatenateColumns(geometry, points.Gather(neighbours.Centres), points.Gather(neighbours.Others));
        var x = Indexing.Concatenate(atomTokens.Of(points, weights), pairTokens.Of(inputs, weights));
        foreach (var layer in layers)
            x = layer.Of(tokens, x, neighbours.Envelope, weights);
        x = RootMeanSquareNorm.Of(x, weights[NormName]);
        return new Features(
            atoms.Of(x.Slice(0, tokens.AtomCount), weights),
            () => pairs.Of(x.Slice(tokens.AtomCount, neighbours.Count), weights));
    }

    private static Variable Mean(IEnumerable<Variable> copies)
    {
        var all = copies.ToArray();
        return all.Aggregate((x, y) => x.Add(y)).Scale(1.0 / all.Length);
    }

    /// <summary>Vectors enter in units of a bond's length, bohr.</summary>
    private const double Bond = 2.5;

    private const string NormName = "tokens.norm";
}
