namespace Hybrid.Learn.Uncertainty;

/// <summary>Mean absolute errors of the labels that a calibration rests on, eV or 1: of the model, and of its physics without anything learned.</summary>
/// <param name="Model">Of the model. Labels that it was trained on count with the error that they have without.</param>
/// <param name="Physics">Of the published physics.</param>
/// <param name="Labels">How many that both predict.</param>
public sealed record MeanErrors(double Model, double Physics, int Labels)
{
    /// <summary>Null without labels that both predict.</summary>
    internal static MeanErrors? Of(IEnumerable<(double Model, double? Physics)> errors)
    {
        (double Model, double? Physics)[] both = [.. errors.Where(label => label.Physics is not null)];
        return both.Length == 0 ? null : new MeanErrors(both.Average(label => Math.Abs(label.Model)), both.Average(label => Math.Abs(label.Physics!.Value)), both.Length);
    }
}
