using System.Security.Cryptography;

namespace Hybrid.Cli.Configuration;

/// <summary>SHA-256 of a file.</summary>
internal static class FileChecksum
{
    public static string Of(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
