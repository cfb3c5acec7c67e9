using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Hybrid.Cli.Ablating;
using Hybrid.Cli.Evaluating;
using Hybrid.Cli.Explaining;
using Hybrid.Cli.Inspecting;
using Hybrid.Cli.Optimising;
using Hybrid.Cli.Predicting;
using Hybrid.Cli.Spectra;
using Hybrid.Cli.Training;

namespace Hybrid.Cli;

/// <summary>The usual help, followed by what a table of options can't tell.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        help.Invoke(parseResult);
        var text = parseResult.CommandResult.Command.Name switch
        {
            PredictCommand.Name => PredictCommand.Examples,
            OptimizeCommand.Name => OptimizeCommand.Examples,
            SpectrumCommand.Name => SpectrumCommand.Examples,
            ExplainCommand.Name => ExplainCommand.Examples,
            TrainCommand.Name => TrainCommand.Examples,
            AblateCommand.Name => AblateCommand.Examples,
            EvaluateCommand.Name => EvaluateCommand.Examples,
            CalibrateCommand.Name => CalibrateCommand.Examples,
            InspectCommand.Name => InspectCommand.Examples,
            _ => RootExamples,
        };
        parseResult.InvocationConfiguration.Output.WriteLine(text.ReplaceLineEndings(parseResult.InvocationConfiguration.Output.NewLine));
        return ExitCode.Success;
    }

    private const string RootExamples = """
        Examples:
          hybrid spectrum caffeine.xyz --html caffeine.html
          hybrid predict caffeine.xyz
          hybrid predict --help
          hybrid optimize caffeine.xyz
          hybrid explain caffeine.xyz
          hybrid models

        """;
}
