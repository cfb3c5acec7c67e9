namespace Hybrid.Learn.Models;

/// <summary>A section of a model's card.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Text">Markdown.</param>
public sealed record CardSection(string Title, string Text);
