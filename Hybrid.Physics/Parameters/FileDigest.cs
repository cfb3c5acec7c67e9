using System.Security.Cryptography;

namespace Hybrid.Physics.Parameters;

/// <summary>
/// The SHA-256 of everything before the line that states it, carriage returns left out, so that a truncated or edited
/// parameter file is noticed and one that went through a checkout on Windows is not.
/// </summary>
internal static class FileDigest
{
    public const string Member = "sha256";

    /// <summary>The digest of a file that ends in its line of digest, or of a body without that line.</summary>
    public static string Of(ReadOnlySpan<byte> file)
    {
        var member = file.LastIndexOf("\"sha256\""u8);
        var body = member < 0 ? file : file[..(file[..member].LastIndexOf((byte)'\n') + 1)];
        var hash = SHA256.HashData(body.Contains((byte)'\r') ? WithoutCarriageReturns(body) : body);
        return Convert.ToHexStringLower(hash);
    }

    private static byte[] WithoutCarriageReturns(ReadOnlySpan<byte> text)
    {
        var kept = new byte[text.Length];
        var count = 0;
        foreach (var character in text)
        {
            if (character != '\r')
                kept[count++] = character;
        }

        return kept[..count];
    }
}
