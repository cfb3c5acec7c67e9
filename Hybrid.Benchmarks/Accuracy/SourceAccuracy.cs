namespace Hybrid.Benchmarks.Accuracy;

/// <summary>How far one source is from CC2 on the molecules of a file, and after a line was fitted on others.</summary>
internal sealed class SourceAccuracy
{
    private readonly Predictions tested;
    private readonly Predictions? fitted;

    /// <param name="source">The method.</param>
    /// <param name="tested">Its states for the molecules that errors are taken over.</param>
    /// <param name="fitted">Its states for the molecules that lines are fitted on, or null.</param>
    public SourceAccuracy(IExcitationSource source, Predictions tested, Predictions? fitted)
    {
        Source = source;
        this.tested = tested;
        this.fitted = fitted;
    }

    public IExcitationSource Source { get; }

    /// <summary>Over all labels.</summary>
    public ErrorStatistics All(Quantity quantity) => tested.Errors(quantity, static _ => true);

    /// <summary>Over the labels that are not suspect.</summary>
    public ErrorStatistics Trusted(Quantity quantity) => tested.Errors(quantity, molecule => !molecule.IsSuspect(quantity));

    /// <summary>Over all labels after a line fitted on all labels of other molecules, or null where there are none.</summary>
    public ErrorStatistics? AllFitted(Quantity quantity) =>
        fitted is null ? null : tested.Errors(quantity, static _ => true, fitted.Fit(quantity, static _ => true));

    /// <summary>The same with labels on both sides that are not suspect.</summary>
    public ErrorStatistics? TrustedFitted(Quantity quantity) =>
        fitted is null ? null : tested.Errors(quantity, molecule => !molecule.IsSuspect(quantity), fitted.Fit(quantity, molecule => !molecule.IsSuspect(quantity)));

    /// <summary>Over the trusted labels of saturated molecules, or of all others.</summary>
    public ErrorStatistics TrustedWhere(Quantity quantity, bool saturated) =>
        tested.Errors(quantity, molecule => !molecule.IsSuspect(quantity) && molecule.IsSaturated == saturated);
}
