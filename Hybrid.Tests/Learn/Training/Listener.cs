namespace Hybrid.Tests.Learn.Training;

/// <summary>Hears progress at once and on the same thread.</summary>
internal sealed class Listener<T>(Action<T> heard) : IProgress<T>
{
    public void Report(T value) => heard(value);
}
