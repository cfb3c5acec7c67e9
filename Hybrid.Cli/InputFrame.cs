using System.Globalization;
using Hybrid.Core.Structures;

namespace Hybrid.Cli;

/// <summary>One frame of the input: a structure, or the reason why there is none.</summary>
/// <param name="Source">The file, or "standard input".</param>
/// <param name="Number">The frame within the file, from one.</param>
/// <param name="Content">What was read, or null.</param>
/// <param name="Error">Why nothing was, or null.</param>
internal sealed record InputFrame(string Source, int Number, Structure? Content, string? Error)
{
    /// <exception cref="FormatException">The frame is bad.</exception>
    public Structure Structure => Content ?? throw new FormatException(Error);

    /// <summary>How people find the frame.</summary>
    public string Place => Number == 1 ? Source : string.Create(CultureInfo.InvariantCulture, $"{Source}, frame {Number}");
}
