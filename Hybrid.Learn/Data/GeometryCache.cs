using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Models;
using Microsoft.Win32.SafeHandles;

namespace Hybrid.Learn.Data;

/// <summary>
/// A file with what physics makes of geometries before a learned parameter enters (<see cref="ExcitationModel.Prepare"/>): made when a structure is
/// first met, read from then on. Predictions are the same to the last bit with and without it.
/// </summary>
/// <remarks>
/// <para>
/// Only where each structure lies is held in memory. Any number of threads may ask; one process at a time has the file. One line of JSON
/// names format, version, published parameters, library and linear algebra; then come records, each with a digest of its structure and a checksum. A file of
/// other parameters, of another library or linear algebra is begun anew; behind a record that was not written to its end the file goes on; a damaged record is made again.
/// </para>
/// </remarks>
public sealed class GeometryCache : IDisposable
{
    /// <summary>The format's name.</summary>
    public const string Format = "hybrid-geometries";

    /// <summary>The format's version: it changes with the numbers too.</summary>
    public const int Version = 1;

    private readonly ExcitationModel physics;
    private readonly ILinearAlgebra linearAlgebra;
    private readonly string path;
    private readonly SafeFileHandle file;
    private readonly ConcurrentDictionary<UInt128, GeometryRecord> records = new();
    private readonly Lock writing = new();
    private long end;

    private GeometryCache(string path, ExcitationModel physics, ILinearAlgebra linearAlgebra)
    {
        this.path = path;
        this.physics = physics;
        this.linearAlgebra = linearAlgebra;
        file = Opened(path);
        try
        {
            Index();
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>How many structures the file holds.</summary>
    public int Count => records.Count;

    /// <summary>Opens a file; where there is none, or one of other parameters, it is begun.</summary>
    /// <param name="path">The file; its folder is created where it doesn't exist.</param>
    /// <param name="physics">What prepares structures.</param>
    /// <param name="linearAlgebra">What calculations are made with; by default <see cref="DenseLinearAlgebra.Default"/>.</param>
    /// <exception cref="InvalidDataException">There is a file that is none of this format; it stays as it is.</exception>
    /// <exception cref="IOException">The file can't be read or written, or another process has it.</exception>
    public static GeometryCache Open(string path, ExcitationModel physics, ILinearAlgebra? linearAlgebra = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(physics);
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        return new GeometryCache(full, physics, linearAlgebra ?? DenseLinearAlgebra.Default);
    }

    /// <summary>What was prepared of a structure, from the file or made now; null where the physics gives nothing.</summary>
    /// <param name="tape">Holds the numbers. With another linear algebra than that of the file they are made now and not kept.</param>
    /// <param name="structure">The atoms.</param>
    /// <exception cref="ArgumentException">The structure doesn't fit the physics.</exception>
    /// <exception cref="IOException">The file can't be read or written.</exception>
    public PreparedMolecule? Of(Tape tape, Structure structure)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(structure);
        if (!ReferenceEquals(tape.LinearAlgebra, linearAlgebra))
            return Made(tape, structure);
        var key = Key(structure);
        var isThere = records.TryGetValue(key, out var record);
        if (isThere && Read(tape.Arena, record) is { } numbers)
            return new PreparedMolecule(structure.AtomCount, record.FunctionCount, numbers);
        var made = Made(tape, structure);
        if (made is not null)
            Write(key, made, isThere ? record : null);
        return made;
    }

    /// <summary>Gives the file back.</summary>
    public void Dispose() => file.Dispose();

    private PreparedMolecule? Made(Tape tape, Structure structure) =>
        physics.Prepare(new Tape(tape.Arena, isRecording: false, tape.LinearAlgebra), structure);

    private Memory<double>? Read(Arena memory, GeometryRecord record)
    {
        var numbers = memory.RentUncleared(record.NumberCount);
        var bytes = MemoryMarshal.AsBytes(numbers.Span);
        var isWhole = RandomAccess.Read(file, bytes, record.Offset) == bytes.Length && GeometryRecord.ChecksumOf(numbers.Span) == record.Checksum;
        return isWhole ? numbers : default(Memory<double>?);
    }

    /// <summary>Appends a record, or writes it in the place of a damaged one.</summary>
    private void Write(UInt128 key, PreparedMolecule made, GeometryRecord? damaged)
    {
        var numbers = made.Numbers.Span;
        lock (writing)
        {
            if (damaged is null && records.ContainsKey(key))
                return;
            var replaced = damaged is { } old && old.NumberCount == numbers.Length;
            var start = replaced ? damaged!.Value.Offset - GeometryRecord.HeadLength : end;
            var record = new GeometryRecord(start + GeometryRecord.HeadLength, made.FunctionCount, numbers.Length, GeometryRecord.ChecksumOf(numbers));
            RandomAccess.Write(file, MemoryMarshal.AsBytes(numbers), record.Offset);
            RandomAccess.Write(file, record.Head(key), start);
            if (!replaced)
                end = record.End;
            records[key] = record;
        }
    }

    private void Index()
    {
        var head = Encoding.UTF8.GetBytes(FormattableString.Invariant(
            $"{Beginning},\"version\":{Version},\"parameters\":\"{physics.Parameters.Digest}\",\"library\":\"{Provenance.Library}\",\"linear_algebra\":\"{linearAlgebra.Name}\"}}\n"));
        var length = RandomAccess.GetLength(file);
        var found = new byte[Math.Min(length, head.Length)];
        RandomAccess.Read(file, found, 0);
        var beginning = Encoding.UTF8.GetBytes(Beginning);
        if (!found.AsSpan().StartsWith(beginning.AsSpan(0, Math.Min(beginning.Length, found.Length))))
            throw new InvalidDataException($"{path}: a file of the format \"{Format}\" or none was expected, but there is another file, which stays as it is.");
        end = head.Length;
        if (!found.AsSpan().SequenceEqual(head))
        {
            RandomAccess.SetLength(file, 0);
            RandomAccess.Write(file, head, 0);
            return;
        }

        Span<byte> bytes = stackalloc byte[GeometryRecord.HeadLength];
        while (end + bytes.Length <= length && RandomAccess.Read(file, bytes, end) == bytes.Length
            && GeometryRecord.Parsed(bytes, end + bytes.Length) is var (key, record) && record.End <= length)
        {
            records[key] = record;
            end = record.End;
        }

        RandomAccess.SetLength(file, end);
    }

    private static SafeFileHandle Opened(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, FileOptions.RandomAccess);
        }
        catch (IOException error) when (error is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw new IOException($"{path}: a file that no other training uses was expected, but it can't be opened: {error.Message}", error);
        }
    }

    /// <summary>Elements, positions to the last bit, charge and spin.</summary>
    private static UInt128 Key(Structure structure)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(structure.AtomicNumbers));
        hash.AppendData(MemoryMarshal.AsBytes(structure.Positions));
        hash.AppendData(MemoryMarshal.AsBytes<double>([structure.Charge, structure.UnpairedElectrons ?? -1.0]));
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return MemoryMarshal.Read<UInt128>(digest);
    }

    private const string Beginning = $"{{\"format\":\"{Format}\"";
}
