using Hybrid.Core.Autodiff;

namespace Hybrid.Physics.Models;

/// <summary>The memory of one call at a time; a model keeps as many as there were concurrent calls.</summary>
internal sealed class Workspace
{
    public Arena Arena { get; } = new();
}
