using System.Diagnostics.CodeAnalysis;
using Hybrid.Core.Structures;

namespace Hybrid.Core.IO;

/// <summary>
/// One frame of a file: a structure, or the reason why there is none. Exactly one of <see cref="Structure"/> and
/// <see cref="Error"/> is set.
/// </summary>
/// <remarks>
/// A bad frame doesn't end the file: reading goes on with the next frame wherever the format says where that begins. Where
/// it doesn't, the bad frame is the last.
/// </remarks>
public sealed class Frame
{
    internal Frame(int number, Structure structure, bool statesCharge)
    {
        Number = number;
        Structure = structure;
        StatesCharge = statesCharge;
    }

    internal Frame(int number, StructureFormatException error)
    {
        Number = number;
        Error = error;
    }

    /// <summary>The position within the file, counted from one; bad frames count too.</summary>
    public int Number { get; }

    /// <summary>What was read, or null for a bad frame.</summary>
    public Structure? Structure { get; }

    /// <summary>Why nothing could be read, or null for a good frame.</summary>
    public StructureFormatException? Error { get; }

    /// <summary>True when the file gives a total charge, be it zero, and not only atoms.</summary>
    public bool StatesCharge { get; }

    /// <summary>True for a good frame.</summary>
    [MemberNotNullWhen(true, nameof(Structure))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsGood => Structure is not null;

    /// <summary>The structure of a good frame.</summary>
    /// <exception cref="StructureFormatException">The frame is bad.</exception>
    public Structure StructureOrThrow() => IsGood ? Structure : throw Error;
}
