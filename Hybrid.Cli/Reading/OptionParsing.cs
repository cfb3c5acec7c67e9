using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Hybrid.Cli.Reading;

/// <summary>Options whose values are read in the invariant culture and whose errors say what was expected.</summary>
internal static class OptionParsing
{
    public static Option<int?> Integer(string name, string helpName, string description, int minimum = int.MinValue) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result => int.TryParse(Word(result), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= minimum
            ? value
            : Failed<int?>(result, name, minimum == int.MinValue ? "a whole number" : $"a whole number from {minimum}"),
    };

    public static Option<double?> Number(string name, string helpName, string description, double minimum, double maximum) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result => double.TryParse(Word(result), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum
            ? value
            : Failed<double?>(result, name, string.Create(CultureInfo.InvariantCulture, $"a number from {minimum} to {maximum}")),
    };

    public static Option<string?> Text(string name, string helpName, string description) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result => Word(result) is { Length: > 0 } word && !word.StartsWith("--", StringComparison.Ordinal)
            ? word
            : Failed<string?>(result, name, helpName),
    };

    /// <summary>One of several words, or what a function makes of it.</summary>
    public static Option<T> Parsed<T>(string name, string helpName, string description, Func<string, T?> parse, string expected)
        where T : struct => new(name)
        {
            Description = description,
            HelpName = helpName,
            CustomParser = result => parse(Word(result)) ?? Failed<T>(result, name, expected),
        };

    /// <summary>One of several words, each with its meaning.</summary>
    public static Option<T> Choice<T>(string name, string description, params (string Word, T Meaning)[] choices) => new(name)
    {
        Description = description,
        HelpName = string.Join('|', choices.Select(choice => choice.Word)),
        CustomParser = result =>
        {
            foreach (var (word, meaning) in choices)
            {
                if (word == Word(result))
                    return meaning;
            }

            return Failed<T>(result, name, string.Join(" or ", choices.Select(choice => choice.Word)))!;
        },
    };

    private static string Word(ArgumentResult result) => result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;

    private static T? Failed<T>(ArgumentResult result, string name, string expected)
    {
        result.AddError($"{name}: {expected} was expected, but \"{Word(result)}\" came.");
        return default;
    }
}
