namespace Hybrid.Cli.Configuration;

/// <summary>The word that somebody may have meant.</summary>
internal static class Suggestion
{
    /// <summary>The nearest of some words; null when none is near: more than a third of the letters, and more than two, differ, and none contains the other.</summary>
    public static string? Nearest(string word, IEnumerable<string> words)
    {
        var near = words.Distinct().Select(known => (Known: known, Distance: Distance(word, known)))
            .Where(candidate => candidate.Distance <= Math.Max(2, Math.Max(word.Length, candidate.Known.Length) / 3)
                || candidate.Known.Contains(word, StringComparison.Ordinal) || word.Contains(candidate.Known, StringComparison.Ordinal))
            .OrderBy(candidate => candidate.Distance).ToArray();
        return near.Length > 0 ? near[0].Known : null;
    }

    /// <summary>Letters to insert, leave out or replace (Levenshtein).</summary>
    public static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
