using System.CommandLine;
using System.CommandLine.Invocation;
using Hybrid.Physics.Models;

namespace Hybrid.Cli;

/// <summary>Prints the version of the library.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine($"hybrid {Provenance.Library}");
        return ExitCode.Success;
    }
}
