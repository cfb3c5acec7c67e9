using System.IO.Compression;

namespace Hybrid.Core.IO;

/// <summary>Opens streams that may be compressed with gzip, whatever they are called.</summary>
internal static class Compression
{
    /// <summary>The plain bytes of a stream: decompressed when it begins with the mark of gzip (RFC 1952).</summary>
    internal static Stream Opened(Stream stream)
    {
        var mark = new byte[2];
        var length = stream.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false);
        var whole = new PrefixedStream(mark.AsMemory(0, length), stream);
        return mark is [0x1F, 0x8B] ? new GZipStream(whole, CompressionMode.Decompress, leaveOpen: true) : whole;
    }

    /// <summary>Bytes that were already read from a stream, and then the rest of it. Does not own the stream.</summary>
    private sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : Stream
    {
        private ReadOnlyMemory<byte> prefix = prefix;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            if (prefix.IsEmpty)
                return rest.Read(buffer);
            var count = Math.Min(prefix.Length, buffer.Length);
            prefix.Span[..count].CopyTo(buffer);
            prefix = prefix[count..];
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
