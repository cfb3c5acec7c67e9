using Hybrid.Core.Structures;

namespace Hybrid.Physics.Optimisation;

/// <summary>An energy and its gradient as a function of the structure: what a geometry is optimised on.</summary>
public abstract class EnergySurface
{
    /// <summary>Such as "S0, GFN2-xTB".</summary>
    public abstract string Name { get; }

    /// <summary>The surface at a structure.</summary>
    /// <param name="structure">Where.</param>
    /// <param name="previous">
    /// A point of this surface close by, from which fields may start and with which states are compared; null for none. The
    /// energy does not depend on it beyond the tolerances, unless states are followed by their character.
    /// </param>
    /// <param name="cancellation">Stops the computation.</param>
    /// <returns>The point, defined or not.</returns>
    /// <exception cref="ArgumentException">The structure does not suit the model.</exception>
    /// <exception cref="NotSupportedException">The model has no such surface for the structure.</exception>
    /// <exception cref="OperationCanceledException">The caller asked to stop.</exception>
    public abstract SurfacePoint At(Structure structure, SurfacePoint? previous = null, CancellationToken cancellation = default);
}
