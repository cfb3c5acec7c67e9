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
        return mark is [0x1F, 0x8B] ? new CompleteGzip(whole) : whole;
    }

    /// <summary>A stream that can only be read, from its beginning to its end.</summary>
    private abstract class ForwardStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public abstract override int Read(Span<byte> buffer);

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    /// <summary>
    /// Bytes that were already read from a stream, and then the rest of it; remembers how they ended. Does not own the stream.
    /// </summary>
    private sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : ForwardStream
    {
        private ReadOnlyMemory<byte> prefix = prefix;
        private byte[] tail = [];

        /// <summary>The last four bytes: the length of the last gzip member modulo 2³².</summary>
        internal uint DeclaredLength => tail.Length < 4 ? uint.MaxValue : System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(tail);

        /// <summary>True when a mark of gzip came after the first; a file may consist of several members.</summary>
        internal bool MayHaveMembers { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            int count;
            if (prefix.IsEmpty)
            {
                count = rest.Read(buffer);
            }
            else
            {
                count = Math.Min(prefix.Length, buffer.Length);
                prefix.Span[..count].CopyTo(buffer);
                prefix = prefix[count..];
            }

            Remember(buffer[..count]);
            return count;
        }

        private void Remember(ReadOnlySpan<byte> bytes)
        {
            ReadOnlySpan<byte> mark = [0x1F, 0x8B, 0x08];
            byte[] seam = [.. tail, .. bytes[..Math.Min(4, bytes.Length)]];
            MayHaveMembers |= bytes.IndexOf(mark) >= 0 && tail.Length == 4;
            MayHaveMembers |= tail.Length == 4 && seam.AsSpan().IndexOf(mark) >= 0;
            MayHaveMembers |= tail.Length < 4 && bytes.Length > mark.Length && bytes[1..].IndexOf(mark) >= 0;
            tail = bytes.Length >= 4 ? bytes[^4..].ToArray() : seam[^Math.Min(4, seam.Length)..];
        }
    }

    /// <summary>
    /// Decompresses gzip and finds a stream that breaks off, which <see cref="GZipStream"/> takes for its end: the length
    /// that the last four bytes declare must be that of what came out, or less where there are several members.
    /// </summary>
    private sealed class CompleteGzip(PrefixedStream compressed) : ForwardStream
    {
        private readonly GZipStream gzip = new(compressed, CompressionMode.Decompress, leaveOpen: true);
        private long length;

        public override int Read(Span<byte> buffer)
        {
            var count = gzip.Read(buffer);
            length += count;
            if (count > 0 || buffer.IsEmpty)
                return count;
            var declared = compressed.DeclaredLength;
            var isComplete = declared == (uint)length || (compressed.MayHaveMembers && declared < length);
            return isComplete ? 0 : throw new InvalidDataException("The compressed data break off.");
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                gzip.Dispose();
            base.Dispose(disposing);
        }
    }
}
