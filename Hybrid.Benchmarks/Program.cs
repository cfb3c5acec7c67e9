using System.CommandLine;
using System.Globalization;
using Hybrid.Benchmarks.Commands;
using Hybrid.Physics.Models;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

var root = new RootCommand("Measures HybridAtomistic: what docs/benchmarks.md reports.");
root.Add(XtbCommand.Create());
root.Add(GradientsCommand.Create());
root.Add(ThroughputCommand.Create());
root.Add(TrainCommand.Create());
root.Add(AllocationsCommand.Create());
root.Add(ScfCommand.Create());
root.Add(ExcitationsCommand.Create());
root.Add(AccuracyCommand.Create());
root.Add(SeriesCommand.Create());
root.Add(LedgerCommand.Create());
root.Add(UncertaintyCommand.Create());
root.Add(EnsembleCommand.Create());
root.Add(MicroCommand.Create());

var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
if (parsed.Errors.Count > 0)
{
    Console.Error.WriteLine($"{parsed.Errors[0].Message} Run with --help for the commands.");
    return ExitCode.WrongUsage;
}

try
{
    return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception error) when (error is ArgumentException or NotSupportedException or InvalidDataException or IOException or UnauthorizedAccessException or DllNotFoundException or NotConvergedException)
{
    Console.Error.WriteLine(error.Message);
    return ExitCode.WrongUsage;
}
