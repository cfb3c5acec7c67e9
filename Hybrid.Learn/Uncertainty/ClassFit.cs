namespace Hybrid.Learn.Uncertainty;

/// <summary>Calibrates molecules outside of the training domain, and labels of another level of theory, on few labels.</summary>
/// <remarks>
/// <para>
/// Few labels don't bear a fit of their own. The scale α is that of the inside (of singlets for a kind that has none there); β, what neither
/// level nor domain lets the model know, is one number for each class: with it two of three errors of the class are smaller than s, β² then shrunk towards that
/// of all classes together,
/// </para>
/// <para>β² = (n β_c² + n₀ β_pool²)/(n + n₀), n₀ = <see cref="PoolWeight"/>.</para>
/// <para>The quantiles of |error|/s are counted over all classes together, as in <see cref="CalibrationFit"/>.</para>
/// </remarks>
public static class ClassFit
{
    /// <summary>With fewer labels of a kind in all classes together there is no calibration: the largest of twelve errors is passed by one in thirteen.</summary>
    public const int FewestLabels = 12;

    /// <summary>n₀: so many labels of its own count as much as the pool.</summary>
    public const double PoolWeight = 20.0;

    /// <summary>The calibrations of the classes that have labels.</summary>
    /// <param name="inside">Of the same kind, lowest states, inside of the training domain; a borrowed one where there is no other.</param>
    /// <param name="kind">Of which targets.</param>
    /// <param name="labels">Class, error (predicted minus reference, eV or 1) and v of each (<see cref="ModelUncertainty.Variance"/>).</param>
    /// <returns>Empty where there are fewer than <see cref="FewestLabels"/>.</returns>
    public static IReadOnlyList<TargetCalibration> Of(TargetCalibration inside, TargetKind kind, IReadOnlyList<(CalibrationClass Class, double Error, double Variance)> labels)
    {
        ArgumentNullException.ThrowIfNull(inside);
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Count < FewestLabels)
            return [];
        var α = inside.Quantile68 * inside.Scale;
        var pool = SquaredFloor(α, labels);
        var classes = labels.GroupBy(label => label.Class).OrderBy(group => group.Key)
            .Select(group => (Class: group.Key, Count: group.Count(), Floor: ((group.Count() * SquaredFloor(α, [.. group])) + (PoolWeight * pool)) / (group.Count() + PoolWeight)))
            .ToArray();
        double[] sizes = [.. labels.Select(label => Math.Abs(label.Error) / Math.Sqrt(Math.Max((α * α * label.Variance) + classes.Single(one => one.Class == label.Class).Floor, Smallest))).Order()];
        var (q68, q95) = (CalibrationFit.Quantile(sizes, 0.6827), CalibrationFit.Quantile(sizes, 0.95));
        return [.. classes.Select(one => new TargetCalibration(kind, 1, α, Math.Sqrt(one.Floor), q68, q95, one.Count) { Class = one.Class, PooledShare = PoolWeight / (one.Count + PoolWeight) })];
    }

    /// <summary>β² with which 68.27 % of the errors are smaller than s; zero where α alone is enough.</summary>
    private static double SquaredFloor(double α, IReadOnlyList<(CalibrationClass Class, double Error, double Variance)> labels)
    {
        // |e| ≤ s where e² − α² v ≤ β².
        double[] excess = [.. labels.Select(label => (label.Error * label.Error) - (α * α * label.Variance)).Order()];
        return Math.Max(0.0, CalibrationFit.Quantile(excess, 0.6827));
    }

    /// <summary>Keeps a ratio finite where neither variance nor floor is left.</summary>
    private const double Smallest = 1e-12;
}
