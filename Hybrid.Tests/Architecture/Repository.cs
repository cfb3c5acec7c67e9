namespace Hybrid.Tests.Architecture;

/// <summary>Where the sources are that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "HybridAtomistic.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"HybridAtomistic.sln was expected in a folder above {AppContext.BaseDirectory}.");
    }
}
