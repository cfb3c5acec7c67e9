using System.Text;

namespace Hybrid.Learn.Data;

/// <summary>Numbers of texts that are the same on every machine and in every version: FNV-1a over UTF-8, then the finaliser of SplitMix64.</summary>
/// <remarks>
/// G. Fowler, L. C. Noll, K.-P. Vo, IETF draft-eastlake-fnv; G. L. Steele, D. Lea, C. H. Flood, OOPSLA 2014, doi:10.1145/2660193.2660195.
/// </remarks>
internal static class StableHash
{
    public static ulong Of(string text)
    {
        var hash = 0xCBF29CE484222325UL;
        foreach (var value in Encoding.UTF8.GetBytes(text))
            hash = unchecked((hash ^ value) * 0x100000001B3UL);
        return Mixed(hash);
    }

    /// <summary>Every bit of the result depends on every bit of <paramref name="x"/>.</summary>
    public static ulong Mixed(ulong x)
    {
        unchecked
        {
            x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
            x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
            return x ^ (x >> 31);
        }
    }
}
