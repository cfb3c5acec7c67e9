namespace Hybrid.Tests.Physics.Parameters;

internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("hybrid-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
