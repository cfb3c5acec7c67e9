namespace Hybrid.Physics.Response.Excitations;

/// <summary>Placeholder.</summary>
public sealed class SelectedConfigurations
{
}
