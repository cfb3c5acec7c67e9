using System.Globalization;
using Hybrid.Core.Structures;

namespace Hybrid.Cli.Reading;

/// <summary>One frame of the input: a structure, or the reason why there is none.</summary>
/// <param name="Source">The file, or "standard input".</param>
/// <param name="Number">The frame within the file, from one.</param>
/// <param name="Content">What was read, or null.</param>
/// <param name="Error">Why nothing was, or null.</param>
internal sealed record InputFrame(string Source, int Number, Structure? Content, string? Error)
{
    /// <exception cref="FormatException">The frame is bad.</exception>
    public Structure Structure => Content ?? throw new FormatException(Error);

    /// <summary>The file's name without folder and endings, with the frame where it isn't the first.</summary>
    public string Name
    {
        get
        {
            var file = Path.GetFileName(Source);
            var plain = file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? file[..^3] : file;
            var stem = Path.GetFileNameWithoutExtension(plain) is { Length: > 0 } name ? name : plain;
            return Number == 1 ? stem : string.Create(CultureInfo.InvariantCulture, $"{stem}, frame {Number}");
        }
    }

    /// <summary>How people find the frame.</summary>
    public string Place => Number == 1 ? Source : string.Create(CultureInfo.InvariantCulture, $"{Source}, frame {Number}");
}
