namespace Examples.Stories;

/// <summary>What a worked story computes: the numbers and the figure of its page.</summary>
/// <param name="Name">Of the page docs/stories/NAME.md and of the figure beside it.</param>
/// <param name="Numbers">The block of text in the page.</param>
/// <param name="Figure">SVG.</param>
public sealed record Story(string Name, string Numbers, string Figure);
