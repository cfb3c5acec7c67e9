using System.Globalization;
using Examples.Stories;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// The clone: models/organic-excitations is read, docs/stories is written.
var root = args.Length > 0 ? args[0] : ".";
var teller = new Teller(Path.Combine(root, "models", "organic-excitations"), Path.Combine(root, "examples", "Stories", "molecules.extxyz"));
foreach (var story in new[] { new IsomersStory(teller).AsStory(), new CarbonylsStory(teller).AsStory(), new DomainStory(teller).AsStory() })
{
    StoryPage.Update(Path.Combine(root, "docs", "stories"), story);
    Console.WriteLine(story.Name);
    Console.WriteLine(story.Numbers);
}
