namespace Hybrid.Core.IO;

/// <summary>A safetensors file isn't what was expected. The message is one sentence: which file, what was expected and what came.</summary>
public sealed class SafetensorsFormatException : FormatException
{
    /// <summary>With the file and the rest of the sentence.</summary>
    /// <param name="path">The file, or the name that was given to a stream.</param>
    /// <param name="expectation">"a tensor of shape [3] was expected, but …", without the full stop.</param>
    public SafetensorsFormatException(string path, string expectation)
        : base($"{path}: {expectation}.") => Path = path;

    /// <summary>With what the file's text led to.</summary>
    /// <param name="path">The file, or the name that was given to a stream.</param>
    /// <param name="expectation">The rest of the sentence, without the full stop.</param>
    /// <param name="innerException">What went wrong underneath.</param>
    public SafetensorsFormatException(string path, string expectation, Exception innerException)
        : base($"{path}: {expectation}.", innerException) => Path = path;

    /// <summary>The file, or the name that was given to a stream.</summary>
    public string Path { get; }
}
