using System.CommandLine;
using System.CommandLine.Parsing;
using Hybrid.Cli.Writing;

namespace Hybrid.Cli.Reading;

/// <summary>The arguments that say which structures are meant, for all verbs that read several.</summary>
internal static class StructureArguments
{
    public static readonly Argument<string[]> Files = new("FILES")
    {
        Description = "Structures: XYZ, extended XYZ, POSCAR, MOL or SDF, with any number of frames, also gzipped; - reads standard input.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static readonly Option<int?> Charge = OptionParsing.Integer("--charge", "N", "Total charge in e [default: 0]");

    public static readonly Option<int?> Unpaired = OptionParsing.Integer("--unpaired", "N", "Unpaired electrons, multiplicity minus one [default: 0 or 1]", 0);

    public static readonly Option<OutputFormat> Format = OptionParsing.Parsed(
        "--format", "table|json", "How to write results [default: table]",
        word => word switch { "table" => OutputFormat.Table, "json" => OutputFormat.Json, _ => (OutputFormat?)null }, "table or json");

    /// <summary>Words that look like options are not file names.</summary>
    public static void RefuseUnknownOptions(CommandResult command)
    {
        foreach (var token in command.GetResult(Files)?.Tokens ?? [])
        {
            if (token.Value.Length > 1 && token.Value[0] == '-')
            {
                command.AddError($"There is no option {token.Value}; a file of that name is ./{token.Value}.");
                return;
            }
        }
    }
}
