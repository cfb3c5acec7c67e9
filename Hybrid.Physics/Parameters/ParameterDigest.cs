using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Hybrid.Physics.Parameters;

/// <summary>SHA-256 of a set's method, shells, table names and values in atomic units: equal digests, equal numbers.</summary>
internal static class ParameterDigest
{
    public static string Of(ParameterSet parameters)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(parameters.Method));
        foreach (var z in parameters.Elements)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"\n{z}")));
            foreach (var step in parameters.Steps)
            {
                hash.AppendData(Encoding.UTF8.GetBytes(step));
                foreach (var shell in parameters.Shells(z, step))
                    hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($" {shell.PrincipalNumber},{shell.AngularMomentum},{shell.PrimitiveCount},{(shell.IsValence ? 1 : 0)}")));
            }
        }

        Span<byte> bytes = stackalloc byte[sizeof(double)];
        foreach (var table in parameters.Tables)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"\n{table.Name}\n"));
            foreach (var value in table.Values)
            {
                BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
                hash.AppendData(bytes);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Of these and of what learned weights mean: which tables are positive, and their prior widths.</summary>
    public static string OfLearning(ParameterSet parameters)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(Of(parameters)));
        foreach (var table in parameters.Tables)
            hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"\n{table.Name} {(table.IsPositive ? 1 : 0)} {table.PriorWidth:R}")));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
