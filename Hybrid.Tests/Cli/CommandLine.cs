using System.Text;
using Hybrid.Cli;
using Hybrid.Tests.Architecture;

namespace Hybrid.Tests.Cli;

/// <summary>Runs the command within the tests' process.</summary>
internal static class CommandLine
{
    public static string Water { get; } = Example("structures/h2o.xyz");

    public static string Example(string name) => Path.Combine(Repository.Root, "examples", name);

    public static Outcome Run(params string[] args) => RunWith([], CancellationToken.None, args);

    public static Outcome RunWith(byte[] input, CancellationToken cancellation, params string[] args)
    {
        using var output = new StringWriter(new StringBuilder()) { NewLine = "\n" };
        using var error = new StringWriter(new StringBuilder()) { NewLine = "\n" };
        var streams = new CommandStreams(() => new MemoryStream(input), output, error, OutputIsTerminal: false, ErrorIsTerminal: false);
        var code = HybridCommand.Run(args, streams, cancellation);
        return new Outcome(code, output.ToString(), error.ToString());
    }

    public sealed record Outcome(int Code, string Output, string Error)
    {
        public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
