using Hybrid.Core.Autodiff;

namespace Hybrid.Learn.Networks;

/// <summary>y = x Wᵀ + b, with W called "name.weight" and b "name.bias".</summary>
/// <param name="Name">Such as "message0.filter".</param>
/// <param name="Inputs">The columns of x.</param>
/// <param name="Outputs">The columns of y.</param>
/// <param name="HasBias">False for a layer that maps zero to zero.</param>
public sealed record LinearLayer(string Name, int Inputs, int Outputs, bool HasBias = true)
{
    /// <summary>Declares the weight and the bias, which begins at zero.</summary>
    /// <param name="layout">Collects them.</param>
    /// <param name="initialisation">Of the weight; by default <see cref="Initialisation.ForInputs"/>.</param>
    public void Declare(WeightLayout layout, Initialisation? initialisation = null)
    {
        ArgumentNullException.ThrowIfNull(layout);
        layout.Declare($"{Name}.weight", initialisation ?? Initialisation.ForInputs(Inputs), WeightRole.Network, Outputs, Inputs);
        if (HasBias)
            layout.Declare($"{Name}.bias", Initialisation.Zero, WeightRole.Bias, Outputs);
    }

    /// <summary>Applies the layer to each row of x.</summary>
    /// <param name="x">Shape [n, <see cref="Inputs"/>].</param>
    /// <param name="weights">The weights on the same tape.</param>
    /// <returns>Shape [n, <see cref="Outputs"/>].</returns>
    public Variable Of(Variable x, WeightBinding weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return x.Linear(weights[$"{Name}.weight"], HasBias ? weights[$"{Name}.bias"] : null);
    }
}
