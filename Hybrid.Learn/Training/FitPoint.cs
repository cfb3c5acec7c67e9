namespace Hybrid.Learn.Training;

/// <summary>The objective of a fit and its derivatives at some weights; infinite where a sample of the fit can't be evaluated.</summary>
internal sealed record FitPoint(double[] Weights, double Objective, double[] Gradient, ErrorTotals Totals)
{
    public double LargestDerivative
    {
        get
        {
            var largest = 0.0;
            foreach (var g in Gradient)
                largest = Math.Max(largest, Math.Abs(g));
            return largest;
        }
    }
}
