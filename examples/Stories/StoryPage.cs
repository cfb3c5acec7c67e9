using System.Text.RegularExpressions;
using Hybrid.Core.IO;

namespace Examples.Stories;

/// <summary>The page of a story: people write the words, the program its numbers and its figure.</summary>
public static partial class StoryPage
{
    /// <summary>The block of numbers in a page.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static string Numbers(string page)
    {
        var block = Block().Match(page.ReplaceLineEndings("\n"));
        return block.Success ? block.Groups["numbers"].Value : throw new InvalidDataException("A block ```text with the numbers of the story was expected in the page, but there is none.");
    }

    /// <summary>Puts numbers and figure where the page shows them.</summary>
    /// <param name="folder">docs/stories.</param>
    /// <param name="story">What to write.</param>
    /// <exception cref="InvalidDataException">The page has no block for the numbers.</exception>
    public static void Update(string folder, Story story)
    {
        ArgumentNullException.ThrowIfNull(story);
        var path = Path.Combine(folder, $"{story.Name}.md");
        var page = File.ReadAllText(path).ReplaceLineEndings("\n");
        _ = Numbers(page);
        AtomicFile.WriteText(path, writer => writer.Write(Block().Replace(page, _ => $"```text\n{story.Numbers}```", 1)));
        AtomicFile.WriteText(Path.Combine(folder, $"{story.Name}.svg"), writer => writer.Write(story.Figure));
    }

    [GeneratedRegex("```text\n(?<numbers>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
