using Hybrid.Core.Autodiff;
using Hybrid.Learn.Networks;

namespace Hybrid.Learn.Representations.Unconstrained;

/// <summary>Tokens attend to each other, pass through a network, and hear from the same pair seen from its other end.</summary>
internal sealed class AttentionLayer
{
    private readonly string name;
    private readonly int width;
    private readonly int nHeads;
    private readonly LinearLayer project;
    private readonly LinearLayer merge;
    private readonly Perceptron feedForward;
    private readonly LinearLayer exchange;

    public AttentionLayer(int number, TransformerSettings settings)
    {
        (name, width, nHeads) = ($"attention{number}", settings.Width, settings.Heads);
        project = new LinearLayer($"{name}.project", width, 3 * width, HasBias: false);
        merge = new LinearLayer($"{name}.merge", width, width);
        feedForward = new Perceptron($"{name}.forward", width, 2 * width, width);
        exchange = new LinearLayer($"{name}.exchange", width, width);
    }

    public void Declare(WeightLayout layout)
    {
        layout.Declare($"{name}.norm", Initialisation.One, WeightRole.Bias, width);
        project.Declare(layout);
        merge.Declare(layout);
        layout.Declare($"{name}.forward.norm", Initialisation.One, WeightRole.Bias, width);
        feedForward.Declare(layout);
        exchange.Declare(layout);
    }

    /// <param name="tokens">Where tokens stand.</param>
    /// <param name="x">Shape [tokens, D].</param>
    /// <param name="envelope">Of the pairs.</param>
    /// <param name="weights">The weights.</param>
    public Variable Of(Tokens tokens, Variable x, Variable envelope, WeightBinding weights)
    {
        var normed = RootMeanSquareNorm.Of(x, weights[$"{name}.norm"]);
        x = x.Add(merge.Of(SurroundingsAttention.Of(tokens, project.Of(normed, weights), envelope, nHeads), weights));
        x = x.Add(feedForward.Of(RootMeanSquareNorm.Of(x, weights[$"{name}.forward.norm"]), weights));
        return x.Add(exchange.Of(x.Gather(tokens.Partners), weights));
    }
}
