using Hybrid.Core.Autodiff;

namespace Hybrid.Learn.Networks;

/// <summary>y = W₂ SiLU(W₁ x + b₁) + b₂: one hidden layer, called "name.hidden" and "name.out".</summary>
public sealed class Perceptron
{
    private readonly LinearLayer hidden;
    private readonly LinearLayer outer;

    /// <summary>Creates the network.</summary>
    /// <param name="name">Such as "update0".</param>
    /// <param name="inputs">The columns of x.</param>
    /// <param name="width">The hidden units.</param>
    /// <param name="outputs">The columns of y.</param>
    public Perceptron(string name, int inputs, int width, int outputs)
    {
        hidden = new LinearLayer($"{name}.hidden", inputs, width);
        outer = new LinearLayer($"{name}.out", width, outputs);
    }

    /// <summary>Declares the weights.</summary>
    /// <param name="layout">Collects them.</param>
    /// <param name="last">Of the outer weight; <see cref="Initialisation.Zero"/> for a network that gives zero untrained.</param>
    public void Declare(WeightLayout layout, Initialisation? last = null)
    {
        hidden.Declare(layout);
        outer.Declare(layout, last);
    }

    /// <summary>Applies the network to each row of x.</summary>
    public Variable Of(Variable x, WeightBinding weights) => outer.Of(hidden.Of(x, weights).SiLU(), weights);
}
