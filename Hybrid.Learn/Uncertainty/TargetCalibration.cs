namespace Hybrid.Learn.Uncertainty;

/// <summary>
/// How the variance v of a prediction (<see cref="ModelUncertainty.Variance"/>) is turned into intervals: the spread is s² = α² v + β², and an error is smaller than
/// q68 s in 68.27 % and than q95 s in 95 % of the cases.
/// </summary>
/// <remarks>
/// v knows what more data would mend and how weights scatter from molecule to molecule. α makes up for labels that don't scatter independently about the model, β is what is left. The quantiles q are those of |error|/s on validation data: errors have heavier tails than a normal distribution, and no
/// family of distributions is assumed (split conformal prediction with normalised errors: H. Papadopoulos et al., ECML 2002,
/// doi:10.1007/3-540-36755-1_29).
/// </remarks>
/// <param name="Kind">What it is for.</param>
/// <param name="Rank">1 for the lowest state of its spin, <see cref="Higher"/> for those above: the order of states above the lowest is another source of errors.</param>
/// <param name="Scale">α.</param>
/// <param name="Floor">β, eV or 1.</param>
/// <param name="Quantile68">q68.</param>
/// <param name="Quantile95">q95.</param>
/// <param name="Labels">How many labels of its class it rests on.</param>
/// <param name="BorrowedFrom">The kind whose calibration this is, where too few labels of the own kind and rank were there; null for an own one.</param>
public sealed record TargetCalibration(TargetKind Kind, int Rank, double Scale, double Floor, double Quantile68, double Quantile95, int Labels, TargetKind? BorrowedFrom = null)
{
    /// <summary>The rank that stands for all states above the lowest.</summary>
    public const int Higher = 2;

    /// <summary>The class whose labels it rests on.</summary>
    public CalibrationClass Class { get; init; }

    /// <summary>True where it stands in for a class without labels.</summary>
    public bool IsOfOtherClass { get; init; }

    /// <summary>What the factors that few labels were shrunk towards count in it, from zero to one (<see cref="ClassFit"/>).</summary>
    public double PooledShare { get; init; }

    /// <summary>What model and physics are off by on its labels; null where that isn't known.</summary>
    public MeanErrors? MeanErrors { get; init; }

    /// <summary>True when labels of this kind, rank and class were held against predictions.</summary>
    public bool IsCalibrated => Labels > 0 && BorrowedFrom is null && !IsOfOtherClass;

    /// <summary>s.</summary>
    /// <param name="variance">v, eV² or 1.</param>
    public double Spread(double variance) => Math.Sqrt((Scale * Scale * variance) + (Floor * Floor));

    /// <summary>Half the width of the interval that holds 68.27 % of the errors: what is shown behind ±, one standard deviation of a normal distribution.</summary>
    public double Uncertainty(double variance) => Quantile68 * Spread(variance);

    /// <summary>Half the width of the interval that holds 95 % of the errors.</summary>
    public double HalfWidth95(double variance) => Quantile95 * Spread(variance);

    /// <summary>No calibration: what follows from labels that scatter independently and normally about the model.</summary>
    public static TargetCalibration None(TargetKind kind, int rank) => new(kind, rank, 1.0, 0.0, 1.0, 1.959964, 0);
}
