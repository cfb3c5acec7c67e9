namespace Hybrid.Core.LinearAlgebra;

/// <summary>Where the linear algebra of this process comes from when a caller names none.</summary>
/// <remarks>
/// The environment variable <c>HYBRID_BLAS</c> decides: <c>none</c> for the managed one, the name or path of a library
/// for that one, nothing for the first library that this machine has (and the managed one where it has none).
/// </remarks>
public static class DenseLinearAlgebra
{
    /// <summary>The name of the environment variable that picks the default.</summary>
    public const string EnvironmentVariable = "HYBRID_BLAS";

    private static readonly Lazy<ILinearAlgebra> LazyDefault =
        new(() => FromSetting(Environment.GetEnvironmentVariable(EnvironmentVariable)));

    /// <summary>The default of this process, found at the first use.</summary>
    /// <exception cref="DllNotFoundException">The environment names a library that can't be used.</exception>
    public static ILinearAlgebra Default => LazyDefault.Value;

    /// <summary>The one that needs no library.</summary>
    public static ILinearAlgebra Managed { get; } = new ManagedLinearAlgebra();

    /// <summary>What a value of the environment variable stands for; null or empty means whatever this machine has.</summary>
    /// <exception cref="DllNotFoundException">The setting names a library that can't be used.</exception>
    public static ILinearAlgebra FromSetting(string? setting)
    {
        if (string.IsNullOrWhiteSpace(setting))
            return NativeLinearAlgebra.Find() ?? Managed;
        return string.Equals(setting.Trim(), "none", StringComparison.OrdinalIgnoreCase)
            ? Managed
            : NativeLinearAlgebra.Load(setting.Trim());
    }
}
