using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using Hybrid.Cli.Ablating;
using Hybrid.Cli.Evaluating;
using Hybrid.Cli.Explaining;
using Hybrid.Cli.Inspecting;
using Hybrid.Cli.Models;
using Hybrid.Cli.Optimising;
using Hybrid.Cli.Predicting;
using Hybrid.Cli.Spectra;
using Hybrid.Cli.Training;
using Hybrid.Cli.Writing;

namespace Hybrid.Cli;

/// <summary>The command <c>hybrid</c>: parses, runs a verb, and turns every failure into one sentence and an exit code.</summary>
internal static class HybridCommand
{
    private static readonly ParserConfiguration Syntax = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    public static int Run(IReadOnlyList<string> args, CommandStreams streams, CancellationToken cancellation = default)
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            return Invoke(args, streams, cancellation);
        }
        catch (Exception error) when (error is OperationCanceledException || (error is AggregateException && cancellation.IsCancellationRequested))
        {
            streams.Error.WriteLine("hybrid: interrupted.");
            return ExitCode.Interrupted;
        }
        catch (UsageException error)
        {
            return WrongUsage(error.Message, args, streams);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            streams.Error.WriteLine($"hybrid: {Sentence.Of(error)}");
            return ExitCode.SomeFailed;
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static int Invoke(IReadOnlyList<string> args, CommandStreams streams, CancellationToken cancellation)
    {
        var root = Root(streams, cancellation);
        var parsed = root.Parse(args, Syntax);
        if (parsed.Action is not (HelpWithExamples or VersionAction))
        {
            if (args.Count == 0)
            {
                root.Parse(["--help"], Syntax).Invoke(new InvocationConfiguration { Output = streams.Error, EnableDefaultExceptionHandler = false });
                return ExitCode.WrongUsage;
            }

            if (parsed.Errors.Count > 0)
                return WrongUsage(MostTelling(parsed), args, streams);
        }

        return parsed.Invoke(new InvocationConfiguration
        {
            Output = streams.Output,
            Error = streams.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        });
    }

    /// <summary>A word that nobody knows explains more than what is missing because of it.</summary>
    private static string MostTelling(ParseResult parsed) => parsed.CommandResult.Command is RootCommand && parsed.UnmatchedTokens.Count > 0
        ? $"There is no command {parsed.UnmatchedTokens[0]}; there are predict, spectrum, optimize, explain, train, ablate, evaluate, calibrate, inspect and models."
        : parsed.Errors[0].Message;

    private static RootCommand Root(CommandStreams streams, CancellationToken cancellation)
    {
        var root = new RootCommand("Predicts energies, forces, charges, excited states and spectra of molecules with differentiable tight binding.");
        root.Directives.Clear();
        root.Add(PredictCommand.Create(streams, cancellation));
        root.Add(OptimizeCommand.Create(streams, cancellation));
        root.Add(SpectrumCommand.Create(streams, cancellation));
        root.Add(ExplainCommand.Create(streams, cancellation));
        root.Add(TrainCommand.Create(streams, cancellation));
        root.Add(AblateCommand.Create(streams, cancellation));
        root.Add(EvaluateCommand.Create(streams, cancellation));
        root.Add(CalibrateCommand.Create(streams, cancellation));
        root.Add(InspectCommand.Create(streams, cancellation));
        root.Add(ModelsCommand.Create(streams));
        foreach (var option in root.Options)
        {
            if (option is HelpOption { Action: HelpAction help })
                option.Action = new HelpWithExamples(help);
            else if (option is VersionOption)
                option.Action = new VersionAction();
        }

        return root;
    }

    private static int WrongUsage(string message, IReadOnlyList<string> args, CommandStreams streams)
    {
        var verb = args is [SpectrumCommand.Name or OptimizeCommand.Name or ExplainCommand.Name or TrainCommand.Name or AblateCommand.Name or EvaluateCommand.Name or CalibrateCommand.Name or InspectCommand.Name, ..] ? args[0] : PredictCommand.Name;
        streams.Error.WriteLine($"hybrid: {Sentence.Of(message)} Try 'hybrid --help' or 'hybrid {verb} --help'.");
        return ExitCode.WrongUsage;
    }
}
