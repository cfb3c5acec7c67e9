namespace Hybrid.Cli.Configuration;

/// <summary>A configuration can't be used: file, line, what was expected and what came, in one sentence.</summary>
internal sealed class ConfigurationException(string file, long line, string message)
    : FormatException(FormattableString.Invariant($"{file}, line {line}: {message}"));
