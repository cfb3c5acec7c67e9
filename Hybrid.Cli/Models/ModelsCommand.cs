using System.CommandLine;
using Hybrid.Cli.Writing;
using Hybrid.Core.Elements;
using Hybrid.Learn.Models;
using Hybrid.Physics.Parameters;

namespace Hybrid.Cli.Models;

/// <summary>The verb models: what can be asked for by name.</summary>
internal static class ModelsCommand
{
    public static Command Create(CommandStreams streams)
    {
        var command = new Command("models", "Lists the models that can be asked for by name.");
        command.SetAction(_ => Write(streams));
        return command;
    }

    private static int Write(CommandStreams streams)
    {
        var code = ExitCode.Success;
        foreach (var card in ModelLocation.Models())
        {
            try
            {
                var parameters = ModelLocation.ParameterSet(card.Name);
                streams.Output.WriteLine($"{card.Name}: {parameters.Name}");
                streams.Output.WriteLine($"  {card.Summary}");
                streams.Output.WriteLine($"  elements    {Elements(parameters)}");
                streams.Output.WriteLine($"  published   doi:{parameters.Doi}");
                streams.Output.WriteLine($"  parameters  {parameters.Source}, {parameters.Licence}");
                streams.Output.WriteLine($"  found       {card.Location}");
                streams.Output.WriteLine();
            }
            catch (InvalidDataException error)
            {
                streams.Error.WriteLine($"hybrid: {card.Name}: {Sentence.Of(error)}");
                code = ExitCode.SomeFailed;
            }
        }

        foreach (var card in LearnedModelLocation.All())
        {
            try
            {
                Write(streams.Output, card, LearnedModelLocation.Find(card.Name)!.Description);
            }
            catch (Exception error) when (error is InvalidDataException or FileNotFoundException)
            {
                streams.Error.WriteLine($"hybrid: {card.Name}: {Sentence.Of(error)}");
                code = ExitCode.SomeFailed;
            }
        }

        return code;
    }

    private static void Write(TextWriter output, ModelCard card, ModelDescription model)
    {
        output.WriteLine($"{card.Name}: trained, {(model.Physics is { } physics ? $"on {physics.Parameters}" : "without physics")}");
        output.WriteLine($"  {card.Summary}");
        output.WriteLine($"  elements    {string.Join(", ", model.Elements)}");
        output.WriteLine($"  level       {model.Level}");
        output.WriteLine($"  trained on  {string.Join(", ", model.Targets)}");
        output.WriteLine($"  sha256      {model.Sha256}");
        output.WriteLine($"  found       {card.Location}");
        output.WriteLine();
    }

    /// <summary>Runs of atomic numbers, such as "H–Rn (86)".</summary>
    private static string Elements(ParameterSet parameters)
    {
        var covered = parameters.Elements.ToArray();
        var runs = new List<string>();
        for (var first = 0; first < covered.Length;)
        {
            var last = first;
            while (last + 1 < covered.Length && covered[last + 1] == covered[last] + 1)
                last++;
            runs.Add(first == last ? Element.Symbol(covered[first]) : $"{Element.Symbol(covered[first])}–{Element.Symbol(covered[last])}");
            first = last + 1;
        }

        return FormattableString.Invariant($"{string.Join(", ", runs)} ({covered.Length})");
    }
}
