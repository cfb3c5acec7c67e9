using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Hybrid.Learn.Training;

/// <summary>A SHA-256 over words and numbers, each told from its neighbours.</summary>
internal sealed class Fingerprint : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Add(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Add(bytes.Length);
        hash.AppendData(bytes);
    }

    public void Add(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }

    public void Add(double number) => Add(BitConverter.DoubleToInt64Bits(number));

    public void Add(bool flag) => Add(flag ? 1L : 0L);

    public void Add(double? number)
    {
        Add(number is not null);
        Add(number ?? 0.0);
    }

    public void Add(ReadOnlySpan<double> numbers)
    {
        Add((long)numbers.Length);
        foreach (var number in numbers)
            Add(number);
    }

    public void Add(ImmutableArray<double>? numbers)
    {
        Add(numbers is not null);
        Add(numbers is { } known ? known.AsSpan() : []);
    }

    public string Text() => Convert.ToHexStringLower(hash.GetHashAndReset());

    public void Dispose() => hash.Dispose();
}
