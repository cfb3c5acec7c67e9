using Hybrid.Core.Structures;
using Hybrid.Physics.Models;

namespace Hybrid.Physics.Optimisation;

/// <summary>The energy E_0 of a model's ground state.</summary>
public sealed class GroundStateSurface : EnergySurface
{
    private readonly Model model;
    private readonly PredictionOptions? options;

    /// <summary>The surface of a model.</summary>
    /// <param name="model">A model with an energy.</param>
    /// <param name="options">Tolerances, temperature, linear algebra; null for the defaults.</param>
    public GroundStateSurface(Model model, PredictionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        this.model = model;
        this.options = options?.Validated();
    }

    /// <inheritdoc/>
    public override string Name => $"ground state, {model.Parameters.Name}";

    /// <inheritdoc/>
    public override SurfacePoint At(Structure structure, SurfacePoint? previous = null, CancellationToken cancellation = default)
    {
        var prediction = model.Predict(structure, Properties.Forces, options, previous?.Guess, cancellation);
        return prediction.Certificate.IsConverged
            ? new SurfacePoint(structure, prediction.Energy, prediction.Gradient)
            {
                IsGradientValid = prediction.Certificate.IsEnergyGradientValid,
                Warnings = prediction.Certificate.Warnings,
                Guess = prediction.Guess,
            }
            : SurfacePoint.Undefined(structure, SurfaceStatus.FieldFailed, prediction.Certificate.ToString());
    }
}
