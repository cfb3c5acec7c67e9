namespace Hybrid.Cli;

/// <summary>The command line asks for something that can't be done; the message is one sentence.</summary>
internal sealed class UsageException(string message) : Exception(message);
