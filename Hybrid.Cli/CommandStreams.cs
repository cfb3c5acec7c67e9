using System.Text;

namespace Hybrid.Cli;

/// <summary>What the command reads and writes.</summary>
/// <param name="OpenInput">Opens standard input.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="OutputIsTerminal">True when a person sees the output.</param>
/// <param name="ErrorIsTerminal">True when a person sees the errors and the progress.</param>
internal sealed record CommandStreams(Func<Stream> OpenInput, TextWriter Output, TextWriter Error, bool OutputIsTerminal, bool ErrorIsTerminal)
{
    public static CommandStreams OfProcess()
    {
        var output = Console.IsOutputRedirected
            ? new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true }
            : Console.Out;
        return new CommandStreams(Console.OpenStandardInput, output, Console.Error, !Console.IsOutputRedirected, !Console.IsErrorRedirected);
    }
}
