using Hybrid.Learn.Losses;

namespace Hybrid.Learn.Training;

/// <summary>Sums of losses and errors while samples go by.</summary>
internal sealed class ErrorTotals
{
    public required double[] TermLoss { get; init; }

    public required double[] AbsoluteError { get; init; }

    public required double[] SquaredError { get; init; }

    public required long[] LabelCount { get; init; }

    public double Loss { get; set; }

    public int SampleCount { get; set; }

    public int SkippedCount { get; set; }

    public List<SkippedSample> Skipped { get; init; } = [];

    public static ErrorTotals None(int terms) => new()
    {
        TermLoss = new double[terms],
        AbsoluteError = new double[terms],
        SquaredError = new double[terms],
        LabelCount = new long[terms],
    };

    public void Clear()
    {
        Array.Clear(TermLoss);
        Array.Clear(AbsoluteError);
        Array.Clear(SquaredError);
        Array.Clear(LabelCount);
        Loss = 0.0;
        SampleCount = 0;
        SkippedCount = 0;
        Skipped.Clear();
    }

    public void Add(ReadOnlySpan<LossValue?> values, double weight)
    {
        for (var term = 0; term < values.Length; term++)
        {
            if (values[term] is not { } value)
                continue;
            var loss = weight * value.Loss.Scalar;
            Loss += loss;
            TermLoss[term] += loss;
            AbsoluteError[term] += value.AbsoluteError;
            SquaredError[term] += value.SquaredError;
            LabelCount[term] += value.Count;
        }

        SampleCount++;
    }

    public void Skip(int index, string name, string reason)
    {
        SkippedCount++;
        Skipped.Add(new SkippedSample(index, name, reason));
    }

    /// <summary>Adds other sums; no more than <paramref name="named"/> skipped samples keep their names.</summary>
    public void Add(ErrorTotals other, int named)
    {
        for (var term = 0; term < TermLoss.Length; term++)
        {
            TermLoss[term] += other.TermLoss[term];
            AbsoluteError[term] += other.AbsoluteError[term];
            SquaredError[term] += other.SquaredError[term];
            LabelCount[term] += other.LabelCount[term];
        }

        Loss += other.Loss;
        SampleCount += other.SampleCount;
        SkippedCount += other.SkippedCount;
        Skipped.AddRange(other.Skipped.Take(named - Skipped.Count));
    }

    public SetErrors Errors(IReadOnlyList<LossTerm> terms) => new(
        Loss / SampleCount,
        [.. terms.Select((term, k) => new TermErrors(term.Name, term.Unit, TermLoss[k] / SampleCount, AbsoluteError[k], SquaredError[k], LabelCount[k]))],
        SampleCount, SkippedCount, [.. Skipped]);
}
