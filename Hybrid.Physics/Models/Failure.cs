using System.Globalization;

namespace Hybrid.Physics.Models;

/// <summary>Which exceptions are one structure's own failure, and what they say in one sentence.</summary>
internal static class Failure
{
    /// <summary>True for what the structure is to blame for: its file, its elements, its charge, its size.</summary>
    public static bool IsOfStructure(Exception error) =>
        error is ArgumentException or NotSupportedException or FormatException or OutOfMemoryException or OverflowException;

    /// <summary>The message without what .NET appends to it.</summary>
    public static string Sentence(Exception error)
    {
        if (error is OutOfMemoryException or OverflowException)
            return "The structure needs more memory than there is.";
        var message = error is ArgumentException { ParamName: { } name }
            ? error.Message.Replace(string.Create(CultureInfo.InvariantCulture, $" (Parameter '{name}')"), string.Empty, StringComparison.Ordinal)
            : error.Message;
        return message.Split('\n')[0].TrimEnd();
    }
}
