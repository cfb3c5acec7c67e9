using System.Text.Json;

namespace Hybrid.Benchmarks.Accuracy;

/// <summary>Holds our arithmetic against the errors that the data set states of its baselines.</summary>
internal static class BaselineCheck
{
    /// <summary>Half of the last digit that the file prints, and what decimals need in binary.</summary>
    private const double PrintedHalf = 0.5e-4 + 1e-9;

    /// <summary>One sentence for every number that differs; none where all agree.</summary>
    /// <param name="path">The file baselines.json of the data set.</param>
    /// <param name="part">The part of the data set: test, valid or train.</param>
    /// <param name="accuracies">The errors found here.</param>
    /// <param name="checkedCount">How many numbers were compared.</param>
    public static IReadOnlyList<string> Differences(string path, string part, IEnumerable<SourceAccuracy> accuracies, out int checkedCount)
    {
        using var stated = JsonDocument.Parse(File.ReadAllBytes(path));
        if (!stated.RootElement.TryGetProperty(part, out var entries))
            throw new InvalidDataException($"{path}: errors for the part \"{part}\" were expected, but there are none.");
        var differences = new List<string>();
        checkedCount = 0;
        foreach (var accuracy in accuracies)
        {
            if (accuracy.Source is not FileColumns columns)
                continue;
            foreach (var quantity in (Quantity[])[Quantity.E1, Quantity.E2])
            {
                var entry = entries.GetProperty($"{quantity}_{columns.Key}");
                var found = accuracy.All(quantity);
                foreach (var (key, value) in (ReadOnlySpan<(string, double)>)[("n", found.Count), ("MAE_eV", found.MeanAbsolute), ("ME_eV", found.Mean)])
                {
                    checkedCount++;
                    var expected = entry.GetProperty(key).GetDouble();
                    if (!(Math.Abs(value - expected) <= PrintedHalf))
                        differences.Add(FormattableString.Invariant($"{quantity} of {accuracy.Source.Name}, {key}: {expected} was expected, but {value:0.00000} came."));
                }
            }
        }

        return differences;
    }
}
